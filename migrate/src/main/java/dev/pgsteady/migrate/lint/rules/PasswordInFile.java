package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// PASSWORD in a CREATE or ALTER ROLE.
@AutoService(LintRule.class)
public final class PasswordInFile implements LintRule {
    private static final Words WORDS = new Words(
            "password-in-file",
            Severity.HIGH,
            Cost.SAME,
            "A password stands in the file",
            "It is in version control for good, in the log of the server, and in pg_stat_activity" + " while it runs.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.shape() instanceof Shape.Role role && role.options().contains("password")
                ? List.of(Hit.of(
                        "The password of " + role.name() + " is in the file.",
                        "CREATE ROLE " + Sql.identifier(role.name())
                                + " LOGIN; -- and \\password, outside of migrations"))
                : List.of();
    }
}
