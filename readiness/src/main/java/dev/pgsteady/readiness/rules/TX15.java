package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Counters.Lookups;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.List;

/// Subtransactions overflow their cache.
///
/// Known from `pg_stat_slru`, which every role may read. A few misses come with every start.
@AutoService(Rule.class)
public final class TX15 implements Rule {

    private static final long MANY = 10_000;
    private static final double SHARE = 0.01;
    private static final Words WORDS = new Words(
            new RuleId("TX15"),
            Severity.MEDIUM,
            "Subtransactions overflow their cache",
            """
            Each savepoint and each PL/pgSQL block with EXCEPTION is a subtransaction. Beyond 64 in one transaction,
            every query that meets its rows looks their parents up in a small shared cache; when that overflows, one
            long transaction makes all others crawl.""",
            """
            Take savepoints out of loops and EXCEPTION blocks out of triggers that fire for each row, end long
            transactions, and from release 17 on raise subtransaction_buffers.""",
            "Subtransactions (Chapter 67 Transaction Processing); 28.2.26 pg_stat_slru");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Lookups lookups = facts.live().counters().subtransactions();
        double all = Math.max(1, lookups.hits() + lookups.misses());
        boolean overflows = lookups.misses() >= MANY && lookups.misses() / all >= SHARE;
        return overflows ? Verdict.of(List.of(found(facts))) : new Verdict.Passed();
    }

    private Finding found(Facts facts) {
        return finding(
                Subjects.database(facts),
                "more than %.0f of 100 look-ups of subtransactions had to read a page".formatted(SHARE * 100),
                Mend.procedure(words().remedy()),
                0);
    }
}
