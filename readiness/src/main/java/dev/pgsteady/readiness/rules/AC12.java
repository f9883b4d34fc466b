package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Password that was guessed.
@AutoService(Rule.class)
public final class AC12 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("AC12"),
            Severity.CRITICAL,
            "Password that was guessed",
            """
            The role's stored verifier fits a password that anybody tries first: its own name, the database's name
            or one of the most common words. No lock-out stops a program from trying those.""",
            """
            Give the role a random password of 24 characters or more, and put it where the application reads its
            secrets.""",
            "20.5 Password Authentication; RFC 5802");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return facts.live()
                .guessed()
                .map(guessed -> Verdict.of(guessed.stream()
                        .map(g -> finding(
                                Subjects.role(g.role()),
                                "the password of role %s %s".formatted(Sql.identifier(g.role()), g.how()),
                                Mend.procedure(
                                        "Set a random password (in psql: \\password %s) and change it in the clients."
                                                .formatted(Sql.identifier(g.role()))),
                                0))
                        .toList()))
                .orElseGet(() -> Hidden.passwords(facts));
    }
}
