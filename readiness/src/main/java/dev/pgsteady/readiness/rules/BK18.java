package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Backups became much slower or much smaller.
///
/// The server does not keep how long its backups took, so that this is known from records alone. There is nothing
/// to compare before two of them are recorded.
@AutoService(Rule.class)
public final class BK18 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("BK18"),
            Severity.MEDIUM,
            "Backups became much slower or much smaller",
            """
            A backup that takes twice as long no longer fits into its night, and one of half the size has perhaps
            left something out. Both show long before the restore that fails.""",
            """
            Compare duration and size of each backup with those before it, find out what changed, and record the
            comparison. Every 30 days at least.""",
            "26.3.2 Making a Base Backup");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        long backups = facts.evidence().items().stream()
                .filter(i -> i.kind() == Evidence.Kind.BACKUP && i.passed())
                .count();
        if (backups < 2 && facts.evidence().newest(Evidence.Kind.BACKUP_TREND).isEmpty()) {
            return new Verdict.Skipped("fewer than two backups have been recorded");
        }
        return Recorded.within(this, facts, Evidence.Kind.BACKUP_TREND, Recorded.VALID_DAYS);
    }
}
