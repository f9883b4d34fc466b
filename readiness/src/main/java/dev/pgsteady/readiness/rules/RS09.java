package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// No restore to a point in time has been tried.
@AutoService(Rule.class)
public final class RS09 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("RS09"),
            Severity.HIGH,
            "No restore to a point in time has been tried",
            """
            The commonest disaster is a wrong statement, not a dead disk. Coming back to the minute before it needs
            WAL without a gap and a recovery target that somebody has tried.""",
            """
            Run a drill to a named point in time, and record it.""",
            "26.3.5 Recovering Using a Continuous Archive Backup; 19.5.6 Recovery Target");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.passedWithin(this, facts, Evidence.Kind.POINT_IN_TIME_DRILL, Recorded.VALID_DAYS);
    }
}
