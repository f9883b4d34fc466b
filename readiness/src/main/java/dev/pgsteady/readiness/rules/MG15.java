package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Way back from the last migration was not tried.
///
/// Whether a downgrade or a restore point was tried is known from records alone.
@AutoService(Rule.class)
public final class MG15 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("MG15"),
            Severity.MEDIUM,
            "Way back from the last migration was not tried",
            """
            When a migration turns out wrong there is an hour to take it back. A downgrade that never ran, or a
            restore point that nobody made, is found out in that hour.""",
            """
            Try each migration's way back on a copy before it goes out and record it (pgsteady migrate verify
            --record, for revisions), or make a restore point (pg_create_restore_point) first and drill the restore
            to it. Every 30 days at least.""",
            "9.27.3 Backup Control Functions; 26.3.5 Recovering Using a Continuous Archive Backup");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        if (!MG01.kept(facts)) {
            return new Verdict.Skipped("there is no history of migrations");
        }
        return Recorded.within(this, facts, Evidence.Kind.ROLLBACK_PROOF, Recorded.VALID_DAYS);
    }
}
