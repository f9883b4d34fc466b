package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// No alert has been proved to arrive.
@AutoService(Rule.class)
public final class MO06 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("MO06"),
            Severity.HIGH,
            "No alert has been proved to arrive",
            """
            An alert that nobody receives is none: tokens expire, channels are archived, people leave. Only a test
            alert that arrived shows that the next real one will.""",
            """
            Send a test alert through the real channel every 30 days at least, and record that it arrived.""",
            "Chapter 28 Monitoring Database Activity");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.within(this, facts, Evidence.Kind.ALERT_DELIVERY, Recorded.VALID_DAYS);
    }
}
