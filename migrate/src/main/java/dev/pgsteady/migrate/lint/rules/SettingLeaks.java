package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// SET without LOCAL, outside pgsteady.
@AutoService(LintRule.class)
public final class SettingLeaks implements LintRule {
    private static final Words WORDS = new Words(
            "setting-leaks",
            Severity.LOW,
            Cost.SAME,
            "A setting outlives the migration",
            "SET holds for the session: migrations that the tool runs after this one meet it, and so"
                    + " does whoever gets the connection from a pool.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.shape() instanceof Shape.SetParameter set
                        && !set.scope().equals("local")
                        && at.inTransaction()
                        && !at.ours()
                ? List.of(Hit.of("The setting " + set.name() + " stays for the session.", at.with("set", "LOCAL")))
                : List.of();
    }
}
