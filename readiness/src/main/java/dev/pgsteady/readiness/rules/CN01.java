package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Fix;
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

/// Table without a primary key.
@AutoService(Rule.class)
public final class CN01 implements Rule {
    private static final Words WORDS =
            new Words(new RuleId("CN01"), Severity.HIGH, "Table without a primary key", """
            Nothing tells one row from another: two equal rows can neither be updated nor deleted apart, logical
            replication refuses UPDATE and DELETE, and every tool that works row by row (editors, change
            capture, deduplication) has to guess.""", """
            Make the column that identifies a row the primary key, or add an identity column. Build the unique
            index CONCURRENTLY first and attach it with USING INDEX.""", "5.5.4 Primary Keys");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .filter(t -> !t.columns().isEmpty() && !keyed(facts, t))
                .map(t -> found(facts, t))
                .toList();
        return findings.isEmpty() && facts.tables().isEmpty() ? new Verdict.Skipped("no tables") : Verdict.of(findings);
    }

    /// A partitioned table counts as keyed when all of its partitions are.
    private static boolean keyed(Facts facts, Table table) {
        return table.primaryKey().isPresent()
                || (table.kind() == Table.Kind.PARTITIONED
                        && !facts.partitions(table.name()).isEmpty()
                        && facts.leaves(table).allMatch(l -> l.primaryKey().isPresent()));
    }

    private Finding found(Facts facts, Table table) {
        long rows = facts.rows(table);
        Optional<Index> key = substitute(table);
        String evidence = key.map(k -> "no primary key; the unique index %s could become it"
                        .formatted(k.name().sql()))
                .orElse("no primary key and no other key that all rows have");
        Finding finding = finding(
                About.table(table),
                evidence + ", and " + About.rows(rows),
                key.map(k -> use(table, k)).orElseGet(() -> add(table)),
                rows);
        return rows == 0 || key.isPresent() ? finding.at(Severity.MEDIUM) : finding;
    }

    /// A unique index over columns that are never null.
    private static Optional<Index> substitute(Table table) {
        return Guards.unique(table).stream()
                .filter(i -> i.plainColumns() && i.predicate().isEmpty())
                .filter(i -> i.columns().stream()
                        .allMatch(c -> table.column(c).stream().allMatch(Column::notNull)))
                .findFirst();
    }

    private static Optional<Fix> use(Table table, Index key) {
        return key.constraint().isPresent() || table.kind() == Table.Kind.PARTITIONED
                ? Mend.review("ALTER TABLE %s ADD PRIMARY KEY (%s);"
                        .formatted(table.name().sql(), About.columns(key.columns())))
                : Mend.sql("ALTER TABLE %s ADD PRIMARY KEY USING INDEX %s;"
                        .formatted(table.name().sql(), Sql.identifier(key.name().name())));
    }

    private static Optional<Fix> add(Table table) {
        String name = table.name().sql();
        Optional<Column> id = table.columns().stream()
                .filter(c -> c.name().equalsIgnoreCase("id"))
                .findFirst();
        if (table.kind() == Table.Kind.PARTITIONED) {
            return Mend.procedure(
                    "Choose the columns that tell the rows apart, the partition key among them, and make them the"
                            + " primary key of the partitioned table: until its indexes are built, writes wait.");
        }
        if (id.isEmpty()) {
            return Mend.review(
                    "ALTER TABLE %s ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;".formatted(name));
        }
        String column = id.get().name();
        String index = Sql.identifier(Mend.name(table.name().name(), "pkey"));
        return Mend.review(
                Mend.duplicates(table, Sql.identifier(column)),
                "CREATE UNIQUE INDEX CONCURRENTLY %s ON %s (%s);".formatted(index, name, Sql.identifier(column)),
                id.get().notNull() ? "" : Mend.notNull(table, List.of(column)),
                "ALTER TABLE %s ADD PRIMARY KEY USING INDEX %s;".formatted(name, index));
    }
}
