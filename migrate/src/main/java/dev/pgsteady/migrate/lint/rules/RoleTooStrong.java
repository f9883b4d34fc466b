package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// SUPERUSER or BYPASSRLS.
@AutoService(LintRule.class)
public final class RoleTooStrong implements LintRule {
    private static final Words WORDS = new Words(
            "role-too-strong",
            Severity.HIGH,
            Cost.SAME,
            "A role may do everything",
            "A superuser, and a role that row security does not hold, is stopped by nothing in the" + " database.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.shape() instanceof Shape.Role role
                        && (role.options().contains("superuser")
                                || role.options().contains("bypassrls"))
                ? List.of(Hit.of(
                        "The role " + role.name() + " is made "
                                + (role.options().contains("superuser") ? "SUPERUSER." : "BYPASSRLS."),
                        "Grant what it needs: pg_monitor, pg_read_all_data, or rights on objects."))
                : List.of();
    }
}
