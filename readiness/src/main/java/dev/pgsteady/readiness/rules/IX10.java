package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Snapshot.Unseen;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;

/// Table that is mostly empty.
@AutoService(Rule.class)
public final class IX10 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX10"),
            Severity.MEDIUM,
            "Table that is mostly empty",
            """
            Rows that were deleted or written anew left room behind that new rows have not filled. Every scan of
            the whole table reads it, it stands in the cache, and only pages at the very end are ever given back
            to the disk.""",
            """
            Rewrite it with pg_repack, which needs the room for a second copy and hardly a lock, or with VACUUM
            FULL in a quiet hour, which locks everybody out. Then find out what stopped autovacuum. A table that
            is filled and emptied in turns may stay as it is.""",
            "25.1.2 Recovering Disk Space");

    private static final int MANY = 20;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Table> large = facts.tables().stream()
                .filter(t -> facts.use(t).bytes() > Bloat.LARGE)
                .toList();
        if (large.isEmpty()) {
            return new Verdict.Skipped("no table is larger than 10 MB");
        }
        List<Finding> findings =
                large.stream().flatMap(t -> found(facts, t).stream()).toList();
        return Hidden.unless(
                facts,
                Unseen.Kind.COLUMN_STATISTICS,
                Habit.of(facts, "table that is mostly empty").gathered(this, findings, MANY));
    }

    private Optional<Finding> found(Facts facts, Table table) {
        long bytes = facts.use(table).bytes();
        Optional<Long> expected = Bloat.table(facts, table);
        return Bloat.wasted(bytes, expected)
                ? Optional.of(finding(
                        About.table(table),
                        Bloat.words(bytes, expected.orElse(0L)),
                        Mend.procedure("Run pg_repack on %s, or VACUUM (FULL, ANALYZE) in a quiet hour."
                                .formatted(table.name().sql())),
                        bytes))
                : Optional.empty();
    }
}
