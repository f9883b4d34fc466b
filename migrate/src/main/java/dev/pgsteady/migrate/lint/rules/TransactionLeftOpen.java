package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;

/// BEGIN without COMMIT.
@AutoService(LintRule.class)
public final class TransactionLeftOpen implements LintRule {
    private static final Words WORDS = new Words(
            "transaction-left-open",
            Severity.HIGH,
            Cost.SAME,
            "A transaction is begun and not ended",
            "When the session ends it is rolled back: nothing of the file stays, and no error says" + " so.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.leavesOpen()
                ? List.of(Hit.of("The transaction that the file began is open at its end.", "COMMIT;"))
                : List.of();
    }
}
