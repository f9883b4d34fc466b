package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// No alert rules are known.
@AutoService(Rule.class)
public final class MO05 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("MO05"),
            Severity.HIGH,
            "No alert rules are known",
            """
            A disk that fills, an archive that fails, transaction ids that run out: each gives weeks of warning to
            whoever looks. Nobody looks every day.""",
            """
            Install alert rules for: server down or restarted, connections, transaction ids, archiver, age of backup
            and drill, checksums, sequences, long transactions, blocked sessions, slots and replication, disk,
            certificate.""",
            "Chapter 28 Monitoring Database Activity");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Recorded.newestPassed(this, facts, Evidence.Kind.ALERT_RULES);
    }
}
