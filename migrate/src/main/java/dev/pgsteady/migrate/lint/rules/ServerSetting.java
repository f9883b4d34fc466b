package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// ALTER SYSTEM.
@AutoService(LintRule.class)
public final class ServerSetting implements LintRule {
    private static final Words WORDS = new Words(
            "server-setting",
            Severity.MEDIUM,
            Cost.SAME,
            "A migration changes the server's configuration",
            "ALTER SYSTEM writes a file of the server: it holds for every database on it, survives"
                    + " what takes the migration back, and a restored backup does not have it.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.shape() instanceof Shape.AlterSystem
                ? List.of(Hit.of(
                        "ALTER SYSTEM changes the configuration of the whole server.",
                        "ALTER DATABASE NAME SET ...; or the configuration file, outside of migrations"))
                : List.of();
    }
}
