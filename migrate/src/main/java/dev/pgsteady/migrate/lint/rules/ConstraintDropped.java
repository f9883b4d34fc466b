package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.Action;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;
import java.util.stream.Stream;

/// DROP CONSTRAINT.
@AutoService(LintRule.class)
public final class ConstraintDropped implements LintRule {
    private static final Words WORDS = new Words(
            "constraint-dropped",
            Severity.LOW,
            Cost.SAME,
            "A constraint is dropped",
            "Nothing holds the rows to it any more, and programs may count on it; dropping a foreign"
                    + " key also locks the other table.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.actions(Action.DropConstraint.class)
                .filter(c -> at.busy(at.table()) && !transitional(at, c))
                .map(c -> Hit.of(
                        "The constraint " + c.constraint() + " of " + at.table() + " is dropped.",
                        "Say why it is not needed: -- pgsteady: allow constraint-dropped because ..."))
                .toList();
    }

    /// The check that made SET NOT NULL cheap, or one that is made again.
    private static boolean transitional(At at, Action.DropConstraint drop) {
        return Shape.actionsOn(Stream.concat(at.before().stream(), at.after().stream()), at.table())
                .anyMatch(a -> a instanceof Action.SetNotNull
                        || (a instanceof Action.AddConstraint add
                                && add.constraint()
                                        .name()
                                        .filter(drop.constraint()::equals)
                                        .isPresent()));
    }
}
