package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// ALTER DOMAIN ... ADD CONSTRAINT without NOT VALID.
@AutoService(LintRule.class)
public final class DomainReadsAll implements LintRule {
    private static final Words WORDS = new Words(
            "domain-reads-all",
            Severity.MEDIUM,
            Cost.SAME,
            "A domain gets a constraint that all its columns are read for",
            "Every table with a column of the domain is locked and read.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!(at.shape() instanceof Shape.AlterDomain alter) || !alter.checked()) {
            return List.of();
        }
        return List.of(
                Hit.of("The constraint of " + alter.domain() + " is tested on the rows that are there.", """
                ALTER DOMAIN %1$s ADD CONSTRAINT NAME CHECK (...) NOT VALID;
                -- in the next migration:
                ALTER DOMAIN %1$s VALIDATE CONSTRAINT NAME;""".formatted(
                                alter.domain().sql())));
    }
}
