package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Database and migrations differ.
@AutoService(Rule.class)
public final class MG03 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("MG03"),
            Severity.HIGH,
            "Database and migrations differ",
            """
            A change that was made by hand is in no file: the next database that is built from the migrations lacks
            it, and the next migration may fail on it.""",
            """
            Compare the database with what the migrations make of an empty one, write the difference as a migration,
            and record the comparison: pgsteady migrate check --drift, for revisions. Every 30 days at least.""",
            "Evolutionary Database Design (Fowler, Sadalage)");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.within(this, facts, Evidence.Kind.MIGRATION_STATE, Recorded.VALID_DAYS);
    }
}
