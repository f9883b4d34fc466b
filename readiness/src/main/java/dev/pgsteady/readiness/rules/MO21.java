package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Counters.Checkpoints;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.List;

/// Checkpoints forced by WAL.
///
/// Known from `pg_stat_checkpointer`, before release 17 `pg_stat_bgwriter`. Backups and CHECKPOINT by hand ask for
/// some too, so that more of them than of the others count, and only from fifty on.
@AutoService(Rule.class)
public final class MO21 implements Rule {

    private static final long MANY = 50;
    private static final String SETTING = "max_wal_size";
    private static final long DEFAULT = 1024;
    private static final Words WORDS = new Words(
            new RuleId("MO21"),
            Severity.LOW,
            "Checkpoints forced by WAL",
            """
            A checkpoint that comes before its time because max_wal_size is used up writes what a later one would
            have written once, and after each every page goes to WAL whole again: more WAL, so sooner the next.""",
            """
            Raise max_wal_size until nearly all checkpoints come by time; leave room for twice as much on the disk
            of pg_wal.""",
            "30.5 WAL Configuration; 19.5.2 Checkpoints");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Checkpoints checkpoints = facts.live().counters().checkpoints();
        boolean forced = checkpoints.requested() >= MANY && checkpoints.requested() > checkpoints.timed();
        return forced ? Verdict.of(List.of(found(facts))) : new Verdict.Passed();
    }

    private Finding found(Facts facts) {
        long megabytes = facts.setting(SETTING).map(Long::parseLong).orElse(DEFAULT);
        return finding(
                Subjects.setting(SETTING),
                "more than half of the checkpoints came before their time",
                Adjust.propose(SETTING, 2 * megabytes + "MB"),
                0);
    }
}
