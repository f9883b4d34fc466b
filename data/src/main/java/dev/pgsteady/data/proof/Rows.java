package dev.pgsteady.data.proof;

import dev.pgsteady.core.QualifiedName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The rows of all tables of a database, each as a fingerprint. Sequences are no rows: PostgreSQL never takes their
/// steps back (manual, 9.17), and neither are large objects looked at.
///
/// @param tables by table, how often each fingerprint is there
record Rows(SortedMap<QualifiedName, Map<Long, Integer>> tables) {
    private static final String TABLES = """
            select n.nspname, c.relname from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where c.relkind = 'r' and c.relpersistence <> 't'
               and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'""";

    static Rows of(Connection connection) throws SQLException {
        SortedMap<QualifiedName, Map<Long, Integer>> tables = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                tables.put(new QualifiedName(rows.getString(1), rows.getString(2)), new HashMap<>());
            }
        }
        for (Map.Entry<QualifiedName, Map<Long, Integer>> table : tables.entrySet()) {
            read(connection, table.getKey(), table.getValue());
        }
        return new Rows(tables);
    }

    private static void read(Connection connection, QualifiedName table, Map<Long, Integer> prints)
            throws SQLException {
        String sql = "select pg_catalog.hashtextextended(t::text, 0) from only " + table.sql() + " t";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                prints.merge(rows.getLong(1), 1, Integer::sum);
            }
        }
    }

    /// What is in other rows and not in these, table by table; tables without a difference are left out.
    Changes to(Rows after) {
        SortedMap<QualifiedName, Change> changes = new TreeMap<>();
        SortedMap<QualifiedName, Map<Long, Integer>> all = new TreeMap<>(tables);
        all.putAll(after.tables);
        for (QualifiedName table : all.keySet()) {
            Map<Long, Integer> then = tables.getOrDefault(table, Map.of());
            Map<Long, Integer> now = after.tables.getOrDefault(table, Map.of());
            Change change = new Change(beyond(then, now), beyond(now, then));
            if (!change.none()) {
                changes.put(table, change);
            }
        }
        return new Changes(changes);
    }

    /// How many rows are in the first and not in the second.
    private static int beyond(Map<Long, Integer> first, Map<Long, Integer> second) {
        return first.entrySet().stream()
                .mapToInt(e -> Math.max(0, e.getValue() - second.getOrDefault(e.getKey(), 0)))
                .sum();
    }

    /// What happened to a table's rows; a row that was changed is gone and new.
    record Change(int gone, int added) {
        boolean none() {
            return gone == 0 && added == 0;
        }
    }

    /// What happened to all tables. Ids and times that are made up anew each time do not matter: numbers are compared.
    record Changes(SortedMap<QualifiedName, Change> tables) {
        boolean none() {
            return tables.isEmpty();
        }

        /// The changes for a person.
        String words() {
            StringBuilder words = new StringBuilder();
            tables.forEach((table, change) -> words.append(words.isEmpty() ? "" : ", ")
                    .append(table.sql())
                    .append(" -")
                    .append(change.gone())
                    .append(" +")
                    .append(change.added()));
            return words.isEmpty() ? "no change" : words.toString();
        }
    }
}
