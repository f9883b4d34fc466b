package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Statistics.ColumnUse;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;

/// Index on a column with hardly any different values.
@AutoService(Rule.class)
public final class IX12 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX12"),
            Severity.LOW,
            "Index on a column with hardly any different values",
            """
            Each value stands for a large share of the table, and reading that share through an index is slower
            than reading the table. The planner leaves the index alone, and writes keep paying for it.""",
            """
            Drop it; or, where queries look for the rare value, make it a partial index for that value.""",
            "11.8 Partial Indexes");

    private static final long LARGE = 10_000;
    private static final long FEW = 3;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .filter(t -> facts.rows(t) >= LARGE)
                .flatMap(t ->
                        t.indexes().stream().filter(i -> coarse(facts, t, i)).map(i -> found(facts, t, i)))
                .toList();
        return Verdict.of(findings);
    }

    /// Of one plain column; a foreign key's index is there for its parent's sake.
    private static boolean coarse(Facts facts, Table table, Index index) {
        boolean simple = index.valid()
                && !index.unique()
                && index.method().equals("btree")
                && index.predicate().isEmpty()
                && index.keys().size() == 1
                && index.plainColumns();
        String column = simple ? index.columns().getFirst() : "";
        return simple && !Guards.refers(table, column) && few(facts, table, column);
    }

    private static boolean few(Facts facts, Table table, String column) {
        Optional<ColumnUse> use = Columns.measured(facts, table, column);
        boolean flag = table.column(column).stream()
                .anyMatch(c -> facts.plain(c.type()).is("bool"));
        return use.map(u -> u.nullFraction() < 0.5 && Columns.distinct(u, facts.rows(table)) <= FEW)
                .orElse(flag);
    }

    private Finding found(Facts facts, Table table, Index index) {
        long rows = facts.rows(table);
        String column = Sql.identifier(index.columns().getFirst());
        return finding(
                About.index(index.name()),
                "%s has at most %d different values in %s".formatted(column, FEW, About.rows(rows)),
                Mend.review(Mend.dropIndex(table, index.name())),
                rows);
    }
}
