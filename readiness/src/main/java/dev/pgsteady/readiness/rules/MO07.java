package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Nobody notices when the monitoring dies.
///
/// What watches the watcher is outside the server, so that this is known from records alone.
@AutoService(Rule.class)
public final class MO07 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("MO07"),
            Severity.MEDIUM,
            "Nobody notices when the monitoring dies",
            """
            Alerts come from a program. When it is stopped, or the machine that it runs on, its silence looks like
            health. A dead-man's switch is pressed all the time and raises the alarm when nobody presses it any
            more.""",
            """
            Let the monitoring ping a service outside its own machine every few minutes, have that one raise the
            alarm after three missed pings, stop the monitoring once to see it, and record that. Every 30 days at
            least.""",
            "Chapter 28 Monitoring Database Activity");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.within(this, facts, Evidence.Kind.DEAD_MAN_SWITCH, Recorded.VALID_DAYS);
    }
}
