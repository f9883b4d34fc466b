package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// More than one statement in a file that cannot be rolled back.
@AutoService(LintRule.class)
public final class SeveralConcurrently implements LintRule {
    private static final Words WORDS = new Words(
            "several-concurrently",
            Severity.LOW,
            Cost.SAME,
            "Several statements that commit on their own are in one file",
            "When the second fails the first stays, and a tool that keeps no account of statements"
                    + " runs the first again.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        boolean second = at.shape().alone() && at.before().stream().anyMatch(Shape::alone);
        if (!second || at.ours() || at.inTransaction()) {
            return List.of();
        }
        return List.of(Hit.of(
                "An earlier statement of this file cannot be rolled back when this one fails.",
                "Put each into a migration of its own."));
    }
}
