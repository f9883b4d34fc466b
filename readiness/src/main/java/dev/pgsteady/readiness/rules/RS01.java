package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// No restore runbook.
@AutoService(Rule.class)
public final class RS01 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("RS01"),
            Severity.HIGH,
            "No restore runbook",
            """
            At three in the morning nobody remembers where the backups are, which command restores them and who
            holds the key. What is not written down is found out while the customers wait.""",
            """
            Write a runbook with the commands for your server, keep it where it can be read when the database is
            down, and record it.""",
            "26.3.5 Recovering Using a Continuous Archive Backup");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.passedWithin(this, facts, Evidence.Kind.RUNBOOK, Long.MAX_VALUE);
    }
}
