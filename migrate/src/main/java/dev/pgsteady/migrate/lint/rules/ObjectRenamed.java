package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;
import java.util.Set;

/// RENAME of what is no table.
@AutoService(LintRule.class)
public final class ObjectRenamed implements LintRule {
    private static final Words WORDS = new Words(
            "object-renamed",
            Severity.MEDIUM,
            Cost.SAME,
            "A view, a type or another object gets another name",
            "Programs and functions that use the old name fail from this moment on.");

    private static final Set<String> USED =
            Set.of("view", "materialized view", "type", "schema", "function", "procedure", "sequence", "database");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.shape() instanceof Shape.Rename rename && USED.contains(rename.what())
                ? List.of(Hit.of(
                        "The " + rename.what() + " " + rename.from() + " gets another name.",
                        "Make it anew under the new name, and drop the old one when nobody uses it."))
                : List.of();
    }
}
