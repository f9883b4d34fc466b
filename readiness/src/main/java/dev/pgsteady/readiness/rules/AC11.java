package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.List;

/// New passwords would be stored as MD5.
@AutoService(Rule.class)
public final class AC11 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("AC11"),
            Severity.HIGH,
            "New passwords would be stored as MD5",
            """
            Every password that is set from now on is kept in a form that a stolen backup gives away.""",
            """
            Set password_encryption to scram-sha-256, then set the passwords again that were set before.""",
            "20.5 Password Authentication");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Hidden.bySetting(
                facts,
                "password_encryption",
                v -> v.startsWith("scram")
                        ? List.of()
                        : List.of(finding(
                                Subjects.setting("password_encryption"),
                                "password_encryption is " + v,
                                Adjust.reload("password_encryption", "scram-sha-256"),
                                0)));
    }
}
