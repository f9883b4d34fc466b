package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Table;
import java.util.List;

/// Table that holds nothing.
@AutoService(Rule.class)
public final class CN27 implements Rule {
    private static final Words WORDS =
            new Words(new RuleId("CN27"), Severity.LOW, "Table that holds nothing", """
            A table without columns, or whose rows are only a generated number that nothing refers to, keeps no
            fact. It is left over from something, and whoever comes next has to find out from what.""", """
            Drop it, once nothing in the code names it.""", "CREATE TABLE");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .filter(t -> t.columns().size() < 2 && !framed(facts, t) && !inherited(facts, t))
                .map(t -> found(facts, t))
                .toList();
        return Verdict.of(findings);
    }

    /// A list of values, a counter of numbers that others refer to, and the one row of a setting are facts.
    private static boolean framed(Facts facts, Table table) {
        return table.columns().stream().anyMatch(c -> !generated(c) || !Guards.inUniqueKey(table, c.name()))
                || !facts.referencing(table.name()).isEmpty();
    }

    private static boolean generated(Column column) {
        return column.identity().isPresent()
                || column.defaultExpression()
                        .filter(d -> d.startsWith("nextval("))
                        .isPresent();
    }

    /// Whether other tables take their shape from it.
    private static boolean inherited(Facts facts, Table table) {
        return !table.inherits().isEmpty()
                || !facts.partitions(table.name()).isEmpty()
                || facts.tables().stream().anyMatch(t -> t.inherits().contains(table.name()));
    }

    private Finding found(Facts facts, Table table) {
        String what = table.columns().stream()
                .map(c -> "its only column is %s, a generated number, and nothing refers to it"
                        .formatted(Sql.identifier(c.name())))
                .findFirst()
                .orElse("it has no columns");
        return finding(
                About.table(table),
                what,
                Mend.review("DROP TABLE %s;".formatted(table.name().sql())),
                facts.rows(table));
    }
}
