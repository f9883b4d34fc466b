package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Loss of a restore was not measured.
///
/// Known from drills that measured it. Without an archive the loss is all since the last backup, and was not
/// measured either.
@AutoService(Rule.class)
public final class RS05 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("RS05"),
            Severity.HIGH,
            "Loss of a restore was not measured",
            """
            How much is lost is decided by the last WAL file that reached the archive, not by the schedule of the
            backups. Only a restore to the end of the archive, compared with the source, says how many minutes it
            is.""",
            """
            In a drill, restore to the end of the archive, measure how far behind the source it ends, compare that
            with what the business can bear, and record it. Every 30 days at least.""",
            "26.3.5 Recovering Using a Continuous Archive Backup");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.within(this, facts, Evidence.Kind.LOSS_WINDOW, Recorded.VALID_DAYS);
    }
}
