package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.List;

/// char(n).
@AutoService(LintRule.class)
public final class CharType implements LintRule {
    private static final Words WORDS = new Words(
            "char-type",
            Severity.LOW,
            Cost.SAME,
            "A text is padded with blanks",
            "char(n) fills up with blanks, and comparisons take them for nothing; it is never faster" + " than text.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.columns().stream()
                .filter(c -> c.type().base().equals("char"))
                .map(c -> Hit.of("The column " + c.name() + " is char.", Sql.identifier(c.name()) + " text"))
                .toList();
    }
}
