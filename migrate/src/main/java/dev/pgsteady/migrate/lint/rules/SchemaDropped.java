package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.ObjectName;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// DROP SCHEMA, DROP DATABASE.
@AutoService(LintRule.class)
public final class SchemaDropped implements LintRule {
    private static final Words WORDS = new Words(
            "schema-dropped",
            Severity.HIGH,
            Cost.SAME,
            "A schema or a database is dropped",
            "Everything in it is gone.");

    private static final Set<String> WHOLES = Set.of("schema", "database");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!(at.shape() instanceof Shape.Drop drop) || !WHOLES.contains(drop.what())) {
            return List.of();
        }
        Hit hit = Hit.of(
                "The " + drop.what() + " "
                        + drop.names().stream().map(ObjectName::sql).collect(Collectors.joining(", ")) + " is dropped"
                        + (drop.cascade() ? " with everything in it." : "."),
                "Take a backup, drop its objects by name, and the empty " + drop.what() + " last.");
        return List.of(drop.cascade() || drop.what().equals("database") ? hit.as(Severity.CRITICAL) : hit);
    }
}
