package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Nobody watches for changes outside the migrations.
///
/// Who ran a command and whether a migration did is in no catalog, so that this is known from records alone:
/// of looks at what an event trigger writes, or of comparisons that are made every week, whatever they find.
/// An event trigger by itself proves nothing: nobody may read what it writes.
@AutoService(Rule.class)
public final class MG06 implements Rule {

    private static final long COMPARED_DAYS = 7;
    private static final Words WORDS = new Words(
            new RuleId("MG06"),
            Severity.HIGH,
            "Nobody watches for changes outside the migrations",
            """
            A change by hand is made once, on one copy, by somebody who has forgotten it by the time it matters. The
            later it is found, the less anybody knows of who made it and why.""",
            """
            Compare the database with its migrations every week (pgsteady migrate check --drift). Or let an event
            trigger on ddl_command_end and sql_drop write down every command with role and time, look for those that
            no migration ran, and record it, every 30 days at least.""",
            "Event Triggers, Overview of Event Trigger Behavior");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        if (!MG01.kept(facts)) {
            return new Verdict.Skipped("there is no history of migrations");
        }
        return facts.evidence().newest(Evidence.Kind.DDL_WATCH).isPresent()
                        || facts.evidence()
                                .newest(Evidence.Kind.MIGRATION_STATE)
                                .isEmpty()
                ? Recorded.within(this, facts, Evidence.Kind.DDL_WATCH, Recorded.VALID_DAYS)
                : Recorded.doneWithin(this, facts, Evidence.Kind.MIGRATION_STATE, COMPARED_DAYS);
    }
}
