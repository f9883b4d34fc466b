package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// DDL without statement_timeout, outside pgsteady.
@AutoService(LintRule.class)
public final class StatementTimeoutMissing implements LintRule {
    private static final Words WORDS = new Words(
            "statement-timeout-missing",
            Severity.INFO,
            Cost.SAME,
            "A statement may run without a limit",
            "What takes much longer than it was thought to holds its locks all that time.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        boolean set = at.before().stream()
                .anyMatch(s -> s instanceof Shape.SetParameter p && p.name().equals("statement_timeout"));
        return at.ours() || set || !at.firstToLock()
                ? List.of()
                : List.of(Hit.of(
                        "statement_timeout is not set before DDL on what is in use.",
                        (at.inTransaction() ? "SET LOCAL" : "SET") + " statement_timeout = '1min';"));
    }
}
