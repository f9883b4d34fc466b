package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// No copy of the backups elsewhere.
///
/// The server does not know where its backups lie, so that this is known from records alone.
@AutoService(Rule.class)
public final class BK12 implements Rule {

    private static final long DAYS = 7;
    private static final Words WORDS = new Words(
            new RuleId("BK12"),
            Severity.HIGH,
            "No copy of the backups elsewhere",
            """
            A backup on the same disk or the same machine dies with it: by the fire, the controller, the thief or
            the program that encrypts for ransom.""",
            """
            Copy every backup, and the archive of WAL, to another machine in another place, where the server's own
            account cannot delete it, and record each copy. Every 7 days at least.""",
            "26.3 Continuous Archiving and Point-in-Time Recovery; CIS PostgreSQL Benchmark, Backup and Disaster Recovery");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.passedWithin(this, facts, Evidence.Kind.OFFSITE_COPY, DAYS);
    }
}
