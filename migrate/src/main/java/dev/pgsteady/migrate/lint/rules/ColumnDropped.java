package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;

/// DROP COLUMN.
@AutoService(LintRule.class)
public final class ColumnDropped implements LintRule {
    private static final Words WORDS = new Words(
            "column-dropped",
            Severity.MEDIUM,
            Cost.SAME,
            "A column is dropped",
            "What is in it is gone, and programs that still read or write it fail; SELECT * of a"
                    + " prepared statement does too.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!at.busy(at.table())) {
            return List.of();
        }
        return at.actions(Action.DropColumn.class)
                .map(c -> Hit.of(
                        "The column " + c.column() + " of " + at.table() + " is dropped.",
                        "First a release that does not use it; then this migration by itself."))
                .toList();
    }
}
