package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;
import java.util.Locale;

/// REINDEX without CONCURRENTLY.
@AutoService(LintRule.class)
public final class ReindexBlocks implements LintRule {
    private static final Words WORDS = new Words(
            "reindex-blocks",
            Severity.HIGH,
            Cost.READS,
            "Indexes are rebuilt while writes wait",
            "REINDEX reads every row while nobody can write, and an ACCESS EXCLUSIVE lock on the"
                    + " index stops queries that would use it.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!(at.shape() instanceof Shape.Reindex reindex)
                || reindex.concurrently()
                || reindex.what().equals("system")) {
            return List.of();
        }
        String what = "REINDEX " + reindex.what().toUpperCase(Locale.ROOT) + " runs without CONCURRENTLY.";
        String instead = at.with(reindex.what(), "CONCURRENTLY");
        return List.of(
                reindex.what().equals("table") && reindex.name().isPresent()
                        ? Hit.on(reindex.name().get(), what, instead)
                        : Hit.of(what, instead));
    }
}
