package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Runbook without contacts and decisions.
///
/// A text that only a person can judge, so that this is known from recorded reviews alone.
@AutoService(Rule.class)
public final class RS10 implements Rule {

    private static final long DAYS = 365;
    private static final Words WORDS = new Words(
            new RuleId("RS10"),
            Severity.LOW,
            "Runbook without contacts and decisions",
            """
            At night, with the database down, whoever is called has to know whom to wake, where the keys of the
            backups are, and when to stop mending and begin to restore. Looking for that takes longer than the
            restore.""",
            """
            Write into the runbook who decides, who is called, where the credentials are kept and which loss is
            worth which wait; let somebody review it, and record the review. Once a year at least.""",
            "26.3.5 Recovering Using a Continuous Archive Backup");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.within(this, facts, Evidence.Kind.RUNBOOK_REVIEW, DAYS);
    }
}
