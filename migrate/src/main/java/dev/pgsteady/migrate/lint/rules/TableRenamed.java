package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;

/// RENAME TO of a table.
@AutoService(LintRule.class)
public final class TableRenamed implements LintRule {
    private static final Words WORDS = new Words(
            "table-renamed",
            Severity.HIGH,
            Cost.SAME,
            "A table gets another name",
            "Programs that run use the old name and fail from this moment until the new ones run.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.actions(Action.RenameTable.class)
                .filter(r -> at.busy(at.table()))
                .map(r -> Hit.of("The table %s is called %s from now on.".formatted(at.table(), r.to()), """
                        ALTER TABLE %1$s RENAME TO %2$s;
                        CREATE VIEW %1$s AS SELECT * FROM %2$s; -- in the same transaction, until all use the new name""".formatted(
                                at.table().sql(), Sql.identifier(r.to()))))
                .toList();
    }
}
