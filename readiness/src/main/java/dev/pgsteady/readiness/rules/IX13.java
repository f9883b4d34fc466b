package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;

/// Btree index on a value with an inside.
@AutoService(Rule.class)
public final class IX13 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX13"),
            Severity.MEDIUM,
            "Btree index on a value with an inside",
            """
            A btree compares whole values. "Contains this element", "has this key", "matches these words" look
            inside an array, a json document or a text vector, and only a GIN index (or GiST) answers that; such
            queries read the whole table in spite of the index.""",
            """
            Build a GIN index and drop the btree, unless queries really compare whole values.""",
            "70.1 GIN Introduction");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .flatMap(t -> t.indexes().stream()
                        .filter(i -> i.method().equals("btree") && !i.unique() && i.valid())
                        .flatMap(i -> inside(facts, t, i).map(c -> found(facts, t, i, c)).stream()))
                .toList();
        return Verdict.of(findings);
    }

    private static Optional<Column> inside(Facts facts, Table table, Index index) {
        return index.keys().stream()
                .limit(1)
                .flatMap(k -> k.column().stream())
                .flatMap(c -> table.column(c).stream())
                .filter(c -> facts.plain(c.type()).array()
                        || facts.plain(c.type()).is("jsonb")
                        || facts.plain(c.type()).is("tsvector"))
                .findFirst();
    }

    private Finding found(Facts facts, Table table, Index index, Column column) {
        String name = Sql.identifier(column.name());
        return finding(
                About.index(index.name()),
                "a btree whose first key, %s, is %s"
                        .formatted(name, column.type().sql()),
                Mend.review(
                        Mend.replacement(table, index, "gin", "USING gin (%s)".formatted(name)),
                        Mend.dropIndex(table, index.name())),
                facts.rows(table));
    }
}
