package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// No restore has been tried lately.
@AutoService(Rule.class)
public final class BK10 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("BK10"),
            Severity.CRITICAL,
            "No restore has been tried lately",
            """
            A backup that was never restored is a hope. Missing WAL, a wrong path, a password that nobody has, a
            server version that is gone: all of it shows in the first restore, and the first restore should not be
            the real one.""",
            """
            Run a restore drill: restore the newest backup into a throw-away server, compare, and record the result.
            Every 30 days at least.""",
            "26.3.5 Recovering Using a Continuous Archive Backup");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.passedWithin(this, facts, Evidence.Kind.DRILL, Recorded.VALID_DAYS);
    }
}
