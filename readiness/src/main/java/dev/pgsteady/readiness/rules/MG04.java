package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Applied migration was changed afterwards.
///
/// The history holds checksums and the files lie elsewhere, so that their comparison is known from records alone.
@AutoService(Rule.class)
public final class MG04 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("MG04"),
            Severity.HIGH,
            "Applied migration was changed afterwards",
            """
            A file that was changed after it ran did one thing here and does another in the next empty database.
            From then on no two copies of the schema are alike, and a test on one proves nothing of the other.""",
            """
            Put the file back as it ran and write the change as a migration of its own; compare the checksums of the
            files with those of the history, and record it: pgsteady migrate check, for revisions. Every 30 days at
            least.""",
            "Evolutionary Database Design (Fowler, Sadalage)");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        if (!MG01.kept(facts)) {
            return new Verdict.Skipped("there is no history of migrations");
        }
        return Recorded.within(this, facts, Evidence.Kind.MIGRATION_FILES, Recorded.VALID_DAYS);
    }
}
