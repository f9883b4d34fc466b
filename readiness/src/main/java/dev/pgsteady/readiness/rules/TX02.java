package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// No critical flow is proved atomic.
@AutoService(Rule.class)
public final class TX02 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("TX02"), Severity.CRITICAL, "No critical flow is proved atomic", """
            Sign-up, payment and their like touch several tables. Whether they leave half a customer behind when the
            process dies in the middle is known only once it has died in the middle, and better in a test.""", """
            Name the critical flows, kill each one between its statements on a copy, and record that nothing half-
            done stays.""", "3.4 Transactions");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.newestPassed(this, facts, Evidence.Kind.ATOMICITY_PROOF);
    }
}
