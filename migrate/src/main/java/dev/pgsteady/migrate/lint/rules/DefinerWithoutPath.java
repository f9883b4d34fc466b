package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// SECURITY DEFINER without SET search_path.
@AutoService(LintRule.class)
public final class DefinerWithoutPath implements LintRule {
    private static final Words WORDS = new Words(
            "definer-without-path",
            Severity.HIGH,
            Cost.SAME,
            "A function runs with its owner's rights and the caller's search path",
            "Who calls it can put an object of his own before the one that it means, and has it run"
                    + " as the owner.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.shape() instanceof Shape.Routine routine && routine.definer() && !routine.searchPath()
                ? List.of(Hit.of(
                        routine.name() + " is SECURITY DEFINER and sets no search_path.",
                        "... SECURITY DEFINER SET search_path = pg_catalog, "
                                + routine.name().schema().orElse("public") + ", pg_temp"))
                : List.of();
    }
}
