package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.ConstraintDef;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import dev.pgsteady.migrate.lint.Shape.CreateTable.Word;
import java.util.List;

/// DDL without IF [NOT] EXISTS in a file whose statements commit one by one.
@AutoService(LintRule.class)
public final class NotRepeatable implements LintRule {
    private static final Words WORDS = new Words(
            "not-repeatable",
            Severity.LOW,
            Cost.SAME,
            "A file that commits in the middle cannot be run again",
            "When a later statement fails the tool runs the file from the top, and the first"
                    + " statements fail on what they made.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        boolean alone = at.before().isEmpty() && at.after().isEmpty();
        if (at.ours() || at.inTransaction() || alone) {
            return List.of();
        }
        return fragile(at)
                ? List.of(Hit.of("Run again, this statement fails on what it did.", "Say IF EXISTS or IF NOT EXISTS."))
                : List.of();
    }

    private static boolean fragile(At at) {
        return switch (at.shape()) {
            case Shape.CreateTable t -> !t.has(Word.IF_NOT_EXISTS) && !t.has(Word.TEMPORARY);
            case Shape.CreateIndex i ->
                !i.concurrently() && !i.ifNotExists() && i.name().isPresent();
            case Shape.Drop d -> !d.ifExists();
            case Shape.AlterTable t -> t.actions().stream().anyMatch(a -> fragile(at, a));
            default -> false;
        };
    }

    private static boolean fragile(At at, Action action) {
        return switch (action) {
            case Action.AddColumn c -> !c.ifNotExists();
            case Action.DropColumn c -> !c.ifExists();
            case Action.DropConstraint c -> !c.ifExists();
            case Action.AddConstraint c -> !droppedBefore(at, c.constraint());
            default -> false;
        };
    }

    private static boolean droppedBefore(At at, ConstraintDef constraint) {
        return Shape.actionsOn(at.before().stream(), at.table())
                .anyMatch(a -> a instanceof Action.DropConstraint drop
                        && drop.ifExists()
                        && constraint.name().filter(drop.constraint()::equals).isPresent());
    }
}
