package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// DROP TABLE.
@AutoService(LintRule.class)
public final class TableDropped implements LintRule {
    private static final Words WORDS = new Words(
            "table-dropped",
            Severity.HIGH,
            Cost.SAME,
            "A table is dropped",
            "Its rows are gone, programs that use it fail, and a foreign key makes the other table be"
                    + " locked too.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!(at.shape() instanceof Shape.Drop drop) || !drop.what().equals("table")) {
            return List.of();
        }
        return drop.names().stream()
                .filter(at::busy)
                .map(t -> Hit.of(
                        "The table " + t + " is dropped.",
                        "ALTER TABLE %s RENAME TO %s; -- drop it a release later, with a backup"
                                .formatted(t.sql(), Sql.identifier(t.object() + "_gone"))))
                .toList();
    }
}
