package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.ColumnDef.Trait;
import dev.pgsteady.migrate.lint.ConstraintDef;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import dev.pgsteady.migrate.lint.Shape.CreateTable.Word;
import java.util.List;

/// CREATE TABLE without a primary key.
@AutoService(LintRule.class)
public final class TableWithoutKey implements LintRule {
    private static final Words WORDS = new Words(
            "table-without-key",
            Severity.MEDIUM,
            Cost.SAME,
            "A table has no primary key",
            "Logical replication cannot follow its updates and deletes, and two rows that are alike"
                    + " cannot be told apart.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!(at.shape() instanceof Shape.CreateTable table)
                || table.has(Word.TEMPORARY)
                || table.has(Word.FOREIGN)
                || table.partitionOf().isPresent()
                || table.filled()
                || !table.key().isEmpty()) {
            return List.of();
        }
        boolean later = Shape.actionsOn(at.after().stream(), table.table()).anyMatch(KeyAdded::is);
        return later
                ? List.of()
                : List.of(Hit.of(
                        "The table " + table.table() + " gets no primary key.",
                        "id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"));
    }

    /// An action that gives a table its key.
    private record KeyAdded() {
        static boolean is(Action action) {
            return switch (action) {
                case Action.AddConstraint a -> a.constraint().kind() == ConstraintDef.Kind.PRIMARY_KEY;
                case Action.AddColumn a -> a.column().has(Trait.PRIMARY_KEY);
                default -> false;
            };
        }
    }
}
