package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.ColumnDef.Trait;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;

/// ADD COLUMN ... GENERATED ... STORED.
@AutoService(LintRule.class)
public final class StoredColumnAdded implements LintRule {
    private static final Words WORDS = new Words(
            "stored-column-added",
            Severity.HIGH,
            Cost.WRITES,
            "A computed column is added to a table that is there",
            "A stored generated column is worked out for every row: the whole table is written anew"
                    + " under an ACCESS EXCLUSIVE lock.");

    private static final String INSTEAD =
            "Add a plain column that a trigger fills, and fill the rows that are there in batches; or let a view"
                    + " compute it.";

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
                .filter(c -> c.has(Trait.STORED))
                .map(c -> Hit.on(at.table(), "The column " + c.name() + " is computed for every row.", INSTEAD))
                .toList();
    }
}
