package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// The runbook is not what the drill ran.
@AutoService(Rule.class)
public final class RS03 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("RS03"),
            Severity.HIGH,
            "The runbook is not what the drill ran",
            """
            A runbook whose commands nobody has run is prose. Only the commands that restored the backup in a drill
            are known to restore it.""",
            """
            Let the drill run the runbook's own commands, and record the runbook with the drill.""",
            "26.3.5 Recovering Using a Continuous Archive Backup");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return facts.evidence().newest(Evidence.Kind.DRILL).isPresent()
                ? Recorded.newestPassed(this, facts, Evidence.Kind.RUNBOOK)
                : Recorded.nothing(Evidence.Kind.DRILL);
    }
}
