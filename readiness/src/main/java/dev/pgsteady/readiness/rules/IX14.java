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
import dev.pgsteady.schema.DataType;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Time in the middle of an index.
@AutoService(Rule.class)
public final class IX14 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX14"), Severity.LOW, "Time in the middle of an index", """
            A search over a span of time uses the columns of the index up to the time and no further: what stands
            behind it is only compared entry by entry. As columns that are compared for equality they would have
            to stand before it.""", """
            Put the columns that are compared for equality first and the time last. What is only carried along
            belongs into INCLUDE.""", "11.3 Multicolumn Indexes");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .flatMap(t -> t.indexes().stream()
                        .filter(i -> i.keys().size() > 2 && i.plainColumns())
                        .flatMap(i -> found(facts, t, i).stream()))
                .toList();
        return Verdict.of(findings);
    }

    private Optional<Finding> found(Facts facts, Table table, Index index) {
        List<String> columns = index.columns();
        int at = IntStream.range(1, columns.size() - 1)
                .filter(i -> table.column(columns.get(i)).stream().anyMatch(c -> moment(facts, c)))
                .findFirst()
                .orElse(columns.size());
        boolean searched = index.valid() && !index.unique() && index.method().equals("btree");
        List<String> behind = searched && at < columns.size() ? columns.subList(at + 1, columns.size()) : List.of();
        return behind.isEmpty() || behind.stream().allMatch(c -> orders(facts, table, c))
                ? Optional.empty()
                : Optional.of(finding(
                        About.index(index.name()),
                        "behind %s stands %s".formatted(Sql.identifier(columns.get(at)), About.columns(behind)),
                        Optional.empty(),
                        facts.rows(table)));
    }

    /// A date has few values, so that it is compared for equality too; and so is a time that is null until something
    /// happens.
    private static boolean moment(Facts facts, Column column) {
        DataType plain = facts.plain(column.type());
        return column.notNull() && (plain.is("timestamp") || plain.is("timestamptz"));
    }

    /// A key behind the time puts rows of one moment in order, page after page; another time is the end of
    /// a span.
    private static boolean orders(Facts facts, Table table, String column) {
        return table.column(column).stream().anyMatch(c -> moment(facts, c))
                || Guards.unique(table).stream().anyMatch(i -> i.columns().equals(List.of(column)))
                || table.primaryKey().stream().anyMatch(k -> k.columns().contains(column));
    }
}
