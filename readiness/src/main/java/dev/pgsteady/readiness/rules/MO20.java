package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Live.Session;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Snapshot.Unseen;
import java.util.List;

/// Sessions wait for a lock.
@AutoService(Rule.class)
public final class MO20 implements Rule {

    private static final long LONG = 30;
    private static final long VERY_LONG = 300;
    private static final Words WORDS = new Words(
            new RuleId("MO20"),
            Severity.HIGH,
            "Sessions wait for a lock",
            """
            Somebody holds a lock and others queue behind it; behind a waiting ALTER TABLE even readers queue. The
            application sees a database that hangs.""",
            """
            Find the root of the queue with pg_blocking_pids, cancel it if it may be, and set lock_timeout for
            migrations and idle_in_transaction_session_timeout for the rest.""",
            "13.3 Explicit Locking; 9.27 pg_blocking_pids");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Session> waiting = facts.live().sessions().stream()
                .filter(s -> s.blockedBy() > 0 && s.stateSeconds() > LONG)
                .toList();
        boolean bad = waiting.size() >= 5 || waiting.stream().anyMatch(s -> s.stateSeconds() > VERY_LONG);
        List<Finding> findings = waiting.isEmpty()
                ? List.of()
                : List.of(finding(
                                Subjects.database(facts),
                                "%,d sessions have waited for a lock for more than %s"
                                        .formatted(waiting.size(), bad ? "5 minutes, or are many" : "30 seconds"),
                                Mend.review("SELECT pid, pg_blocking_pids(pid), query FROM pg_stat_activity"
                                        + " WHERE cardinality(pg_blocking_pids(pid)) > 0;"),
                                waiting.size())
                        .at(bad ? Severity.HIGH : Severity.MEDIUM));
        return Hidden.unless(facts, Unseen.Kind.SESSIONS, findings);
    }
}
