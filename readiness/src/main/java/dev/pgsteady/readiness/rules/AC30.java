package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.List;

/// Passwords that are set would stand in the log.
@AutoService(Rule.class)
public final class AC30 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("AC30"),
            Severity.HIGH,
            "Passwords that are set would stand in the log",
            """
            The server logs statements as they were sent, and ALTER ROLE ... PASSWORD 'x' is one of those that
            log_statement = ddl writes down, password and all. Logs are kept, shipped and read by more people than
            passwords are.""",
            """
            Send a SCRAM verifier instead of the password (psql's \\password does), and log by pgaudit, which leaves
            the password out.""",
            "19.8 Error Reporting and Logging, log_statement; ALTER ROLE");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Hidden.bySetting(facts, "log_statement", v -> v.equals("none") ? List.of() : List.of(found(v)));
    }

    private Finding found(String value) {
        return finding(
                        Subjects.setting("log_statement"),
                        "log_statement is %s, so a password set in plain SQL is written to the log".formatted(value),
                        Mend.procedure(
                                "Set passwords by psql's \\password or another tool that sends a verifier only; or log by"
                                        + " pgaudit and set log_statement = none."),
                        0)
                .at(value.equals("all") ? Severity.MEDIUM : Severity.LOW);
    }
}
