package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Statistics.DatabaseUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Deadlocks again and again.
@AutoService(Rule.class)
public final class TX06 implements Rule {

    private static final double A_DAY = 5;
    private static final Words WORDS =
            new Words(new RuleId("TX06"), Severity.MEDIUM, "Deadlocks again and again", """
            Each deadlock is a transaction that was killed after the deadlock timeout, and a user who saw an error
            unless the code tries again. They come from code that locks the same rows in different orders.""", """
            Lock rows in one order everywhere (by key), keep transactions short, and repeat a transaction that ended
            with 40P01.""", "13.3.4 Deadlocks");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        DatabaseUse use = facts.snapshot().statistics().database();
        Instant since = use.statisticsReset().orElse(facts.server().started());
        double days = Math.max(1, Duration.between(since, facts.server().at()).toHours() / 24.0);
        return use.deadlocks() / days < A_DAY
                ? new Verdict.Passed()
                : Verdict.of(List.of(finding(
                        Subjects.database(facts),
                        "%,d deadlocks since the statistics began, more than %.0f a day"
                                .formatted(use.deadlocks(), A_DAY),
                        Mend.procedure(words().remedy()),
                        use.deadlocks())));
    }
}
