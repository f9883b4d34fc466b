package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.ConstraintDef.Kind;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;

/// ADD UNIQUE without USING INDEX.
@AutoService(LintRule.class)
public final class UniqueBuildsIndex implements LintRule {
    private static final Words WORDS = new Words(
            "unique-builds-index",
            Severity.HIGH,
            Cost.READS,
            "A unique constraint builds its index while everybody waits",
            "ADD UNIQUE reads every row under an ACCESS EXCLUSIVE lock.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.actions(Action.AddConstraint.class)
                .map(Action.AddConstraint::constraint)
                .filter(c -> at.busy(at.table())
                        && c.kind() == Kind.UNIQUE
                        && c.index().isEmpty())
                .map(c -> Hit.on(
                        at.table(),
                        "A unique constraint over " + String.join(", ", c.columns()) + " builds its own index.",
                        """
                        CREATE UNIQUE INDEX CONCURRENTLY %2$s ON %1$s (%3$s);
                        -- in the next migration:
                        ALTER TABLE %1$s ADD CONSTRAINT %2$s UNIQUE USING INDEX %2$s;""".formatted(at.table().sql(), c.sql(), String.join(", ", c.columns()))))
                .toList();
    }
}
