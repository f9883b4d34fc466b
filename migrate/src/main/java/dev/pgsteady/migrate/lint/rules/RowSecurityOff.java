package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;

/// DISABLE ROW LEVEL SECURITY.
@AutoService(LintRule.class)
public final class RowSecurityOff implements LintRule {
    private static final Words WORDS = new Words(
            "row-security-off",
            Severity.HIGH,
            Cost.SAME,
            "Row security is turned off",
            "Every role that may read the table sees all its rows from now on.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.actions(Action.RowSecurity.class)
                .filter(r -> !r.on() && at.busy(at.table()))
                .map(r -> Hit.of(
                        "Row security of " + at.table() + " is turned off.", "Change the policy that is in the way."))
                .toList();
    }
}
