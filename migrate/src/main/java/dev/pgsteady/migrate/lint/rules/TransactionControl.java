package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// BEGIN, COMMIT or ROLLBACK where they do not belong.
@AutoService(LintRule.class)
public final class TransactionControl implements LintRule {
    private static final Words WORDS = new Words(
            "transaction-control",
            Severity.HIGH,
            Cost.SAME,
            "The file begins or ends transactions where its runner does",
            "COMMIT ends the transaction of whoever runs the file, so what comes before stays when"
                    + " the rest fails; a BEGIN inside one does nothing but warn.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!(at.shape() instanceof Shape.Control control)) {
            return List.of();
        }
        boolean begins = control.kind() == Shape.Control.Kind.BEGIN;
        boolean wrong = at.ours() || (begins ? at.inTransaction() : !lastBegins(at));
        return wrong
                ? List.of(Hit.of(
                        control.kind()
                                + (begins
                                        ? " stands where a transaction is open already."
                                        : " ends a transaction that the file did not begin."),
                        "Take it out; "
                                + (at.ours()
                                        ? "the header says whether there is a transaction."
                                        : "the tool that runs the file begins and ends the transaction.")))
                : List.of();
    }

    /// Whether the last such statement before this one is a BEGIN.
    private static boolean lastBegins(At at) {
        return at.before().reversed().stream()
                .filter(s -> s instanceof Shape.Control)
                .findFirst()
                .filter(s -> s.equals(new Shape.Control(Shape.Control.Kind.BEGIN)))
                .isPresent();
    }
}
