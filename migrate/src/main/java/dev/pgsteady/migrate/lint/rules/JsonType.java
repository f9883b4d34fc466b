package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;

/// json instead of jsonb.
@AutoService(LintRule.class)
public final class JsonType implements LintRule {
    private static final Words WORDS = new Words(
            "json-type",
            Severity.LOW,
            Cost.SAME,
            "JSON is kept as text",
            "json has no equality, so DISTINCT and UNION fail on it, and no index reaches into it.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.columns().stream()
                .filter(c -> c.type().base().equals("json"))
                .map(c -> Hit.of("The column " + c.name() + " is json.", Sql.identifier(c.name()) + " jsonb"))
                .toList();
    }
}
