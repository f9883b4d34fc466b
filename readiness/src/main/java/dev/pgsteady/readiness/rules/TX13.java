package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.NameWords;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Set;

/// Payment or order without a key against repetition.
@AutoService(Rule.class)
public final class TX13 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("TX13"),
            Severity.MEDIUM,
            "Payment or order without a key against repetition",
            """
            The only unique key is an id that is made up on insert, so the same payment or event sent twice (a
            double click, a retry after a timeout, a webhook delivered again) becomes two rows. The program
            cannot prevent it: both requests look before either has written.""",
            """
            Store the caller's idempotency key, or the provider's id, and make it unique; insert with ON
            CONFLICT DO NOTHING.""",
            "INSERT, ON CONFLICT Clause");

    private static final Set<String> PAYMENTS = Set.of(
            "payment",
            "charge",
            "refund",
            "order",
            "invoice",
            "payout",
            "transfer",
            "purchase",
            "transaction",
            "withdrawal",
            "deposit");
    private static final Set<String> EVENTS = Set.of("stripe", "webhook", "paypal", "braintree", "adyen", "paddle");
    private static final Set<String> MONEY = Set.of("amount", "total", "price", "subtotal", "sum", "due", "currency");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .filter(t -> payment(facts, t) && !keyed(facts, t))
                .map(t -> found(facts, t))
                .toList();
        return Verdict.of(findings);
    }

    /// A table of payments by name and by a column of money, or of a payment provider's events.
    private static boolean payment(Facts facts, Table table) {
        NameWords words = facts.words(table.name().name());
        boolean paid = words.endsIn(PAYMENTS)
                && table.columns().stream().anyMatch(c -> facts.words(c.name()).hasAny(MONEY) && !Kinds.time(facts, c));
        return paid || (words.last().equals("event") && words.hasAny(EVENTS));
    }

    /// Whether any key comes from outside: another unique index, or a primary key that nothing here generates.
    private static boolean keyed(Facts facts, Table table) {
        return Guards.unique(table).stream().anyMatch(i -> !i.primary() || fromOutside(facts, table, i));
    }

    private static boolean fromOutside(Facts facts, Table table, Index primary) {
        return primary.columns().stream()
                .flatMap(c -> table.column(c).stream())
                .allMatch(c -> c.identity().isEmpty()
                        && c.defaultExpression().isEmpty()
                        && (Kinds.text(facts, c) || Kinds.integer(facts, c)));
    }

    private Finding found(Facts facts, Table table) {
        long rows = facts.rows(table);
        Finding finding = finding(
                About.table(table),
                "no unique key but an id that was made up here, and %s".formatted(About.rows(rows)),
                Mend.review(
                        "ALTER TABLE %s ADD COLUMN idempotency_key text;"
                                .formatted(table.name().sql()),
                        "CREATE UNIQUE INDEX CONCURRENTLY ON %s (idempotency_key);"
                                .formatted(table.name().sql())),
                rows);
        return rows == 0 ? finding.at(Severity.LOW) : finding;
    }
}
