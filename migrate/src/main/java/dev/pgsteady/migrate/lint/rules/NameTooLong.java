package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Token;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A name of more than 63 bytes.
@AutoService(LintRule.class)
public final class NameTooLong implements LintRule {
    private static final Words WORDS = new Words(
            "name-too-long",
            Severity.LOW,
            Cost.SAME,
            "A name is longer than the server keeps",
            "Names are cut after 63 bytes, and two long ones may come to the same.");

    private static final int LONGEST = 63;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.tokens().stream()
                .filter(Token::names)
                .map(Token::text)
                .filter(n -> n.getBytes(StandardCharsets.UTF_8).length > LONGEST)
                .distinct()
                .map(n -> Hit.of("The name " + n + " is cut after " + LONGEST + " bytes.", "Choose a shorter name."))
                .toList();
    }
}
