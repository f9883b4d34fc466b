package dev.pgsteady.backup.exchange;

import dev.pgsteady.backup.exchange.SqliteTable.Column;
import dev.pgsteady.backup.exchange.SqliteTable.ForeignKey;
import dev.pgsteady.backup.exchange.SqliteTable.Index;
import dev.pgsteady.core.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;

/// A SQLite database, read at one instant: whoever writes to it meanwhile is not seen.
final class SqliteFile implements AutoCloseable {
    private final Path path;
    private final Connection connection;

    private SqliteFile(Path path, Connection connection) {
        this.path = path;
        this.connection = connection;
    }

    /// @throws Problem FILE when it is not there or no SQLite database
    static SqliteFile open(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new Problem(Problem.Kind.FILE, "There is no file " + path + ".", "Name the SQLite database.");
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        try {
            Connection connection = config.createConnection("jdbc:sqlite:" + path.toAbsolutePath());
            connection.setAutoCommit(false);
            SqliteFile file = new SqliteFile(path, connection);
            file.query("SELECT count(*) FROM sqlite_schema", List.of(), row -> row.getLong(1));
            return file;
        } catch (SQLException e) {
            throw unreadable(path, e);
        }
    }

    private static Problem unreadable(Path path, SQLException e) {
        return new Problem(
                Problem.Kind.FILE,
                "The SQLite database %s cannot be read: %s.".formatted(path, e.getMessage()),
                "Check it with: sqlite3 %s 'PRAGMA integrity_check'".formatted(path),
                e);
    }

    /// What a row gives.
    @FunctionalInterface
    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    <T> List<T> query(String sql, List<String> parameters, Reading<T> reading) throws SQLException {
        List<T> all = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setString(i + 1, parameters.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(reading.of(rows));
                }
            }
        }
        return all;
    }

    /// An identifier as SQLite writes it.
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /// The tables that hold rows of their own, by name.
    List<SqliteTable> tables() {
        try {
            Map<String, Long> numbers = new TreeMap<>();
            if (!query("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'", List.of(), r -> 1)
                    .isEmpty()) {
                query(
                        "SELECT name, seq FROM sqlite_sequence",
                        List.of(),
                        r -> numbers.put(String.valueOf(r.getString(1)), r.getLong(2)));
            }
            List<SqliteTable> tables = new ArrayList<>();
            for (String name : query("""
                    SELECT name FROM pragma_table_list
                     WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                     ORDER BY name""", List.of(), r -> r.getString(1))) {
                tables.add(table(name, numbers.getOrDefault(name, 0L)));
            }
            return tables;
        } catch (SQLException e) {
            throw unreadable(path, e);
        }
    }

    /// Views, triggers and virtual tables, as in `view grown`.
    List<String> others() {
        try {
            return query("""
                    SELECT CASE WHEN sql LIKE 'CREATE VIRTUAL%' THEN 'virtual table' ELSE type END || ' ' || name
                      FROM sqlite_schema WHERE type IN ('view', 'trigger') OR sql LIKE 'CREATE VIRTUAL%'
                     ORDER BY 1""", List.of(), r -> r.getString(1));
        } catch (SQLException e) {
            throw unreadable(path, e);
        }
    }

    /// A column's place in the primary key goes from 1.
    private record Declared(Column column, int place) {}

    private SqliteTable table(String name, long last) throws SQLException {
        List<Declared> declared = declared(name);
        List<String> key = declared.stream()
                .filter(d -> d.place() > 0)
                .sorted(Comparator.comparingInt(Declared::place))
                .map(d -> d.column().name())
                .toList();
        List<Column> columns = declared.stream().map(Declared::column).toList();
        List<Index> indexes = indexes(name);
        Optional<String> row = row(name, columns);
        boolean counted = row.isPresent()
                && key.size() == 1
                && indexes.stream().noneMatch(i -> i.origin().equals("pk"))
                && columns.stream()
                        .anyMatch(c ->
                                c.name().equals(key.getFirst()) && c.declared().equalsIgnoreCase("INTEGER"));
        String sql = query(
                        "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?",
                        List.of(name),
                        r -> String.valueOf(r.getString(1)))
                .getFirst();
        return new SqliteTable(
                name,
                sql,
                row,
                columns,
                key,
                counted ? Optional.of(key.getFirst()) : Optional.empty(),
                last,
                foreignKeys(name),
                indexes);
    }

    private List<Declared> declared(String table) throws SQLException {
        return query(
                "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?) WHERE hidden <> 1",
                List.of(table),
                r -> new Declared(
                        new Column(
                                r.getString(1),
                                String.valueOf(r.getString(2)),
                                r.getBoolean(3),
                                Optional.ofNullable(r.getString(4)),
                                r.getInt(6) > 1),
                        r.getInt(5)));
    }

    /// The name for the rowid that no column takes.
    private Optional<String> row(String table, List<Column> columns) throws SQLException {
        boolean rowids = query(
                        "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?",
                        List.of(table),
                        r -> r.getInt(1))
                .contains(0);
        return Stream.of("rowid", "_rowid_", "oid")
                .filter(r -> rowids && columns.stream().noneMatch(c -> c.name().equalsIgnoreCase(r)))
                .findFirst();
    }

    private record Part(int key, String table, String from, Optional<String> to, String onUpdate, String onDelete) {}

    private List<ForeignKey> foreignKeys(String table) throws SQLException {
        Map<Integer, List<Part>> parts = query(
                        "SELECT id, \"table\", \"from\", \"to\", on_update, on_delete FROM pragma_foreign_key_list(?)"
                                + " ORDER BY id, seq",
                        List.of(table),
                        r -> new Part(
                                r.getInt(1),
                                r.getString(2),
                                r.getString(3),
                                Optional.ofNullable(r.getString(4)),
                                r.getString(5),
                                r.getString(6)))
                .stream()
                .collect(Collectors.groupingBy(Part::key, TreeMap::new, Collectors.toList()));
        return parts.values().stream()
                .map(key -> new ForeignKey(
                        key.stream().map(Part::from).toList(),
                        key.getFirst().table(),
                        key.stream().flatMap(p -> p.to().stream()).toList(),
                        key.getFirst().onUpdate().toUpperCase(Locale.ROOT),
                        key.getFirst().onDelete().toUpperCase(Locale.ROOT)))
                .toList();
    }

    private List<Index> indexes(String table) throws SQLException {
        List<Index> all = new ArrayList<>();
        for (Index bare : query(
                "SELECT name, \"unique\", origin, partial FROM pragma_index_list(?) ORDER BY name",
                List.of(table),
                r -> new Index(
                        r.getString(1),
                        r.getBoolean(2),
                        r.getString(3),
                        r.getBoolean(4),
                        List.of(),
                        Optional.empty()))) {
            List<SqliteTable.Key> keys = query(
                    "SELECT name, \"desc\", coll FROM pragma_index_xinfo(?) WHERE key = 1 ORDER BY seqno",
                    List.of(bare.name()),
                    r -> new SqliteTable.Key(
                            Optional.ofNullable(r.getString(1)), r.getBoolean(2), String.valueOf(r.getString(3))));
            Optional<String> sql = query(
                            "SELECT coalesce(sql, '') FROM sqlite_schema WHERE type = 'index' AND name = ?",
                            List.of(bare.name()),
                            r -> r.getString(1))
                    .stream()
                    .filter(s -> !s.isEmpty())
                    .findFirst();
            all.add(new Index(bare.name(), bare.unique(), bare.origin(), bare.partial(), keys, sql));
        }
        return all;
    }

    /// Takes a row.
    @FunctionalInterface
    interface Taker {
        /// @param row    its rowid, or its number in a table without
        /// @param values as SQLite stores them, empty for null; a text that is not UTF-8 comes as its bytes
        void take(long row, List<Optional<Object>> values) throws SQLException;
    }

    /// Reads the rows of a table one by one.
    void rows(SqliteTable table, Taker taker) throws SQLException {
        String names = table.columns().stream().map(c -> quoted(c.name())).collect(Collectors.joining(", "));
        String sql = "SELECT %s, %s FROM %s".formatted(table.row().orElse("0"), names, quoted(table.name()));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            for (long number = 1; rows.next(); number++) {
                List<Optional<Object>> values = new ArrayList<>();
                for (int i = 0; i < table.columns().size(); i++) {
                    values.add(value(rows, i + 2));
                }
                taker.take(table.row().isPresent() ? rows.getLong(1) : number, values);
            }
        }
    }

    private static Optional<Object> value(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        if (value instanceof String text && text.indexOf('\uFFFD') >= 0) {
            byte[] bytes = row.getBytes(column);
            return Optional.of(Values.wellFormed(text, bytes) ? text : bytes);
        }
        return Optional.ofNullable(value);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It was only read.
        }
    }
}
