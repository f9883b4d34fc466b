package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Statistics began lately.
///
/// Known from `pg_stat_database.stats_reset`, and where nobody ever reset them from the start of the server.
@AutoService(Rule.class)
public final class MO28 implements Rule {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Words WORDS = new Words(
            new RuleId("MO28"),
            Severity.INFO,
            "Statistics began lately",
            """
            Rules about unused indexes, deadlocks and the like judge by what was counted. Counters of a few days
            know nothing of the end of the month.""",
            """
            Judge what depends on use again in a week, and do not reset statistics without need: keep samples and
            take the difference.""",
            "28.2.25 Statistics Functions, pg_stat_reset");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Instant since = facts.snapshot()
                .statistics()
                .database()
                .statisticsReset()
                .orElse(facts.server().started());
        return Duration.between(since, facts.server().at()).compareTo(WEEK) >= 0
                ? new Verdict.Passed()
                : Verdict.of(List.of(finding(
                        Subjects.database(facts),
                        "the statistics of this database are younger than a week",
                        Mend.procedure(words().remedy()),
                        0)));
    }
}
