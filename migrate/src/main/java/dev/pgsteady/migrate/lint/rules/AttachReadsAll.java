package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.ConstraintDef;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.ObjectName;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// ATTACH PARTITION without a matching check.
@AutoService(LintRule.class)
public final class AttachReadsAll implements LintRule {
    private static final Words WORDS = new Words(
            "attach-reads-all",
            Severity.HIGH,
            Cost.READS,
            "A partition is attached and all its rows are read",
            "Unless a valid check says that all rows belong there, ATTACH reads the whole partition"
                    + " under an ACCESS EXCLUSIVE lock on it.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.actions(Action.Attach.class)
                .filter(a -> at.busy(a.partition()) && !checked(at, a.partition()))
                .map(a -> Hit.on(
                        a.partition(),
                        "No check of " + a.partition() + " is seen that says which rows it holds.",
                        """
                        ALTER TABLE %1$s ADD CONSTRAINT NAME CHECK (... as the partition's bounds ...) NOT VALID;
                        ALTER TABLE %1$s VALIDATE CONSTRAINT NAME; -- in the next migration
                        -- then ATTACH, and drop the check""".formatted(a.partition().sql())))
                .toList();
    }

    private static boolean checked(At at, ObjectName partition) {
        return Shape.actionsOn(at.before().stream(), partition)
                .anyMatch(a -> a instanceof Action.Validate
                        || (a instanceof Action.AddConstraint add
                                && add.constraint().kind() == ConstraintDef.Kind.CHECK
                                && !add.constraint().notValid()));
    }
}
