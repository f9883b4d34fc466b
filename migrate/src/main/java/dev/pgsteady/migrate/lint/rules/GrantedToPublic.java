package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// GRANT ... TO PUBLIC.
@AutoService(LintRule.class)
public final class GrantedToPublic implements LintRule {
    private static final Words WORDS = new Words(
            "granted-to-public",
            Severity.HIGH,
            Cost.SAME,
            "Everybody gets a right",
            "PUBLIC is every role that there is and will be.");

    /// Where PUBLIC has rights from the start.
    private static final Set<String> HARMLESS =
            Set.of("function", "procedure", "routine", "type", "language", "schema");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!(at.shape() instanceof Shape.Grant grant) || !grant.to().contains("public")) {
            return List.of();
        }
        boolean harmless = grant.on().filter(HARMLESS::contains).isPresent()
                && !grant.privileges().contains("create")
                && !grant.privileges().contains("all");
        return harmless
                ? List.of()
                : List.of(Hit.of(
                        String.join(", ", grant.privileges()).toUpperCase(Locale.ROOT) + " is granted to PUBLIC.",
                        "GRANT ... TO the roles that need it;"));
    }
}
