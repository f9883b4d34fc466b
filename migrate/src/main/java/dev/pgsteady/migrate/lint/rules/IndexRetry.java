package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// CREATE INDEX CONCURRENTLY without a DROP of what an earlier try left.
@AutoService(LintRule.class)
public final class IndexRetry implements LintRule {
    private static final Words WORDS = new Words(
            "index-retry",
            Severity.LOW,
            Cost.SAME,
            "A retry would not mend a half-built index",
            "A CREATE INDEX CONCURRENTLY that is broken off leaves an invalid index behind: the next"
                    + " try fails on its name, IF NOT EXISTS takes it for done, and without a name each try"
                    + " leaves another.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!(at.shape() instanceof Shape.CreateIndex index) || !index.concurrently() || at.ours()) {
            return List.of();
        }
        boolean dropped = at.before().stream()
                .anyMatch(s -> s instanceof Shape.Drop d
                        && d.ifExists()
                        && d.names().stream()
                                .anyMatch(n ->
                                        index.name().filter(n.object()::equals).isPresent()));
        return dropped
                ? List.of()
                : List.of(Hit.of(
                        index.name().isPresent()
                                ? "Nothing drops what a try that was broken off has left of this index."
                                : "The index has no name, so a try that was broken off cannot be mended.",
                        "DROP INDEX CONCURRENTLY IF EXISTS "
                                + index.name().map(Sql::identifier).orElse("NAME") + ";\n" + at.sql() + ";"));
    }
}
