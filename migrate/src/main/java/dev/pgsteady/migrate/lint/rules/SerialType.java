package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;

/// serial instead of an identity.
@AutoService(LintRule.class)
public final class SerialType implements LintRule {
    private static final Words WORDS = new Words(
            "serial-type",
            Severity.LOW,
            Cost.SAME,
            "A column numbers itself by serial",
            "The sequence is a thing of its own: its rights are granted apart, and anybody can write"
                    + " numbers of his own into the column.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.columns().stream()
                .filter(c -> c.type().serial())
                .map(c -> Hit.of(
                        "The column " + c.name() + " is " + c.type().sql() + ".",
                        Sql.identifier(c.name()) + " bigint GENERATED ALWAYS AS IDENTITY"))
                .toList();
    }
}
