package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.ColumnDef.Trait;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// A primary key of four bytes or two.
@AutoService(LintRule.class)
public final class SmallKey implements LintRule {
    private static final Words WORDS = new Words(
            "small-key",
            Severity.MEDIUM,
            Cost.SAME,
            "A key will run out of numbers",
            "An integer ends at 2,147,483,647; changing the type of a key that other tables point to"
                    + " is the hardest migration there is.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        List<String> key = at.shape() instanceof Shape.CreateTable table ? table.key() : List.of();
        return at.columns().stream()
                .filter(c -> c.has(Trait.PRIMARY_KEY)
                        || key.equals(List.of(c.name()))
                        || c.name().equals("id"))
                .filter(c -> c.type().is("int4", "int2", "serial", "smallserial"))
                .map(c -> Hit.of(
                        "The key " + c.name() + " is " + c.type().sql() + ".",
                        Sql.identifier(c.name()) + " bigint GENERATED ALWAYS AS IDENTITY"))
                .toList();
    }
}
