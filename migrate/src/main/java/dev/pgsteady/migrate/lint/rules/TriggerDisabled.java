package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;

/// DISABLE TRIGGER.
@AutoService(LintRule.class)
public final class TriggerDisabled implements LintRule {
    private static final Words WORDS = new Words(
            "trigger-disabled",
            Severity.MEDIUM,
            Cost.SAME,
            "Triggers are turned off",
            "What they keep true is not kept meanwhile, foreign keys included, and an error in"
                    + " between leaves them off.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.actions(Action.Trigger.class)
                .filter(t -> !t.enable() && at.busy(at.table()))
                .map(t -> Hit.of(
                        "Triggers of " + at.table() + " are turned off.",
                        "Let the triggers tell by a setting when to do nothing, and set it for this transaction only."))
                .toList();
    }
}
