package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;

/// Table without any index.
@AutoService(Rule.class)
public final class IX23 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX23"), Severity.LOW, "Table without any index", """
            Whatever a query looks for, it reads the whole table. That is right for a table that is only ever
            appended to and exported, and wrong for everything else as soon as it grows.""", """
            Add the primary key, or an index on what the queries search by. A BRIN index on the time of a log
            costs almost nothing.""", "11.1 Indexes, Introduction");

    private static final long LARGE = 1_000;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .filter(t -> facts.rows(t) >= LARGE)
                .filter(t -> t.indexes().isEmpty()
                        && facts.leaves(t).allMatch(l -> l.indexes().isEmpty()))
                .map(t -> found(facts, t))
                .toList();
        return Verdict.of(findings);
    }

    private Finding found(Facts facts, Table table) {
        long rows = facts.rows(table);
        return finding(About.table(table), "no index, and " + About.rows(rows), Optional.empty(), rows);
    }
}
