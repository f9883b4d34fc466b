package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// CREATE TRIGGER on a table that is there.
@AutoService(LintRule.class)
public final class TriggerCreated implements LintRule {
    private static final Words WORDS = new Words(
            "trigger-created",
            Severity.LOW,
            Cost.SAME,
            "A trigger is made on a table that is in use",
            "CREATE TRIGGER locks the table against writes for a moment, and every write does more" + " from now on.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.shape() instanceof Shape.CreateTrigger trigger && at.busy(trigger.table())
                ? List.of(Hit.of(
                        "A trigger is made on " + trigger.table() + ", which is in use.",
                        "A migration of its own, so that the lock is short."))
                : List.of();
    }
}
