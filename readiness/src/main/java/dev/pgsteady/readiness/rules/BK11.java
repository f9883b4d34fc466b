package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// The last restore drill failed.
@AutoService(Rule.class)
public final class BK11 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("BK11"),
            Severity.CRITICAL,
            "The last restore drill failed",
            """
            The newest proof says that the backup cannot be restored, or that what comes back is not what was there.""",
            """
            Read the drill's record, mend what it names, and run the drill again until it passes.""",
            "26.3.5 Recovering Using a Continuous Archive Backup");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.newestPassed(this, facts, Evidence.Kind.DRILL);
    }
}
