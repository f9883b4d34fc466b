package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// UPDATE or DELETE without WHERE.
@AutoService(LintRule.class)
public final class RowsWithoutWhere implements LintRule {
    private static final Words WORDS = new Words(
            "rows-without-where",
            Severity.HIGH,
            Cost.WRITES,
            "All rows of a table are changed or deleted at once",
            "One transaction writes every row and holds them all locked; what was deleted by mistake" + " is gone.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!(at.shape() instanceof Shape.Rows rows) || rows.where() || !at.busy(rows.table())) {
            return List.of();
        }
        return List.of(Hit.on(
                rows.table(),
                (rows.delete() ? "DELETE" : "UPDATE") + " of " + rows.table() + " says no WHERE.",
                "In batches, each in a transaction of its own: "
                        + (rows.delete() ? "DELETE FROM " : "UPDATE ")
                        + rows.table().sql() + (rows.delete() ? "" : " SET ...") + " WHERE id BETWEEN ... AND ...;"));
    }
}
