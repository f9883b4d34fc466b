package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.ColumnDef.Trait;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;

/// ADD COLUMN of a serial type or an identity.
@AutoService(LintRule.class)
public final class SerialColumnAdded implements LintRule {
    private static final Words WORDS = new Words(
            "serial-column-added",
            Severity.HIGH,
            Cost.WRITES,
            "A column that numbers itself is added to a table that is there",
            "Each row gets its number: the whole table is written anew under an ACCESS EXCLUSIVE" + " lock.");

    private static final String INSTEAD = """
            -- add the column without numbers, give it a sequence as its default,
            -- number the rows that are there in batches, then make it NOT NULL""";

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
                .filter(c -> c.type().serial() || c.has(Trait.IDENTITY))
                .map(c -> Hit.on(at.table(), "The column " + c.name() + " numbers the rows that are there.", INSTEAD))
                .toList();
    }
}
