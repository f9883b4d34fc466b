package dev.pgsteady.readiness.rules;

import dev.pgsteady.core.Finding.Fix;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Facts.Reference;
import dev.pgsteady.schema.Constraint.ForeignKey;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What mends a finding, in the form that a busy server bears: indexes CONCURRENTLY, constraints NOT VALID first.
final class Mend {
    private Mend() {}

    /// SQL that can be run as it stands.
    static Optional<Fix> sql(String... statements) {
        return Optional.of(new Fix(Fix.Kind.SQL, String.join("\n", statements)));
    }

    /// SQL that a person has to decide on.
    static Optional<Fix> review(String... statements) {
        return Optional.of(new Fix(
                Fix.Kind.REVIEW, Stream.of(statements).filter(s -> !s.isEmpty()).collect(Collectors.joining("\n"))));
    }

    /// SQL that may rewrite a table, for which a person chooses the hour.
    static Optional<Fix> rewrite(String... statements) {
        return review(
                "-- may rewrite the table while everybody waits; views that use the column have to be made anew",
                String.join("\n", statements));
    }

    /// Steps that are more than SQL.
    static Optional<Fix> procedure(String steps) {
        return Optional.of(new Fix(Fix.Kind.PROCEDURE, steps));
    }

    /// A check constraint, added without a long lock. What breaks it has to be mended before it can be validated.
    static String check(Table table, String name, String condition) {
        return """
                ALTER TABLE %1$s ADD CONSTRAINT %2$s CHECK (%3$s) NOT VALID;
                SELECT * FROM %1$s WHERE NOT (%3$s) LIMIT 20;
                -- mend the rows that this lists, then:
                ALTER TABLE %1$s VALIDATE CONSTRAINT %2$s;""".formatted(table.name().sql(), Sql.identifier(name), condition);
    }

    /// The keys that rows share, and that they have to be merged before a unique index can be built.
    static String duplicates(Table table, String keys) {
        return """
                SELECT %1$s, count(*) FROM %2$s GROUP BY %1$s HAVING count(*) > 1;
                -- merge the rows that this lists, then:""".formatted(keys, table.name().sql());
    }

    /// A unique index over these keys, once no two rows share them.
    static Optional<Fix> unique(Table table, String keys) {
        return review(
                duplicates(table, keys),
                table.kind() == Table.Kind.PARTITIONED
                        ? "-- make a unique index, which on a partitioned table has to contain the partition key too"
                        : "CREATE UNIQUE INDEX CONCURRENTLY ON %s (%s);"
                                .formatted(table.name().sql(), keys));
    }

    /// The index that is to stand in for another one of this table; on a partitioned one CONCURRENTLY does not work.
    ///
    /// @param rest its definition after the table's name
    static String replacement(Table table, Index old, String suffix, String rest) {
        boolean partitioned = table.kind() == Table.Kind.PARTITIONED;
        return "%sCREATE %sINDEX %s%s ON %s %s;"
                .formatted(
                        partitioned ? "-- writes wait while this one is built, for the table is partitioned\n" : "",
                        old.unique() ? "UNIQUE " : "",
                        partitioned ? "" : "CONCURRENTLY ",
                        Sql.identifier(name(old.name().name(), suffix)),
                        table.name().sql(),
                        rest);
    }

    /// The rows of a table that refer to nothing.
    static String orphans(Reference reference) {
        String same = IntStream.range(0, reference.columns().size())
                .mapToObj(i -> "p.%s = c.%s"
                        .formatted(
                                Sql.identifier(reference.parentColumns().get(i)),
                                Sql.identifier(reference.columns().get(i))))
                .collect(Collectors.joining(" AND "));
        String filled = reference.columns().stream()
                .map(c -> "c." + Sql.identifier(c) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        return "SELECT c.* FROM %s c WHERE %s AND NOT EXISTS (SELECT FROM %s p WHERE %s);"
                .formatted(reference.child().sql(), filled, reference.parent().sql(), same);
    }

    /// What a foreign key says.
    static Reference reference(Table table, ForeignKey key) {
        return new Reference(table.name(), key.columns(), key.target(), key.targetColumns(), Optional.of(key.name()));
    }

    /// A foreign key, added without a long lock where the server can: before release 18 a partitioned table takes none
    /// NOT VALID.
    ///
    /// @param change the actions of ALTER TABLE that make it, without NOT VALID
    static Optional<Fix> foreignKey(Table table, String name, String change, Reference reference) {
        String alter = "ALTER TABLE %s %s".formatted(table.name().sql(), change);
        String listed = orphans(reference) + "\n-- mend the rows that this lists, then:";
        return table.kind() == Table.Kind.PARTITIONED
                ? review(listed, alter + ";", "-- writes to both tables wait while that reads this one")
                : review(
                        alter + " NOT VALID;",
                        listed,
                        "ALTER TABLE %s VALIDATE CONSTRAINT %s;"
                                .formatted(table.name().sql(), Sql.identifier(name)));
    }

    /// NOT NULL without a long lock: a valid check over all of the columns spares `SET NOT NULL` its reading of
    /// the table.
    static String notNull(Table table, List<String> columns) {
        String name = columns.size() == 1
                ? name(table.name().name(), columns.getFirst(), "present")
                : name(table.name().name(), "present");
        String filled =
                columns.stream().map(c -> Sql.identifier(c) + " IS NOT NULL").collect(Collectors.joining(" AND "));
        String set = columns.stream()
                .map(c -> "ALTER COLUMN %s SET NOT NULL".formatted(Sql.identifier(c)))
                .collect(Collectors.joining(", "));
        return """
                %s
                ALTER TABLE %s %s;
                ALTER TABLE %2$s DROP CONSTRAINT %4$s;""".formatted(check(table, name, filled), table.name().sql(), set, Sql.identifier(name));
    }

    /// A plain index on these columns. A partitioned table gets it partition by partition, because CONCURRENTLY does
    /// not work on the parent.
    static String index(Facts facts, Table table, List<String> columns) {
        String keys = "(" + About.columns(columns) + ")";
        return table.kind() == Table.Kind.PARTITIONED
                ? new PartitionedIndex(
                                facts,
                                new FreshNames(facts),
                                String.join("_", columns) + "_idx",
                                "USING btree " + keys,
                                false)
                        .on(table)
                : "CREATE INDEX CONCURRENTLY ON %s %s;".formatted(table.name().sql(), keys);
    }

    /// The definition of an index from USING on.
    static String how(Index index) {
        int using = index.definition().indexOf(" USING ");
        return using < 0 ? "" : index.definition().substring(using + 1);
    }

    /// How an index goes: CONCURRENTLY, except on a partitioned table, where that does not work.
    static String dropIndex(Table table, QualifiedName index) {
        boolean partitioned = table.kind() == Table.Kind.PARTITIONED;
        return "DROP INDEX %s%s;".formatted(partitioned ? "" : "CONCURRENTLY ", index.sql());
    }

    /// A name for something new: parts joined by `_`, within the server's length ([Sql#name]).
    static String name(String first, String... more) {
        return Sql.name(first, "_" + String.join("_", more));
    }
}
