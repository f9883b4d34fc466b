package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Migrations wait to be applied.
///
/// Which files there are is not in the database, so that this is known from records alone.
@AutoService(Rule.class)
public final class MG05 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("MG05"),
            Severity.MEDIUM,
            "Migrations wait to be applied",
            """
            The code that goes with them expects what is not there yet, and the next deployment brings more changes
            at once than anybody tried together.""",
            """
            Apply them in the next deployment, or take out what will never be; look for pending ones after each
            deployment, and record it: pgsteady migrate up and check do, for revisions. Every 30 days at least.""",
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
        return Recorded.within(this, facts, Evidence.Kind.PENDING_MIGRATIONS, Recorded.VALID_DAYS);
    }
}
