package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;

/// DETACH PARTITION without CONCURRENTLY.
@AutoService(LintRule.class)
public final class DetachBlocks implements LintRule {
    private static final Words WORDS = new Words(
            "detach-blocks",
            Severity.MEDIUM,
            Cost.SAME,
            "A partition is detached while everybody waits",
            "DETACH PARTITION takes an ACCESS EXCLUSIVE lock on the whole partitioned table.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.actions(Action.Detach.class)
                .filter(d -> !d.concurrently() && !d.finish() && at.busy(at.table()))
                .map(d -> Hit.of(
                        "The partition " + d.partition() + " is detached without CONCURRENTLY.",
                        "ALTER TABLE %s DETACH PARTITION %s CONCURRENTLY;"
                                .formatted(at.table().sql(), d.partition().sql())))
                .toList();
    }
}
