package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// REFRESH MATERIALIZED VIEW without CONCURRENTLY.
@AutoService(LintRule.class)
public final class RefreshBlocks implements LintRule {
    private static final Words WORDS = new Words(
            "refresh-blocks",
            Severity.MEDIUM,
            Cost.WRITES,
            "A materialized view is filled while nobody can read it",
            "REFRESH takes an ACCESS EXCLUSIVE lock for as long as its query runs.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!(at.shape() instanceof Shape.Refresh refresh) || refresh.concurrently() || !refresh.data()) {
            return List.of();
        }
        return List.of(Hit.on(
                refresh.view(),
                "The view " + refresh.view() + " is refreshed without CONCURRENTLY.",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY " + refresh.view().sql() + "; -- it needs a unique index"));
    }
}
