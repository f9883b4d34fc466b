package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// VALIDATE in the transaction of NOT VALID.
@AutoService(LintRule.class)
public final class ValidatedAtOnce implements LintRule {
    private static final Words WORDS = new Words(
            "validated-at-once",
            Severity.HIGH,
            Cost.READS,
            "A constraint is validated in the transaction that added it",
            "The lock of ADD CONSTRAINT is held until the transaction ends, so everybody waits while"
                    + " VALIDATE reads the rows: NOT VALID gained nothing.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.actions(Action.Validate.class)
                .filter(v -> at.busy(at.table()) && added(at, v.constraint()))
                .map(v -> Hit.on(
                        at.table(),
                        "The constraint " + v.constraint() + " was added in the same transaction.",
                        "-- in a migration of its own:\nALTER TABLE %s VALIDATE CONSTRAINT %s;"
                                .formatted(at.table().sql(), Sql.identifier(v.constraint()))))
                .toList();
    }

    private static boolean added(At at, String name) {
        return Shape.actionsOn(at.together().stream(), at.table())
                .anyMatch(a -> a instanceof Action.AddConstraint add
                        && add.constraint().name().filter(name::equals).isPresent());
    }
}
