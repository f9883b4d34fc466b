package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.ColumnDef;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// Several ALTER TABLE of one table that each read all rows.
@AutoService(LintRule.class)
public final class SeveralAlters implements LintRule {
    private static final Words WORDS = new Words(
            "several-alters",
            Severity.LOW,
            Cost.SAME,
            "A table is altered by several statements that could be one",
            "Each takes the lock anew, and where each reads or writes all rows they are read or"
                    + " written as often.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!reads(at.shape()) || !at.busy(at.table())) {
            return List.of();
        }
        boolean again = !at.before().isEmpty()
                && at.before().getLast() instanceof Shape.AlterTable last
                && last.table().meets(at.table())
                && reads(last);
        return again
                ? List.of(Hit.of(
                        at.table() + " was altered by the statement before, which reads all rows too.",
                        "ALTER TABLE " + at.table().sql() + " ..., ...;"))
                : List.of();
    }

    private static boolean reads(Shape shape) {
        return shape instanceof Shape.AlterTable alter
                && alter.actions().stream().anyMatch(SeveralAlters::reads);
    }

    private static boolean reads(Action action) {
        return switch (action) {
            case Action.SetNotNull ignored -> true;
            case Action.ChangeType ignored -> true;
            case Action.AddConstraint a ->
                !a.constraint().notValid() && a.constraint().index().isEmpty();
            case Action.AddColumn a ->
                !a.column().perRow().isEmpty() || a.column().has(ColumnDef.Trait.STORED);
            default -> false;
        };
    }
}
