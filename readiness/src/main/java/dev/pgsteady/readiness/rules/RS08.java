package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Nobody has looked at what a restore brings back.
@AutoService(Rule.class)
public final class RS08 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("RS08"),
            Severity.HIGH,
            "Nobody has looked at what a restore brings back",
            """
            A restore that ends without an error can still lack rows, have sequences behind their tables or broken
            indexes. It is done when somebody has compared.""",
            """
            Run a drill that compares row counts and sequences with the source and checks the indexes (amcheck).""",
            "F.1 amcheck; 26.3.5 Recovering Using a Continuous Archive Backup");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.newestPassed(this, facts, Evidence.Kind.DRILL);
    }
}
