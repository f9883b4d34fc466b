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

/// Large table that is mostly read from end to end.
@AutoService(Rule.class)
public final class IX06 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX06"),
            Severity.MEDIUM,
            "Large table that is mostly read from end to end",
            """
            Queries read the whole table although it is large: some condition that they use has no index. It
            costs little while the table fits into memory, and everything on the day it no longer does.""",
            """
            Find the statements on this table in pg_stat_statements, look at their plans with EXPLAIN, and index
            what they search by.""",
            "28.2 The Cumulative Statistics System");

    private static final long LARGE = 10_000;
    private static final long VERY_LARGE = 100_000;
    private static final long OFTEN = 100;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Table> large =
                facts.roots().stream().filter(t -> facts.rows(t) >= LARGE).toList();
        if (large.isEmpty()) {
            return new Verdict.Skipped("no table has 10,000 rows");
        }
        return Verdict.of(large.stream()
                .filter(t -> scanned(facts, t))
                .map(t -> found(facts, t))
                .toList());
    }

    /// Scans that read most of the table, more often than searches; a scan ended early by LIMIT reads little.
    private static boolean scanned(Facts facts, Table table) {
        long scans = facts.leaves(table)
                .mapToLong(l -> facts.use(l).sequentialScans())
                .sum();
        long read = facts.leaves(table)
                .mapToLong(l -> facts.use(l).sequentialRows())
                .sum();
        long searches =
                facts.leaves(table).mapToLong(l -> facts.use(l).indexScans()).sum();
        long each = Math.max(1, facts.leaves(table).count());
        return scans / each >= OFTEN && scans > searches && read / scans >= facts.rows(table) / each / 2;
    }

    private Finding found(Facts facts, Table table) {
        long rows = facts.rows(table);
        return finding(
                        About.table(table),
                        "most reads of it are sequential scans over most of its rows; it has " + About.rows(rows),
                        Mend.procedure(
                                "Look up the statements on this table in pg_stat_statements, EXPLAIN them, and create the indexes that they lack with CREATE INDEX CONCURRENTLY."),
                        rows)
                .at(rows >= VERY_LARGE ? Severity.MEDIUM : Severity.LOW);
    }
}
