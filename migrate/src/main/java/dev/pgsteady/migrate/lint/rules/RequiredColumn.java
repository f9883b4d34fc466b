package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.ColumnDef.Trait;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;

/// ADD COLUMN ... NOT NULL without a default.
@AutoService(LintRule.class)
public final class RequiredColumn implements LintRule {
    private static final Words WORDS = new Words(
            "required-column",
            Severity.HIGH,
            Cost.SAME,
            "A new column must have a value and rows that are there get none",
            "On a table with rows the statement fails; and where it does not, a program that does not"
                    + " know the column can insert no row any more.");

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
                .filter(c -> (c.has(Trait.NOT_NULL) || c.has(Trait.PRIMARY_KEY)) && c.withoutValue())
                .map(c -> Hit.of(
                        "The column " + c.name() + " is NOT NULL and has no default.",
                        "ALTER TABLE %s ADD COLUMN %s %s NOT NULL DEFAULT ...;"
                                .formatted(
                                        at.table().sql(),
                                        Sql.identifier(c.name()),
                                        c.type().sql())))
                .toList();
    }
}
