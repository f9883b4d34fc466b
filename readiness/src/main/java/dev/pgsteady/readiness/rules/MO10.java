package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Multixact ids run out.
@AutoService(Rule.class)
public final class MO10 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("MO10"),
            Severity.CRITICAL,
            "Multixact ids run out",
            """
            Rows that several transactions lock at once, as foreign keys do, take multixact ids, which are 32 bits
            wide too. At the end the server stops taking writes.""",
            """
            Find what holds VACUUM back, then VACUUM (FREEZE) the tables with the oldest relminmxid.""",
            "25.1.5.1 Multixacts and Wraparound");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        long age = facts.snapshot().statistics().database().multixactAge();
        return Wraparound.judge(this, facts, age, "multixact ids");
    }
}
