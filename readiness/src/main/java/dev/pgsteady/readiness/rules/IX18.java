package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Statistics.TableUse;
import dev.pgsteady.schema.Table;
import java.util.List;

/// Busy table that its indexes slow down.
@AutoService(Rule.class)
public final class IX18 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX18"),
            Severity.MEDIUM,
            "Busy table that its indexes slow down",
            """
            PostgreSQL can update a row in place (HOT) only when no index covers a changed column and the page
            has room. With many indexes most updates write a new entry into each of them, and the table and all
            its indexes bloat.""",
            """
            Drop the indexes that nothing needs, keep columns that change often out of indexes, and leave room
            in the pages with fillfactor.""",
            "73.7 Heap-Only Tuples (HOT)");

    private static final long BUSY = 10_000;
    private static final int MANY = 5;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = facts.tables().stream()
                .filter(t -> t.indexes().size() > MANY)
                .filter(t -> {
                    TableUse use = facts.use(t);
                    return use.updated() >= BUSY && use.hotUpdated() * 2 < use.updated();
                })
                .map(t -> found(facts, t))
                .toList();
        return Verdict.of(findings);
    }

    private Finding found(Facts facts, Table table) {
        return finding(
                About.table(table),
                "it has %d indexes, and fewer than half of its updates could be made in place"
                        .formatted(table.indexes().size()),
                Mend.review("ALTER TABLE %s SET (fillfactor = 90);"
                        .formatted(table.name().sql())),
                facts.rows(table));
    }
}
