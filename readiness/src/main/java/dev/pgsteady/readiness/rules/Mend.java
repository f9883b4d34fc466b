package dev.pgsteady.readiness.rules;

import dev.pgsteady.core.Finding.Fix;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What mends a finding, in the form that a busy server bears: indexes CONCURRENTLY, constraints NOT VALID first.
final class Mend {
    private static final int LONGEST_NAME = 63;

    private Mend() {}

    /// SQL that can be run as it stands.
    static Optional<Fix> sql(String... statements) {
        return Optional.of(new Fix(Fix.Kind.SQL, String.join("\n", statements)));
    }

    /// SQL that a person has to decide on.
    static Optional<Fix> review(String... statements) {
        return Optional.of(new Fix(Fix.Kind.REVIEW, String.join("\n", statements)));
    }

    /// Steps that are more than SQL.
    static Optional<Fix> procedure(String steps) {
        return Optional.of(new Fix(Fix.Kind.PROCEDURE, steps));
    }

    /// A check constraint, added without a long lock.
    static String check(Table table, String name, String condition) {
        return """
                ALTER TABLE %1$s ADD CONSTRAINT %2$s CHECK (%3$s) NOT VALID;
                ALTER TABLE %1$s VALIDATE CONSTRAINT %2$s;""".formatted(table.name().sql(), Sql.identifier(name), condition);
    }

    /// NOT NULL without a long lock: a valid check spares `SET NOT NULL` its reading of the table.
    static String notNull(Table table, String column) {
        String name = name(table.name().name(), column, "present");
        return """
                %s
                ALTER TABLE %s ALTER COLUMN %s SET NOT NULL;
                ALTER TABLE %2$s DROP CONSTRAINT %4$s;""".formatted(
                        check(table, name, Sql.identifier(column) + " IS NOT NULL"),
                        table.name().sql(),
                        Sql.identifier(column),
                        Sql.identifier(name));
    }

    /// A plain index on these columns. A partitioned table gets it partition by partition, because CONCURRENTLY does
    /// not work on the parent.
    static String index(Facts facts, Table table, List<String> columns) {
        String keys = "(" + About.columns(columns) + ")";
        return table.kind() == Table.Kind.PARTITIONED
                ? partitioned(facts, table, columns, "USING btree " + keys)
                : "CREATE INDEX CONCURRENTLY ON %s %s;".formatted(table.name().sql(), keys);
    }

    private static String partitioned(Facts facts, Table table, List<String> columns, String how) {
        String joined = String.join("_", columns);
        QualifiedName parent =
                new QualifiedName(table.name().schema(), name(table.name().name(), joined, "idx"));
        String first = "CREATE INDEX %s ON ONLY %s %s;"
                .formatted(Sql.identifier(parent.name()), table.name().sql(), how);
        return facts.partitions(table.name()).stream()
                .map(p -> attached(facts, p, parent, new Key(name(p.name().name(), joined, "idx"), how, false)))
                .collect(Collectors.joining("\n", first + "\n", ""));
    }

    /// What an index of a partition is to be: its name, and its definition from USING on.
    record Key(String name, String how, boolean unique) {}

    /// An index on a partition, hung under the parent's. A partition that is partitioned itself is built in one go, for
    /// which writes wait.
    static String attached(Facts facts, Table partition, QualifiedName parent, Key key) {
        boolean leaf = partition.kind() != Table.Kind.PARTITIONED
                && facts.partitions(partition.name()).isEmpty();
        QualifiedName own = new QualifiedName(partition.name().schema(), key.name());
        return """
                CREATE %sINDEX %s%s ON %s %s;
                ALTER INDEX %s ATTACH PARTITION %s;""".formatted(
                        key.unique() ? "UNIQUE " : "",
                        leaf ? "CONCURRENTLY " : "",
                        Sql.identifier(own.name()),
                        partition.name().sql(),
                        key.how(),
                        parent.sql(),
                        own.sql());
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

    /// A name for something new, within the server's 63 bytes: parts joined by `_`, the first one shortened. Names in
    /// other scripts take up to four bytes a letter.
    static String name(String first, String... more) {
        String rest = "_" + String.join("_", more);
        String name = first + rest;
        while (bytes(name) > LONGEST_NAME && name.length() > 1) {
            boolean shorten = name.length() > rest.length();
            int end = name.length() - rest.length();
            name = shorten ? name.substring(0, name.offsetByCodePoints(end, -1)) + rest : name.substring(1);
        }
        return name;
    }

    private static int bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }
}
