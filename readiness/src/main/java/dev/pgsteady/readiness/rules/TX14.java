package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Statistics.DatabaseUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Lost transactions are not known to be tried again.
///
/// The server counts deadlocks, and its settings say where 40001 is to be expected; neither happens, nothing has to
/// be repeated. Whether code repeats what it lost is known from records alone.
@AutoService(Rule.class)
public final class TX14 implements Rule {

    private static final String LEVEL = "default_transaction_isolation";
    private static final Set<String> STRICT = Set.of("repeatable read", "serializable");
    private static final Words WORDS = new Words(
            new RuleId("TX14"),
            Severity.MEDIUM,
            "Lost transactions are not known to be tried again",
            """
            A transaction that ends with 40P01 (deadlock) or 40001 (serialization failure) did nothing wrong: it
            lost against another one and would succeed a moment later. Code that does not try again hands the loss
            to a user.""",
            """
            Run each transaction in a function that repeats it from its beginning on SQLSTATE 40001 and 40P01, a few
            times with a short random pause; prove it with a test that makes two of them collide, and record it.
            Every 30 days at least.""",
            "13.5 Serialization Failure Handling; 13.3.4 Deadlocks");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        boolean deadlocks = aWeek(facts) >= 1;
        if (!deadlocks && !strict(facts)) {
            return new Verdict.Skipped(
                    "hardly a deadlock was counted, and no isolation level is set that ends with 40001");
        }
        boolean recorded = facts.evidence().newest(Evidence.Kind.RETRY_PROOF).isPresent();
        return deadlocks && !recorded
                ? Verdict.of(List.of(found(facts)))
                : Recorded.within(this, facts, Evidence.Kind.RETRY_PROOF, Recorded.VALID_DAYS);
    }

    private static double aWeek(Facts facts) {
        DatabaseUse use = facts.snapshot().statistics().database();
        Instant since = use.statisticsReset().orElse(facts.server().started());
        double days = Math.max(7, Duration.between(since, facts.server().at()).toHours() / 24.0);
        return 7 * use.deadlocks() / days;
    }

    /// Whether the server, the database or a role begins its transactions at a level that may end with 40001.
    private static boolean strict(Facts facts) {
        return facts.setting(LEVEL).filter(STRICT::contains).isPresent()
                || facts.snapshot().cluster().roleSettings().stream()
                        .anyMatch(s -> s.name().equals(LEVEL)
                                && STRICT.contains(s.value().toLowerCase(Locale.ROOT)));
    }

    private Finding found(Facts facts) {
        boolean daily = aWeek(facts) >= 7;
        return finding(
                        Subjects.database(facts),
                        "more than one deadlock a %s, and nothing has recorded a %s"
                                .formatted(daily ? "day" : "week", Evidence.Kind.RETRY_PROOF.words()),
                        Mend.procedure(words().remedy()),
                        0)
                .at(daily ? Severity.MEDIUM : Severity.LOW);
    }
}
