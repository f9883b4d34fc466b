package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.ObjectName;
import java.util.List;

/// SET NOT NULL without a validated check.
@AutoService(LintRule.class)
public final class SetNotNull implements LintRule {
    private static final Words WORDS = new Words(
            "set-not-null",
            Severity.HIGH,
            Cost.READS,
            "Every row is read to make a column NOT NULL",
            "SET NOT NULL reads the whole table under an ACCESS EXCLUSIVE lock, unless a check that"
                    + " is valid already says that no value is null.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!at.busy(at.table())) {
            return List.of();
        }
        return at.actions(Action.SetNotNull.class)
                .map(Action.SetNotNull::column)
                .filter(c -> !at.provenNotNull(at.table(), c))
                .map(c -> Hit.on(at.table(), "No valid check says that " + c + " is not null.", instead(at.table(), c)))
                .toList();
    }

    private static String instead(ObjectName table, String column) {
        return """
                ALTER TABLE %1$s ADD CONSTRAINT %3$s CHECK (%2$s IS NOT NULL) NOT VALID;
                -- in the next migration:
                ALTER TABLE %1$s VALIDATE CONSTRAINT %3$s;
                ALTER TABLE %1$s ALTER COLUMN %2$s SET NOT NULL;
                ALTER TABLE %1$s DROP CONSTRAINT %3$s;""".formatted(table.sql(), Sql.identifier(column), Sql.identifier(column + "_set"));
    }
}
