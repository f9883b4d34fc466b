package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.List;

/// Restore runbook is old.
@AutoService(Rule.class)
public final class RS02 implements Rule {

    private static final long YEAR = 365;
    private static final Words WORDS = new Words(
            new RuleId("RS02"),
            Severity.MEDIUM,
            "Restore runbook is old",
            """
            Hosts, versions and paths change; a runbook that was written before them leads to a server that is gone.""",
            """
            Read it through once a year and after every change of host or major version, and record it again.""",
            "26.3.5 Recovering Using a Continuous Archive Backup");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return facts.evidence()
                .newest(Evidence.Kind.RUNBOOK)
                .map(i -> Recorded.days(facts, i))
                .map(days -> days <= YEAR ? new Verdict.Passed() : Verdict.of(List.of(found(facts, days))))
                .orElseGet(() -> Recorded.nothing(Evidence.Kind.RUNBOOK));
    }

    private Finding found(Facts facts, long days) {
        return finding(
                Subjects.database(facts),
                "the restore runbook was recorded %,d days ago".formatted(days),
                Mend.procedure(words().remedy()),
                0);
    }
}
