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
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;

/// Index that holds almost nothing but nulls.
@AutoService(Rule.class)
public final class IX11 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX11"),
            Severity.LOW,
            "Index that holds almost nothing but nulls",
            """
            Nearly all rows have null in the column, and the index has an entry for each of them. A partial
            index over the others finds the same rows and is a fraction of the size.""",
            """
            Build a partial index WHERE the column IS NOT NULL, then drop the full one.""",
            "11.8 Partial Indexes");

    private static final long LARGE = 100_000;
    private static final double ALMOST_ALL = 0.9;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .filter(t -> facts.rows(t) >= LARGE)
                .flatMap(t -> t.indexes().stream()
                        .filter(i -> mostlyNull(facts, t, i))
                        .map(i -> found(facts, t, i)))
                .toList();
        return Verdict.of(findings);
    }

    private static boolean mostlyNull(Facts facts, Table table, Index index) {
        return index.valid()
                && !index.unique()
                && index.method().equals("btree")
                && index.predicate().isEmpty()
                && index.keys().size() == 1
                && index.plainColumns()
                && Columns.measured(facts, table, index.columns().getFirst())
                        .filter(u -> u.nullFraction() >= ALMOST_ALL)
                        .isPresent();
    }

    private Finding found(Facts facts, Table table, Index index) {
        String column = Sql.identifier(index.columns().getFirst());
        long bytes = Optional.ofNullable(facts.snapshot().statistics().indexes().get(index.name()))
                .map(u -> u.bytes())
                .orElse(0L);
        return finding(
                About.index(index.name()),
                "at least 90 %% of the rows have null in %s".formatted(column),
                Mend.review(
                        Mend.replacement(
                                table, index, "filled", "%s WHERE %s IS NOT NULL".formatted(Mend.how(index), column)),
                        Mend.dropIndex(table, index.name())),
                bytes);
    }
}
