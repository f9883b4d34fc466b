package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Too few backups are kept.
///
/// Which backups are kept is outside the server, so that this is known from records alone.
@AutoService(Rule.class)
public final class BK14 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("BK14"), Severity.MEDIUM, "Too few backups are kept", """
            A wrong statement is often found after weeks. When all that is kept is younger than the mistake, or
            hangs on one base backup that turns out to be damaged, there is nothing to go back to.""", """
            Keep two full backups at least, and as many days as your policy says; compare what is kept with the
            policy, and record it. Every 30 days at least.""", "26.3.2 Making a Base Backup");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.within(this, facts, Evidence.Kind.BACKUP_RETENTION, Recorded.VALID_DAYS);
    }
}
