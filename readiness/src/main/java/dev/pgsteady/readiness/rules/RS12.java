package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Only one person has ever restored.
///
/// Who ran a drill is known from records alone. While nobody has run any, BK10 says so, and this does not apply.
@AutoService(Rule.class)
public final class RS12 implements Rule {

    private static final long DAYS = 365;
    private static final Words WORDS = new Words(
            new RuleId("RS12"),
            Severity.LOW,
            "Only one person has ever restored",
            """
            The one who has done it is on holiday when it counts. What that person knows and the runbook does not
            say shows only when somebody else follows it.""",
            """
            Let a second person run the next drill by the runbook alone, and record it. Once a year at least.""",
            "26.3.5 Recovering Using a Continuous Archive Backup");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        if (facts.evidence().newest(Evidence.Kind.DRILL).isEmpty()
                && facts.evidence().newest(Evidence.Kind.DRILL_BY_ANOTHER).isEmpty()) {
            return new Verdict.Skipped("no restore drill has been recorded");
        }
        return Recorded.passedWithin(this, facts, Evidence.Kind.DRILL_BY_ANOTHER, DAYS);
    }
}
