package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Time to restore was not measured.
@AutoService(Rule.class)
public final class RS04 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("RS04"),
            Severity.HIGH,
            "Time to restore was not measured",
            """
            How long a restore takes decides whether it is a plan at all. It grows with the data, and only a timed
            drill on the present data tells.""",
            """
            Run a timed restore drill, every 30 days at least, and compare the time with what the business can bear.""",
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
