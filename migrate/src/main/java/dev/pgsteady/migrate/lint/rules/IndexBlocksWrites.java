package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// CREATE INDEX without CONCURRENTLY.
@AutoService(LintRule.class)
public final class IndexBlocksWrites implements LintRule {
    private static final Words WORDS = new Words(
            "index-blocks-writes",
            Severity.HIGH,
            Cost.READS,
            "An index is built while writes wait",
            "CREATE INDEX holds a SHARE lock: it reads every row, and until it is done nobody can"
                    + " insert, update or delete.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!(at.shape() instanceof Shape.CreateIndex index) || index.concurrently() || !at.busy(index.table())) {
            return List.of();
        }
        return List.of(Hit.on(
                index.table(),
                "The index on " + index.table() + " is built without CONCURRENTLY.",
                at.with("index", "CONCURRENTLY")));
    }
}
