package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;

/// Transaction ids run out.
@AutoService(Rule.class)
public final class MO09 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("MO09"),
            Severity.CRITICAL,
            "Transaction ids run out",
            """
            Ids are 32 bits wide. Unless VACUUM freezes old rows in time the server stops taking writes three
            million ids before the end, until a vacuum that may take days is done.""",
            """
            Find what holds VACUUM back (old transactions, slots, prepared transactions, autovacuum switched off),
            then VACUUM (FREEZE) the oldest tables.""",
            "25.1.5 Preventing Transaction ID Wraparound Failures");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        long age = facts.snapshot().statistics().database().frozenAge();
        return Wraparound.judge(this, facts, age, "transaction ids");
    }
}
