package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.ConstraintDef.Kind;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;

/// ADD PRIMARY KEY without USING INDEX.
@AutoService(LintRule.class)
public final class PrimaryKeyBuildsIndex implements LintRule {
    private static final Words WORDS = new Words(
            "primary-key-builds-index",
            Severity.HIGH,
            Cost.READS,
            "A primary key builds its index while everybody waits",
            "ADD PRIMARY KEY reads every row under an ACCESS EXCLUSIVE lock, for the index and for" + " NOT NULL.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.actions(Action.AddConstraint.class)
                .map(Action.AddConstraint::constraint)
                .filter(c -> at.busy(at.table())
                        && c.kind() == Kind.PRIMARY_KEY
                        && c.index().isEmpty())
                .map(c -> Hit.on(
                        at.table(),
                        "A primary key over " + String.join(", ", c.columns()) + " builds its own index.",
                        """
                        -- the columns are NOT NULL before; then
                        CREATE UNIQUE INDEX CONCURRENTLY %2$s ON %1$s (%3$s);
                        -- in the next migration:
                        ALTER TABLE %1$s ADD CONSTRAINT %2$s PRIMARY KEY USING INDEX %2$s;""".formatted(at.table().sql(), c.sql(), String.join(", ", c.columns()))))
                .toList();
    }
}
