package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// No fresh backup.
@AutoService(Rule.class)
public final class BK01 implements Rule {

    private static final long DAYS = 1;
    private static final Words WORDS = new Words(
            new RuleId("BK01"),
            Severity.CRITICAL,
            "No fresh backup",
            """
            Whatever is not in a backup is gone with the disk, with a wrong DELETE or with a stolen password. A
            backup of last week gives back last week.""",
            """
            Take a base backup every day and record each run; archive WAL in between if a day is too much to lose.""",
            "26.3 Continuous Archiving and Point-in-Time Recovery");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.passedWithin(this, facts, Evidence.Kind.BACKUP, DAYS);
    }
}
