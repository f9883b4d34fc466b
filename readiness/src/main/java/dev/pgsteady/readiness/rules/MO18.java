package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Statistics.DatabaseUse;
import java.util.List;

/// Cache too small for what is read.
///
/// Known from `pg_stat_database`, since the statistics began. A database that nobody uses much has a bad ratio and
/// no trouble.
@AutoService(Rule.class)
public final class MO18 implements Rule {

    private static final long HOT = 10_000_000;
    private static final double GOOD = 0.98;
    private static final double BAD = 0.90;
    private static final Words WORDS = new Words(
            new RuleId("MO18"),
            Severity.LOW,
            "Cache too small for what is read",
            """
            Every page that is not in shared_buffers costs a call to the operating system, and a read from disk when
            it is not there either. Below 98 of 100 hits most systems wait for their disks at busy hours.""",
            """
            Look for queries that read far more than they return first; then raise shared_buffers to a quarter of
            the machine's memory.""",
            "19.4.1 Memory; 28.2.16 pg_stat_database");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        DatabaseUse use = facts.snapshot().statistics().database();
        double all = use.blocksHit() + (double) use.blocksRead();
        if (all < HOT) {
            return new Verdict.Skipped("fewer than %,d pages have been asked for".formatted(HOT));
        }
        double hits = use.blocksHit() / all;
        return hits >= GOOD ? new Verdict.Passed() : Verdict.of(List.of(found(hits)));
    }

    private Finding found(double hits) {
        return finding(
                Subjects.setting("shared_buffers"),
                "fewer than %d of 100 pages were in the cache".formatted(hits < BAD ? 90 : 98),
                Mend.procedure(words().remedy()),
                0);
    }
}
