package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.NameWords;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Set;

/// Money as floating point.
@AutoService(Rule.class)
public final class CN16 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN16"),
            Severity.MEDIUM,
            "Money as floating point",
            """
            Binary fractions cannot hold cents: 0.1 + 0.2 is not 0.3, sums drift with the number of rows and
            their order, and two reports over the same rows differ in the last digits. The type money depends on
            a setting of the server (lc_monetary) instead.""",
            """
            Store money as numeric with the digits of the currency, or as a whole number of the smallest unit,
            beside a column for the currency.""",
            "8.1.2 Arbitrary Precision Numbers");

    private static final Set<String> MONEY = Set.of(
            "price",
            "amount",
            "cost",
            "fee",
            "balance",
            "salary",
            "wage",
            "revenue",
            "tax",
            "vat",
            "discount",
            "payment",
            "money",
            "subtotal",
            "charge",
            "refund",
            "budget",
            "credit",
            "debit",
            "payout",
            "rent",
            "spend",
            "spent",
            "earning",
            "income",
            "profit",
            "tip",
            "fare");
    private static final Set<String> VALUED =
            Set.of("lifetime", "order", "invoice", "cart", "contract", "deal", "book", "asset", "portfolio");
    private static final Set<String> OTHER = Set.of(
            "rate",
            "percent",
            "percentage",
            "pct",
            "ratio",
            "score",
            "factor",
            "weight",
            "count",
            "time",
            "second",
            "ms",
            "hour",
            "day",
            "index",
            "probability",
            "multiplier",
            "planner",
            "estimate",
            "token",
            "cpu",
            "memory");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .flatMap(t -> t.columns().stream().filter(c -> wrong(facts, c)).map(c -> found(facts, t, c)))
                .toList();
        return Verdict.of(findings);
    }

    private static boolean wrong(Facts facts, Column column) {
        return facts.plain(column.type()).is("money")
                || (Kinds.floating(facts, column) && money(facts.words(column.name())));
    }

    private static boolean money(NameWords words) {
        boolean valued = words.endsIn(Set.of("value", "total")) && words.hasAny(VALUED);
        return (words.hasAny(MONEY) || valued) && !words.hasAny(OTHER);
    }

    private Finding found(Facts facts, Table table, Column column) {
        String name = Sql.identifier(column.name());
        long rows = facts.rows(table);
        Finding finding = finding(
                About.column(table, column.name()),
                "%s is %s, and the table has %s".formatted(name, column.type().sql(), About.rows(rows)),
                Mend.rewrite("ALTER TABLE %s ALTER COLUMN %s TYPE numeric(19,4) USING %2$s::numeric;"
                        .formatted(table.name().sql(), name)),
                rows);
        return rows == 0 ? finding.at(Severity.LOW) : finding;
    }
}
