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

/// Long transactions.
@AutoService(Rule.class)
public final class TX04 implements Rule {

    private static final long LONG = 900;
    private static final long VERY_LONG = 3600;
    private static final Words WORDS = new Words(
            new RuleId("TX04"),
            Severity.HIGH,
            "Long transactions",
            """
            A statement or transaction that runs for a long time holds its locks and the rows that others have
            deleted since. Behind one ALTER TABLE that waits for it, every other session waits too.""",
            """
            Find out what it does; set statement_timeout for the role, and work through large changes in batches.""",
            "19.11 Client Connection Defaults; 25.1.2 Recovering Disk Space");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Map<String, Long> longest = new TreeMap<>();
        facts.live().sessions().stream()
                .filter(s -> !s.state().startsWith("idle") && s.transactionSeconds() > LONG)
                .filter(s -> !s.application().matches("pg_dump.*|pg_basebackup.*|pg_restore.*"))
                .forEach(s -> longest.merge(s.role(), s.transactionSeconds(), Math::max));
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
                        "a transaction of role %s has been running for more than %s"
                                .formatted(Sql.identifier(role), seconds > VERY_LONG ? "an hour" : "15 minutes"),
                        Mend.review("ALTER ROLE %s SET statement_timeout = '30s';".formatted(Sql.identifier(role))),
                        0)
                .at(seconds > VERY_LONG ? Severity.HIGH : Severity.MEDIUM);
    }
}
