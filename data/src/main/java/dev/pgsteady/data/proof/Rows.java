package dev.pgsteady.data.proof;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The rows of all tables of a database, each value as a fingerprint. Sequences are no rows: PostgreSQL never takes
/// their steps back (manual, 9.17), and neither are large objects looked at.
record Rows(SortedMap<QualifiedName, Table> tables) {
    private static final String COLUMNS = """
            select n.nspname, c.relname, a.attname from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
             where c.relkind = 'r' and c.relpersistence <> 't'
               and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
             order by c.oid, a.attnum""";

    /// The fingerprints of a row's values, in the order of its columns; empty for null.
    record Row(List<Optional<Long>> values) {}

    /// The rows of a table.
    ///
    /// @param rows how often each is there
    record Table(List<String> columns, Map<Row, Integer> rows) {
        private static final Table NONE = new Table(List.of(), Map.of());
    }

    static Rows of(Connection connection) throws SQLException {
        SortedMap<QualifiedName, List<String>> columns = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                List<String> names = columns.computeIfAbsent(
                        new QualifiedName(rows.getString(1), rows.getString(2)), t -> new ArrayList<>());
                Optional.ofNullable(rows.getString(3)).ifPresent(names::add);
            }
        }
        SortedMap<QualifiedName, Table> tables = new TreeMap<>();
        for (Map.Entry<QualifiedName, List<String>> table : columns.entrySet()) {
            tables.put(table.getKey(), new Table(table.getValue(), read(connection, table.getKey(), table.getValue())));
        }
        return new Rows(tables);
    }

    private static Map<Row, Integer> read(Connection connection, QualifiedName table, List<String> columns)
            throws SQLException {
        String prints = columns.stream()
                .map(c -> "pg_catalog.hashtextextended(t." + Sql.identifier(c) + "::text, 0)")
                .collect(Collectors.joining(", "));
        Map<Row, Integer> read = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select " + prints + " from only " + table.sql() + " t")) {
            while (rows.next()) {
                List<Optional<Long>> values = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    long print = rows.getLong(i);
                    values.add(rows.wasNull() ? Optional.empty() : Optional.of(print));
                }
                read.merge(new Row(values), 1, Integer::sum);
            }
        }
        return read;
    }

    /// What is in other rows and not in these, table by table; tables without a difference are left out.
    Changes to(Rows after) {
        SortedMap<QualifiedName, Changes.Change> changes = new TreeMap<>();
        SortedMap<QualifiedName, Table> all = new TreeMap<>(tables);
        all.putAll(after.tables);
        all.forEach((name, table) -> {
            Map<Row, Integer> then = tables.getOrDefault(name, Table.NONE).rows();
            Map<Row, Integer> now = after.tables.getOrDefault(name, Table.NONE).rows();
            Changes.Change change = new Changes.Change(table.columns(), beyond(then, now), beyond(now, then));
            if (!change.none()) {
                changes.put(name, change);
            }
        });
        return new Changes(changes);
    }

    /// The rows that are in the first and not in the second.
    private static List<Row> beyond(Map<Row, Integer> first, Map<Row, Integer> second) {
        List<Row> more = new ArrayList<>();
        first.forEach((row, times) -> {
            for (int i = second.getOrDefault(row, 0); i < times; i++) {
                more.add(row);
            }
        });
        return more;
    }
}
