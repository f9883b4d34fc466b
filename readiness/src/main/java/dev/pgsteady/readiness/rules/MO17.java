package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Disk nearly full, or nobody looks.
///
/// SQL shows sizes and never the room that is left, not even to a superuser, so that this is known from records of
/// the last day alone.
@AutoService(Rule.class)
public final class MO17 implements Rule {

    private static final long DAYS = 1;
    private static final Words WORDS = new Words(
            new RuleId("MO17"),
            Severity.CRITICAL,
            "Disk nearly full, or nobody looks",
            """
            When the disk of pg_wal is full the server stops with a PANIC, and it does not start before there is
            room. When that of the tables is full, every write fails. No query tells how much is left.""",
            """
            Measure the free room of the data directory's, pg_wal's and the tablespaces' file systems each day and
            how fast it shrinks, be warned at 20 % left or a week before the end, and record it.""",
            "Monitoring Disk Usage, Disk Full Failure");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.within(this, facts, Evidence.Kind.DISK_SPACE, DAYS);
    }
}
