package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;

/// DROP NOT NULL.
@AutoService(LintRule.class)
public final class NotNullDropped implements LintRule {
    private static final Words WORDS = new Words(
            "not-null-dropped",
            Severity.LOW,
            Cost.SAME,
            "A column may be null from now on",
            "Programs that count on a value meet nulls.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.actions(Action.DropNotNull.class)
                .filter(c -> at.busy(at.table()))
                .map(c -> Hit.of(
                        "The column " + c.column() + " of " + at.table() + " may be null from now on.",
                        "Make sure that every program which reads it can bear that."))
                .toList();
    }
}
