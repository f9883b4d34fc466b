package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;

/// RENAME COLUMN.
@AutoService(LintRule.class)
public final class ColumnRenamed implements LintRule {
    private static final Words WORDS = new Words(
            "column-renamed",
            Severity.HIGH,
            Cost.SAME,
            "A column gets another name",
            "Programs that run use the old name and fail from this moment until the new ones run.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!at.busy(at.table())) {
            return List.of();
        }
        return at.actions(Action.RenameColumn.class)
                .map(c -> Hit.of(
                        "The column %s of %s is called %s from now on.".formatted(c.from(), at.table(), c.to()),
                        "Add a column of the new name, fill both by a trigger, move the programs, drop the old one."))
                .toList();
    }
}
