package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;

/// smallint.
@AutoService(LintRule.class)
public final class SmallintType implements LintRule {
    private static final Words WORDS = new Words(
            "smallint-type",
            Severity.INFO,
            Cost.SAME,
            "A column takes numbers up to 32,767 only",
            "It saves two bytes at most, often none, and changing it later writes the table anew.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.columns().stream()
                .filter(c -> c.type().is("int2", "smallserial"))
                .map(c -> Hit.of(
                        "The column " + c.name() + " is " + c.type().sql() + ".",
                        Sql.identifier(c.name()) + " integer"))
                .toList();
    }
}
