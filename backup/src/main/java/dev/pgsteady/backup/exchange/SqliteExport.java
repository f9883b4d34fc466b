package dev.pgsteady.backup.exchange;

import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.StatementWords;
import dev.pgsteady.schema.Schema;
import dev.pgsteady.schema.SnapshotReader;
import dev.pgsteady.schema.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sqlite.SQLiteException;

/// Writes a schema of PostgreSQL as a SQLite database: the way back from [SqliteImport]. The database is
/// read at one instant; the file is there, wholly and compared, or not at all.
public final class SqliteExport {
    private static final int AT_ONCE = 500;

    private final WorkProgress progress;

    /// @param progress hears of tables and rows
    public SqliteExport(WorkProgress progress) {
        this.progress = progress;
    }

    /// @param path must not exist
    /// @throws Problem FILE when there is something already or it cannot be written; USAGE when there is no
    ///                 such schema; PARTIAL when a value has no counterpart in SQLite; DAMAGED when what
    ///                 came out is not what went in
    public SqliteExported write(ConnectionSettings source, Path path, SqliteExportOptions options) {
        requireNew(path);
        Path part = path.resolveSibling(path.getFileName() + ".part");
        try (Connection connection = Database.connect(source)) {
            Files.deleteIfExists(part);
            Schema schema = new SnapshotReader().read(connection).schema();
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            SqliteExported exported = write(connection, part, schema, options);
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
            return exported;
        } catch (SQLException e) {
            throw e instanceof SQLiteException ? SqliteImport.sqlite(path, e) : StatementWords.of(e);
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "%s cannot be written: %s.".formatted(path, e.getMessage()),
                    "Name a file in a folder that may be written to.",
                    e);
        } finally {
            remove(part);
        }
    }

    /// @throws Problem FILE when there is something already
    public static void requireNew(Path path) {
        if (Files.exists(path)) {
            throw new Problem(Problem.Kind.FILE, path + " is there already.", "Name a file that is not there yet.");
        }
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new Problem(Problem.Kind.FILE, part + " cannot be removed.", "Remove it by hand.", e);
        }
    }

    private SqliteExported write(Connection connection, Path part, Schema schema, SqliteExportOptions options)
            throws SQLException {
        List<ExportTable> tables = schema.tables().stream()
                .filter(t -> t.name().schema().equals(options.schema()))
                .filter(t -> !t.isPartition()
                        && t.kind() != Table.Kind.FOREIGN
                        && t.extension().isEmpty())
                .map(t -> new ExportTable(t, options))
                .toList();
        if (tables.isEmpty()) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "There are no tables in schema %s.".formatted(options.schema()),
                    "Name the schema whose tables are to be written.");
        }
        List<MovedTable> written = new ArrayList<>();
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + part.toAbsolutePath())) {
            file.setAutoCommit(false);
            for (ExportTable table : tables) {
                written.add(table(connection, file, table));
            }
            file.commit();
        }
        compare(part, tables, written);
        List<String> leftBehind = new ArrayList<>();
        tables.forEach(t -> leftBehind.addAll(t.leftBehind()));
        leftBehind.addAll(others(schema, options.schema()));
        return new SqliteExported(written, leftBehind);
    }

    private static List<String> others(Schema schema, String name) {
        List<String> all = new ArrayList<>();
        schema.tables().stream()
                .filter(t -> t.name().schema().equals(name) && t.kind() == Table.Kind.FOREIGN)
                .forEach(t -> all.add("foreign table " + t.name().name()));
        schema.views().stream()
                .filter(v -> v.name().schema().equals(name))
                .forEach(v -> all.add((v.materialized() ? "materialized view " : "view ")
                        + v.name().name()));
        schema.routines().stream()
                .filter(r -> r.name().schema().equals(name) && r.extension().isEmpty())
                .forEach(r -> all.add("function " + r.name().name()));
        return all;
    }

    private MovedTable table(Connection connection, Connection file, ExportTable table) throws SQLException {
        try (Statement statement = file.createStatement()) {
            for (String sql : table.sql()) {
                statement.executeUpdate(sql);
            }
        }
        List<ExportType> types = List.copyOf(table.types().values());
        List<String> names = List.copyOf(table.types().keySet());
        String insert = types.isEmpty()
                ? "INSERT INTO %s DEFAULT VALUES".formatted(SqliteFile.quoted(table.name()))
                : "INSERT INTO %s VALUES (%s)"
                        .formatted(
                                SqliteFile.quoted(table.name()),
                                String.join(", ", Collections.nCopies(types.size(), "?")));
        RowDigest digest = new RowDigest();
        try (PreparedStatement statement = file.prepareStatement(insert)) {
            long[] rows = {0};
            Readback.rows(connection, table.from(), table.columns(), row -> {
                digest.add(row);
                for (int i = 0; i < types.size(); i++) {
                    bind(statement, i + 1, row.get(i), new Place(table.name(), names.get(i), types.get(i)));
                }
                statement.addBatch();
                if (++rows[0] % AT_ONCE == 0) {
                    statement.executeBatch();
                    progress.at("Writing " + table.name(), rows[0], 0);
                }
            });
            statement.executeBatch();
        }
        number(connection, file, table);
        return digest.of(table.name());
    }

    private record Place(String table, String column, ExportType type) {}

    private static void bind(PreparedStatement statement, int at, Optional<String> value, Place place)
            throws SQLException {
        if (value.isEmpty()) {
            statement.setObject(at, null);
            return;
        }
        Object stored = stored(value.get(), place);
        switch (stored) {
            case Long number -> statement.setLong(at, number);
            case Double number -> statement.setDouble(at, number);
            case byte[] bytes -> statement.setBytes(at, bytes);
            default -> statement.setString(at, stored.toString());
        }
    }

    /// What SQLite cannot hold as the same value stops the export: infinite times, NaN, years before
    /// Christ.
    private static Object stored(String value, Place place) {
        Object stored = place.type().stored(value);
        boolean nan = stored instanceof Double d && d.isNaN();
        if (nan || !Values.of(place.type().type(), stored).equals(Optional.of(value))) {
            throw new Problem(
                    Problem.Kind.PARTIAL,
                    "%s.%s has a value that SQLite cannot hold as %s (NaN, infinity or a year before 1)."
                            .formatted(
                                    place.table(), place.column(), place.type().declared()),
                    "Change it to a null or a finite value, or cast the column to text, and export again.");
        }
        return stored;
    }

    /// AUTOINCREMENT goes on where the sequence stands.
    private static void number(Connection connection, Connection file, ExportTable table) throws SQLException {
        Optional<String> query = table.sequenceQuery();
        if (query.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            Optional<String> sequence = first(statement, query.get());
            Optional<String> last = sequence.isEmpty()
                    ? Optional.empty()
                    : first(statement, "SELECT last_value FROM %s WHERE is_called".formatted(sequence.get()));
            if (last.isPresent()) {
                set(file, table.name(), Long.parseLong(last.get()));
            }
        }
    }

    private static void set(Connection file, String table, long last) throws SQLException {
        try (PreparedStatement statement =
                        file.prepareStatement("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?");
                PreparedStatement none = file.prepareStatement(
                        "INSERT INTO sqlite_sequence SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?)")) {
            statement.setLong(1, last);
            statement.setString(2, table);
            statement.executeUpdate();
            none.setString(1, table);
            none.setLong(2, last);
            none.setString(3, table);
            none.executeUpdate();
        }
    }

    private static Optional<String> first(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        }
    }

    private void compare(Path part, List<ExportTable> tables, List<MovedTable> written) throws SQLException {
        try (SqliteFile file = SqliteFile.open(part)) {
            Map<String, SqliteTable> found =
                    file.tables().stream().collect(Collectors.toMap(SqliteTable::name, Function.identity()));
            for (int i = 0; i < tables.size(); i++) {
                progress.at("Comparing " + tables.get(i).name(), i, tables.size());
                List<ExportType> types = List.copyOf(tables.get(i).types().values());
                RowDigest digest = new RowDigest();
                file.rows(Optional.ofNullable(found.get(tables.get(i).name())).orElseThrow(), (row, values) -> {
                    List<Optional<String>> texts = new ArrayList<>();
                    for (int c = 0; c < types.size(); c++) {
                        ColumnType type = types.get(c).type();
                        texts.add(values.get(c).map(v -> Values.of(type, v).orElse("not a " + type)));
                    }
                    digest.add(texts);
                });
                requireSame(written.get(i), digest.of(tables.get(i).name()));
            }
        }
    }

    private static void requireSame(MovedTable written, MovedTable found) {
        if (!written.equals(found)) {
            throw new Problem(
                    Problem.Kind.DAMAGED,
                    "Table %s has %d rows in SQLite and %d in PostgreSQL, or other values in them."
                            .formatted(written.table(), found.rows(), written.rows()),
                    "Nothing was exported. Please report this: it should not happen.");
        }
    }
}
