package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.ConstraintDef.Kind;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;

/// ADD EXCLUDE.
@AutoService(LintRule.class)
public final class ExclusionBuildsIndex implements LintRule {
    private static final Words WORDS = new Words(
            "exclusion-builds-index",
            Severity.HIGH,
            Cost.READS,
            "An exclusion constraint builds its index while everybody waits",
            "ADD EXCLUDE reads every row under an ACCESS EXCLUSIVE lock, and there is no way to do it"
                    + " beside others.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.actions(Action.AddConstraint.class)
                .map(Action.AddConstraint::constraint)
                .filter(c -> at.busy(at.table()) && c.kind() == Kind.EXCLUDE)
                .map(c -> Hit.on(
                        at.table(),
                        "An exclusion constraint is added to a table that is there.",
                        "Make a new table with the constraint and move the rows in batches, or take a time when nobody"
                                + " uses it."))
                .toList();
    }
}
