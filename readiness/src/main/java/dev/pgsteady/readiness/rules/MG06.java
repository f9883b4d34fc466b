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
/// Who ran a command and whether a migration did is in no catalog, so that this is known from records alone. An
/// event trigger by itself proves nothing: nobody may read what it writes.
@AutoService(Rule.class)
public final class MG06 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("MG06"),
            Severity.HIGH,
            "Nobody watches for changes outside the migrations",
            """
            A change by hand is made once, on one copy, by somebody who has forgotten it by the time it matters. A
            comparison finds it later, but not who made it and why.""",
            """
            Let an event trigger on ddl_command_end and sql_drop write down every command with role and time, look
            for those that no migration ran, and record it. Every 30 days at least.""",
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
        return Recorded.within(this, facts, Evidence.Kind.DDL_WATCH, Recorded.VALID_DAYS);
    }
}
