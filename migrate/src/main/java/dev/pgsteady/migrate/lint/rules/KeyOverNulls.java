package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.ConstraintDef.Kind;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;

/// PRIMARY KEY USING INDEX over a column that is not NOT NULL.
@AutoService(LintRule.class)
public final class KeyOverNulls implements LintRule {
    private static final Words WORDS = new Words(
            "key-over-nulls",
            Severity.HIGH,
            Cost.READS,
            "A primary key is made over a column that takes nulls",
            "Even with USING INDEX the column is made NOT NULL first, which reads every row under an"
                    + " ACCESS EXCLUSIVE lock.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.actions(Action.AddConstraint.class)
                .map(Action.AddConstraint::constraint)
                .filter(c -> c.kind() == Kind.PRIMARY_KEY && c.index().isPresent())
                .flatMap(c -> at.indexed(c.index().get()).stream())
                .filter(c -> at.takesNulls(at.table(), c) && !at.provenNotNull(at.table(), c))
                .map(c -> Hit.on(
                        at.table(),
                        "The column " + c + " takes nulls until now.",
                        "ALTER TABLE %s ALTER COLUMN %s SET NOT NULL;"
                                        .formatted(at.table().sql(), Sql.identifier(c))
                                + " -- before, through a validated check"))
                .toList();
    }
}
