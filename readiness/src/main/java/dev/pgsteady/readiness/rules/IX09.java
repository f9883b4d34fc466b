package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Snapshot.Unseen;
import dev.pgsteady.schema.Statistics.IndexUse;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Index that is mostly empty.
@AutoService(Rule.class)
public final class IX09 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX09"),
            Severity.MEDIUM,
            "Index that is mostly empty",
            """
            Entries of rows that are gone leave pages half empty, and a btree never gives them back. Each scan
            reads more pages for the same rows, and the cache holds air.""",
            """
            REINDEX CONCURRENTLY builds the index anew beside the old one while everybody works; it needs the room
            for both. Then find out why it grew: old transactions, autovacuum that is too slow, or keys that only
            ever grow at one end.""",
            "25.2 Routine Reindexing; REINDEX");

    private static final int MANY = 20;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        boolean any = false;
        for (Table table : facts.tables()) {
            for (Index index : table.indexes()) {
                if (bytes(facts, index) > Bloat.LARGE) {
                    any = true;
                    found(facts, table, index).ifPresent(findings::add);
                }
            }
        }
        return any
                ? Hidden.unless(
                        facts,
                        Unseen.Kind.COLUMN_STATISTICS,
                        Habit.of(facts, "index that is mostly empty").gathered(this, findings, MANY))
                : new Verdict.Skipped("no index is larger than 10 MB");
    }

    private static long bytes(Facts facts, Index index) {
        return Optional.ofNullable(facts.snapshot().statistics().indexes().get(index.name()))
                .map(IndexUse::bytes)
                .orElse(0L);
    }

    private Optional<Finding> found(Facts facts, Table table, Index index) {
        long bytes = bytes(facts, index);
        Optional<Long> expected = Bloat.index(facts, table, index);
        return Bloat.wasted(bytes, expected)
                ? Optional.of(finding(
                        About.index(index.name()),
                        Bloat.words(bytes, expected.orElse(0L)),
                        Mend.sql("REINDEX INDEX CONCURRENTLY %s;"
                                .formatted(index.name().sql())),
                        bytes))
                : Optional.empty();
    }
}
