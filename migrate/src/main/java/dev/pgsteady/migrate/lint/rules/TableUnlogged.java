package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import dev.pgsteady.migrate.lint.Shape.CreateTable.Word;
import java.util.List;

/// CREATE UNLOGGED TABLE.
@AutoService(LintRule.class)
public final class TableUnlogged implements LintRule {
    private static final Words WORDS = new Words(
            "table-unlogged",
            Severity.MEDIUM,
            Cost.SAME,
            "A table is not logged",
            "After a crash of the server it is empty, and a replica never has it.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.shape() instanceof Shape.CreateTable table && table.has(Word.UNLOGGED)
                ? List.of(Hit.of(
                        "The table " + table.table() + " is UNLOGGED.",
                        "CREATE TABLE " + table.table().sql() + " (...);"))
                : List.of();
    }
}
