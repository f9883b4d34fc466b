package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// DDL without lock_timeout, outside pgsteady.
@AutoService(LintRule.class)
public final class LockTimeoutMissing implements LintRule {
    private static final Words WORDS = new Words(
            "lock-timeout-missing",
            Severity.LOW,
            Cost.SAME,
            "A lock is waited for without a limit",
            "While DDL waits for a lock, everybody who comes after waits behind it.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        boolean set = at.before().stream()
                .anyMatch(s -> s instanceof Shape.SetParameter p && p.name().equals("lock_timeout"));
        return at.ours() || set || !at.firstToLock()
                ? List.of()
                : List.of(Hit.of(
                        "lock_timeout is not set before DDL on what is in use.",
                        (at.inTransaction() ? "SET LOCAL" : "SET") + " lock_timeout = '2s';"));
    }
}
