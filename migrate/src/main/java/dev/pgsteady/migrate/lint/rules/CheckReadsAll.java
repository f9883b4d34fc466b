package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.ColumnDef.Trait;
import dev.pgsteady.migrate.lint.ConstraintDef.Kind;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.ObjectName;
import java.util.List;
import java.util.stream.Stream;

/// ADD CHECK without NOT VALID.
@AutoService(LintRule.class)
public final class CheckReadsAll implements LintRule {
    private static final Words WORDS = new Words(
            "check-reads-all",
            Severity.HIGH,
            Cost.READS,
            "A check is tested on every row while everybody waits",
            "ADD CONSTRAINT reads the whole table under an ACCESS EXCLUSIVE lock, and fails on the"
                    + " first row that breaks it.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!at.busy(at.table())) {
            return List.of();
        }
        Stream<Hit> constraints = at.actions(Action.AddConstraint.class)
                .map(Action.AddConstraint::constraint)
                .filter(c -> c.kind() == Kind.CHECK && !c.notValid())
                .map(c -> Hit.on(at.table(), "A check is added without NOT VALID.", instead(at.table(), c.sql())));
        Stream<Hit> columns = at.actions(Action.AddColumn.class)
                .map(Action.AddColumn::column)
                .filter(c -> c.has(Trait.CHECK))
                .map(c -> Hit.on(
                        at.table(),
                        "The new column " + c.name() + " brings a check that is tested on every row.",
                        instead(at.table(), "NAME")));
        return Stream.concat(constraints, columns).toList();
    }

    private static String instead(ObjectName table, String name) {
        return """
                ALTER TABLE %1$s ADD CONSTRAINT %2$s CHECK (...) NOT VALID;
                -- in the next migration:
                ALTER TABLE %1$s VALIDATE CONSTRAINT %2$s;""".formatted(table.sql(), name);
    }
}
