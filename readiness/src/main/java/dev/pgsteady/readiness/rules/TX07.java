package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Statistics.DatabaseUse;
import java.util.List;

/// Many transactions are rolled back.
@AutoService(Rule.class)
public final class TX07 implements Rule {

    private static final long ENOUGH = 10_000;
    private static final double SHARE = 0.05;
    private static final Words WORDS = new Words(
            new RuleId("TX07"),
            Severity.MEDIUM,
            "Many transactions are rolled back",
            """
            A rollback is work thrown away, and mostly an error that the application met: a constraint, a timeout, a
            lost connection, code that gives up.""",
            """
            Look for ERROR in the server's log by SQLSTATE, and mend the most frequent.""",
            "28.2.16 pg_stat_database");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        DatabaseUse use = facts.snapshot().statistics().database();
        long all = use.commits() + use.rollbacks();
        if (all < ENOUGH) {
            return new Verdict.Skipped("fewer than %,d transactions have been counted".formatted(ENOUGH));
        }
        return use.rollbacks() < SHARE * all
                ? new Verdict.Passed()
                : Verdict.of(List.of(finding(
                        Subjects.database(facts),
                        "more than %.0f of 100 transactions since the statistics began were rolled back"
                                .formatted(SHARE * 100),
                        Mend.procedure(words().remedy()),
                        0)));
    }
}
