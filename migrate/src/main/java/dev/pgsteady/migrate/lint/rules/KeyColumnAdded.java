package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.ColumnDef.Trait;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;

/// ADD COLUMN ... UNIQUE or PRIMARY KEY.
@AutoService(LintRule.class)
public final class KeyColumnAdded implements LintRule {
    private static final Words WORDS = new Words(
            "key-column-added",
            Severity.HIGH,
            Cost.READS,
            "A new column has an index built while everybody waits",
            "ADD COLUMN with UNIQUE or PRIMARY KEY builds the index under the ACCESS EXCLUSIVE lock"
                    + " of ALTER TABLE.");

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
                .filter(c -> c.has(Trait.UNIQUE) || c.has(Trait.PRIMARY_KEY))
                .map(c -> Hit.on(
                        at.table(), "The column " + c.name() + " gets its index in the same statement.", """
                        -- first the column without the constraint; then, in no transaction:
                        CREATE UNIQUE INDEX CONCURRENTLY NAME ON %1$s (%2$s);
                        ALTER TABLE %1$s ADD CONSTRAINT NAME %3$s USING INDEX NAME;""".formatted(
                                        at.table().sql(),
                                        Sql.identifier(c.name()),
                                        c.has(Trait.PRIMARY_KEY) ? "PRIMARY KEY" : "UNIQUE")))
                .toList();
    }
}
