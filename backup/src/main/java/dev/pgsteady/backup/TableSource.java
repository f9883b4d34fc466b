package dev.pgsteady.backup;

import dev.pgsteady.backup.Manifest.DatabaseContent;
import dev.pgsteady.backup.Manifest.Name;
import dev.pgsteady.backup.Manifest.SequenceValue;
import dev.pgsteady.backup.Manifest.TableContent;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.plan.Model;
import dev.pgsteady.schema.plan.ModelReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The schema of a backup in a scratch database, where chosen tables can get another schema before they are
/// described: what is then read of the catalog has the new names everywhere.
final class TableSource {
    private final Connection scratch;
    private final Set<QualifiedName> tables;
    private final Set<QualifiedName> sequences;
    private Optional<String> schema = Optional.empty();

    private TableSource(Connection scratch, Set<QualifiedName> tables, Set<QualifiedName> sequences) {
        this.scratch = scratch;
        this.tables = tables;
        this.sequences = sequences;
    }

    /// @param scratch a connection to a database that has the backup's schema
    /// @param wanted  tables; a partitioned one brings its partitions
    /// @throws Problem USAGE when one is not in the backup, or hangs on one that is not wanted
    static TableSource of(Connection scratch, Set<QualifiedName> wanted) throws SQLException {
        for (QualifiedName table : wanted) {
            if (names(scratch, "SELECT %s WHERE to_regclass(%s) IS NOT NULL", table)
                    .isEmpty()) {
                throw new Problem(
                        Problem.Kind.USAGE,
                        "The backup has no table %s.".formatted(table),
                        "'pgsteady backup show' lists its tables; write the name with its schema.");
            }
        }
        String oids = oids(wanted);
        Set<QualifiedName> tables = query(scratch, """
                SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE c.relkind IN ('r', 'p') AND c.oid IN (SELECT unnest(%1$s) UNION
                       SELECT p.relid FROM unnest(%1$s) w, LATERAL pg_partition_tree(w) p)""".formatted(oids));
        requireWhole(scratch, tables);
        Set<QualifiedName> sequences = query(scratch, """
                SELECT n.nspname, c.relname FROM pg_depend d JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
                   AND d.deptype IN ('a', 'i') AND d.refobjid = ANY (%s)""".formatted(oids(tables)));
        return new TableSource(scratch, tables, sequences);
    }

    private static void requireWhole(Connection scratch, Set<QualifiedName> tables) throws SQLException {
        Set<QualifiedName> above = query(scratch, """
                SELECT n.nspname, c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhparent
                  JOIN pg_namespace n ON n.oid = c.relnamespace WHERE i.inhrelid = ANY (%s)""".formatted(oids(tables)));
        above.removeAll(tables);
        if (!above.isEmpty() || tables.isEmpty()) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    tables.isEmpty()
                            ? "None of these is a table that holds rows."
                            : "One of the tables is a partition or a child of %s."
                                    .formatted(above.iterator().next()),
                    "Name the table that it belongs to: it brings its partitions.");
        }
    }

    /// An array of the oids of relations, as SQL.
    static String oids(Set<QualifiedName> relations) {
        return relations.stream()
                .map(t -> Sql.literal(t.sql()) + "::regclass")
                .collect(Collectors.joining(", ", "ARRAY[", "]::oid[]"));
    }

    private static Set<QualifiedName> names(Connection connection, String sql, QualifiedName name) throws SQLException {
        String literals = Sql.literal(name.schema()) + ", " + Sql.literal(name.name());
        return query(connection, sql.formatted(literals, Sql.literal(name.sql())));
    }

    private static Set<QualifiedName> query(Connection connection, String sql) throws SQLException {
        Set<QualifiedName> names = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                names.add(new QualifiedName(rows.getString(1), rows.getString(2)));
            }
        }
        return names;
    }

    /// Which of the tables a database has.
    static Set<QualifiedName> present(Connection connection, Set<QualifiedName> tables) throws SQLException {
        Set<QualifiedName> there = new TreeSet<>();
        for (QualifiedName table : tables) {
            there.addAll(names(connection, "SELECT %s WHERE to_regclass(%s) IS NOT NULL", table));
        }
        return there;
    }

    /// The tables by the names that they have in the backup.
    Set<QualifiedName> tables() {
        return tables;
    }

    /// Gives the tables another schema, which is made.
    ///
    /// @throws Problem USAGE when two of them have the same name
    void move(String into) throws SQLException {
        long names = tables.stream().map(QualifiedName::name).distinct().count();
        if (names < tables.size()) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "Two of the tables have the same name, and would be in the schema %s.".formatted(into),
                    "Restore them one after the other, each with a schema of its own by --as.");
        }
        try (Statement statement = scratch.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + Sql.identifier(into));
            for (QualifiedName table : tables) {
                move(statement, table, into);
            }
        }
        schema = Optional.of(into);
    }

    /// Gives a table another schema, with its indexes, constraints, sequences and statistics.
    static void move(Statement statement, QualifiedName table, String into) throws SQLException {
        List<String> all = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                SELECT quote_ident(n.nspname) || '.' || quote_ident(s.stxname)
                  FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
                 WHERE s.stxrelid = %s::regclass ORDER BY 1""".formatted(Sql.literal(table.sql())))) {
            while (rows.next()) {
                all.add("ALTER STATISTICS %s SET SCHEMA %s".formatted(rows.getString(1), Sql.identifier(into)));
            }
        }
        all.add("ALTER TABLE %s SET SCHEMA %s".formatted(table.sql(), Sql.identifier(into)));
        for (String sql : all) {
            statement.execute(sql);
        }
    }

    /// What a table or one of its sequences is called now.
    QualifiedName renamed(QualifiedName name) {
        boolean moved = tables.contains(name) || sequences.contains(name);
        return moved ? new QualifiedName(schema.orElse(name.schema()), name.name()) : name;
    }

    /// The schema with the names of now.
    Model model() {
        return new ModelReader().read(scratch);
    }

    /// What the backup has of the tables' rows, by the names of now.
    List<TableContent> rows(DatabaseContent content) {
        return content.tables().stream()
                .filter(t -> tables.contains(t.table().qualified()))
                .map(t -> new TableContent(
                        Name.of(renamed(t.table().qualified())),
                        t.filter(),
                        t.columns(),
                        t.binary(),
                        t.rows(),
                        t.fingerprint(),
                        t.segments()))
                .toList();
    }

    /// Where sequences stood, by the names of now.
    List<SequenceValue> values(DatabaseContent content) {
        return content.sequences().stream()
                .map(s -> new SequenceValue(Name.of(renamed(s.sequence().qualified())), s.lastValue(), s.called()))
                .toList();
    }
}
