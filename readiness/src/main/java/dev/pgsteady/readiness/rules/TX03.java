package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Snapshot.Unseen;
import java.util.Map;
import java.util.TreeMap;

/// Sessions idle in transaction.
@AutoService(Rule.class)
public final class TX03 implements Rule {

    private static final long LONG = 60;
    private static final long VERY_LONG = 3600;
    private static final Words WORDS = new Words(
            new RuleId("TX03"),
            Severity.HIGH,
            "Sessions idle in transaction",
            """
            A session that has begun a transaction and does nothing keeps its locks and holds back VACUUM in the
            whole database. It is the mark of code that waits for a user or a web service between two statements.""",
            """
            Set idle_in_transaction_session_timeout for the role, and end the transaction in the code before
            anything slow.""",
            "19.11 Client Connection Defaults");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Map<String, Long> longest = new TreeMap<>();
        facts.live().sessions().stream()
                .filter(s -> s.state().startsWith("idle in transaction") && s.stateSeconds() > LONG)
                .forEach(s -> longest.merge(s.role(), s.stateSeconds(), Math::max));
        return Hidden.unless(
                facts,
                Unseen.Kind.SESSIONS,
                longest.entrySet().stream()
                        .map(e -> found(e.getKey(), e.getValue()))
                        .toList());
    }

    private Finding found(String role, long seconds) {
        return finding(
                        Subjects.role(role),
                        "a session of role %s has been idle in its transaction for more than %s"
                                .formatted(Sql.identifier(role), seconds > VERY_LONG ? "an hour" : "a minute"),
                        Mend.sql("ALTER ROLE %s SET idle_in_transaction_session_timeout = '60s';"
                                .formatted(Sql.identifier(role))),
                        0)
                .at(seconds > VERY_LONG ? Severity.HIGH : Severity.MEDIUM);
    }
}
