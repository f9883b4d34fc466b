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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Amounts and counts that may be negative.
@AutoService(Rule.class)
public final class CN15 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN15"),
            Severity.MEDIUM,
            "Amounts and counts that may be negative",
            """
            A price, a quantity or a usage counter below zero means nothing, but the table accepts it. One
            subtraction too many (a retried request, a race of two) is stored, billed and summed before anyone
            sees it.""",
            """
            Add a CHECK that the value is not negative (a percentage: between 0 and 100), NOT VALID first, and
            validate it when the bad rows are mended. Where a negative value is meant (a refund, a correction),
            suppress with that reason.""",
            "5.5.1 Check Constraints");

    private static final int MANY = 10;
    private static final Set<String> BILLED =
            Set.of("price", "quantity", "qty", "usage", "amount", "cost", "fee", "subtotal", "salary", "wage");
    private static final Set<String> SHARES = Set.of("percent", "percentage", "pct");
    private static final Set<String> COUNTS = Set.of("count");
    private static final Set<String> SIGNED = Set.of(
            "delta",
            "adjustment",
            "difference",
            "diff",
            "change",
            "adjusted",
            "net",
            "variance",
            "refund",
            "credit",
            "balance",
            "correction",
            "offset");
    private static final Set<String> BOOKS =
            Set.of("ledger", "entry", "transaction", "journal", "posting", "adjustment", "movement");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Map<Boolean, List<Finding>> findings = Bookkeeping.none(facts)
                .filter(t -> !Journals.is(facts, t))
                .flatMap(t -> found(facts, t).stream())
                .collect(Collectors.partitioningBy(f -> f.severity() == Severity.LOW));
        List<Finding> mild = Habit.of(facts, "a count or amount that may be negative")
                .gathered(this, findings.getOrDefault(true, List.of()), MANY)
                .stream()
                .map(f -> f.at(Severity.LOW))
                .toList();
        return Verdict.of(Stream.concat(findings.getOrDefault(false, List.of()).stream(), mild.stream())
                .toList());
    }

    private Optional<Finding> found(Facts facts, Table table) {
        boolean books = facts.words(table.name().name()).hasAny(BOOKS);
        List<Column> open = table.columns().stream()
                .filter(c -> wanted(facts.words(c.name()), books) && Kinds.number(facts, c))
                .filter(c -> !Guards.limited(facts, table, c))
                .toList();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        long rows = facts.rows(table);
        boolean billed = open.stream().anyMatch(c -> billed(facts.words(c.name())));
        List<String> names = open.stream().map(Column::name).toList();
        Finding finding = finding(
                About.table(table),
                "nothing keeps (%s) from being %s; the table has %s"
                        .formatted(
                                About.columns(names),
                                open.stream().allMatch(c -> share(facts, c)) ? "out of range" : "negative",
                                About.rows(rows)),
                Mend.review(open.stream().map(c -> check(facts, table, c)).toArray(String[]::new)),
                rows);
        return Optional.of(billed && rows > 0 ? finding : finding.at(Severity.LOW));
    }

    private static boolean wanted(NameWords words, boolean books) {
        return !words.hasAny(SIGNED) && (words.endsIn(COUNTS) || words.endsIn(SHARES) || (billed(words) && !books));
    }

    /// Usage counts are what a customer is held to, so they weigh like money.
    private static boolean billed(NameWords words) {
        return words.endsIn(BILLED) || (words.endsIn(COUNTS) && words.all().contains("usage"));
    }

    private static boolean share(Facts facts, Column column) {
        return facts.words(column.name()).endsIn(SHARES);
    }

    private static String check(Facts facts, Table table, Column column) {
        String name = Sql.identifier(column.name());
        return Mend.check(
                table,
                Mend.name(table.name().name(), column.name(), "range"),
                share(facts, column)
                        ? name + " BETWEEN 0 AND 100"
                        : name + " >= " + (facts.plain(column.type()).is("money") ? "0::money" : "0"));
    }
}
