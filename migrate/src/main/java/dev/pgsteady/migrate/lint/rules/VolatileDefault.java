package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.ColumnDef;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.ObjectName;
import java.util.List;

/// ADD COLUMN with a volatile default.
@AutoService(LintRule.class)
public final class VolatileDefault implements LintRule {
    private static final Words WORDS = new Words(
            "volatile-default",
            Severity.HIGH,
            Cost.WRITES,
            "A new column has another default for each row",
            "A default that may differ from row to row is worked out for every row: the whole table"
                    + " is written anew under an ACCESS EXCLUSIVE lock.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!at.busy(at.table())) {
            return List.of();
        }
        return at.actions(Action.AddColumn.class)
                .map(Action.AddColumn::column)
                .filter(c -> !c.perRow().isEmpty())
                .map(c -> Hit.on(at.table(), words(c), instead(at.table(), c)))
                .toList();
    }

    private static String words(ColumnDef column) {
        return "The default of " + column.name() + " calls " + String.join(", ", column.perRow())
                + ", which may give each row another value.";
    }

    private static String instead(ObjectName table, ColumnDef column) {
        return """
                ALTER TABLE %1$s ADD COLUMN %2$s %3$s;
                ALTER TABLE %1$s ALTER COLUMN %2$s SET DEFAULT ...;
                -- then fill the rows that are there in batches, in migrations that commit in between""".formatted(
                table.sql(), Sql.identifier(column.name()), column.type().sql());
    }
}
