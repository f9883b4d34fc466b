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

/// Balance or stock that a race can overdraw.
@AutoService(Rule.class)
public final class TX12 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("TX12"),
            Severity.MEDIUM,
            "Balance or stock that a race can overdraw",
            """
            Two transactions that read the same balance and both write back what they computed lose one of the
            two; at READ COMMITTED nothing notices. Without a check the value can pass zero, and without a
            version column the program cannot see that it was overtaken.""",
            """
            Add CHECK (column >= 0), so that the second of two racing withdrawals fails; change the value in one
            UPDATE (SET x = x - n), or add a version column that each UPDATE compares and raises.""",
            "13.2 Transaction Isolation");

    private static final Set<String> HELD = Set.of("balance", "stock", "inventory", "credit", "point", "seat", "coin");
    private static final Set<String> HELD_FORMS = Set.of(
            "quantity_on_hand",
            "qty_on_hand",
            "stock_quantity",
            "stock_count",
            "stock_level",
            "available_quantity",
            "credit_left",
            "seat_left",
            "remaining_quantity",
            "quantity_available",
            "quantity_in_stock");
    private static final Set<String> NOT_HELD = Set.of(
            "granted",
            "threshold",
            "paid",
            "after",
            "before",
            "opening",
            "closing",
            "old",
            "new",
            "previous",
            "limit",
            "max",
            "min",
            "initial",
            "target");
    private static final Set<String> TERMS =
            Set.of("rule", "plan", "template", "setting", "tier", "pricing", "claim", "package", "offer");
    private static final Set<String> VERSION =
            Set.of("version", "lock_version", "row_version", "rowversion", "revision", "etag", "opt_lock", "optlock");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .filter(t -> !Journals.is(facts, t) && !versioned(facts, t))
                .filter(t -> !facts.words(t.name().name()).hasAny(TERMS))
                .flatMap(t -> t.columns().stream()
                        .filter(c -> held(facts.words(c.name())) && Kinds.number(facts, c))
                        .filter(c -> !Guards.limited(facts, t, c))
                        .map(c -> found(facts, t, c)))
                .toList();
        return Verdict.of(findings);
    }

    private static boolean versioned(Facts facts, Table table) {
        return table.columns().stream()
                .anyMatch(c -> VERSION.contains(facts.words(c.name()).joined()));
    }

    private static boolean held(NameWords words) {
        return (words.endsIn(HELD) || HELD_FORMS.contains(words.joined())) && !words.hasAny(NOT_HELD);
    }

    private Finding found(Facts facts, Table table, Column column) {
        long rows = facts.rows(table);
        String name = Sql.identifier(column.name());
        Finding finding = finding(
                About.column(table, column.name()),
                "no check keeps %s from falling below zero, and the table has no version column".formatted(name),
                Mend.review(Mend.check(
                        table,
                        Mend.name(table.name().name(), column.name(), "covered"),
                        name + " >= " + (facts.plain(column.type()).is("money") ? "0::money" : "0"))),
                rows);
        return rows == 0 ? finding.at(Severity.LOW) : finding;
    }
}
