package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.ObjectName;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// LOCK TABLE.
@AutoService(LintRule.class)
public final class TableLocked implements LintRule {
    private static final Words WORDS = new Words(
            "table-locked",
            Severity.MEDIUM,
            Cost.SAME,
            "A table is locked by hand",
            "Others wait until the transaction ends, whatever it still has to do.");

    private static final Set<String> WEAK = Set.of("access share", "row share", "row exclusive");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!(at.shape() instanceof Shape.LockTable lock) || WEAK.contains(lock.mode())) {
            return List.of();
        }
        return List.of(Hit.of(
                lock.tables().stream().map(ObjectName::sql).collect(Collectors.joining(", ")) + " is locked in "
                        + lock.mode().toUpperCase(Locale.ROOT) + " mode.",
                "Let each statement take the lock that it needs, and keep the transaction short."));
    }
}
