package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.ObjectName;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// DROP INDEX without CONCURRENTLY.
@AutoService(LintRule.class)
public final class IndexDropBlocks implements LintRule {
    private static final Words WORDS = new Words(
            "index-drop-blocks",
            Severity.MEDIUM,
            Cost.SAME,
            "An index is dropped while everybody waits",
            "DROP INDEX takes an ACCESS EXCLUSIVE lock on the table: it waits for all who use it, and"
                    + " all who come after wait for it.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!(at.shape() instanceof Shape.Drop drop) || !drop.what().equals("index") || drop.concurrently()) {
            return List.of();
        }
        if (drop.names().stream().allMatch(n -> made(at, n))) {
            return List.of();
        }
        return drop.names().stream()
                .map(n -> Hit.of(
                        "The index " + n + " is dropped without CONCURRENTLY.",
                        "DROP INDEX CONCURRENTLY " + (drop.ifExists() ? "IF EXISTS " : "") + n.sql() + ";"))
                .toList();
    }

    /// Made by this file on a table that it made as well.
    private static boolean made(At at, ObjectName index) {
        return at.before().stream()
                .anyMatch(s -> s instanceof Shape.CreateIndex i
                        && !at.busy(i.table())
                        && i.name().filter(index.object()::equals).isPresent());
    }
}
