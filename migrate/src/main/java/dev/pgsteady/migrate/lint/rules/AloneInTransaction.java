package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;

/// CONCURRENTLY, VACUUM and their kin in a transaction.
@AutoService(LintRule.class)
public final class AloneInTransaction implements LintRule {
    private static final Words WORDS = new Words(
            "alone-in-transaction",
            Severity.HIGH,
            Cost.SAME,
            "A statement that no transaction may hold is in one",
            "The server refuses it (25001), and the whole migration is rolled back.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!at.shape().alone() || !at.inTransaction()) {
            return List.of();
        }
        return List.of(Hit.of(
                "This statement cannot run in a transaction, and it is in one.",
                at.ours()
                        ? "Say '-- transactional: no' in the header of the revision."
                        : "Put it in a migration of its own that runs in no transaction."));
    }
}
