package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import dev.pgsteady.migrate.lint.Token;
import java.util.List;

/// ALTER TYPE ... ADD VALUE and its use in one transaction.
@AutoService(LintRule.class)
public final class EnumValueUsed implements LintRule {
    private static final Words WORDS = new Words(
            "enum-value-used",
            Severity.HIGH,
            Cost.SAME,
            "A value of an enum is used in the transaction that added it",
            "The server refuses it (55P04): a new value can be used only after the transaction has" + " ended.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (at.shape() instanceof Shape.AddValue) {
            return List.of();
        }
        return at.together().stream()
                .filter(s -> s instanceof Shape.AddValue)
                .map(s -> (Shape.AddValue) s)
                .filter(a -> at.before().stream()
                        .noneMatch(
                                s -> s instanceof Shape.CreateType t && t.name().meets(a.type())))
                .filter(a -> at.tokens().stream()
                        .anyMatch(t -> t.kind() == Token.Kind.STRING && t.text().equals(a.value())))
                .map(a -> Hit.of(
                        "The value '" + a.value() + "' was added to " + a.type() + " in the same transaction.",
                        "Add the value in a migration of its own, before this one."))
                .toList();
    }
}
