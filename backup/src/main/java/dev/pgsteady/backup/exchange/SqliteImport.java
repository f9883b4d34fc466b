package dev.pgsteady.backup.exchange;

import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.backup.exchange.ImportPlan.TablePlan;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.StatementWords;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sqlite.SQLiteException;

/// Takes a SQLite database over into a schema of PostgreSQL: planned and shown first, then done in one
/// transaction, in which every row is read back and compared before it is committed. The file is only read.
public final class SqliteImport {
    private final WorkProgress progress;

    /// @param progress hears of tables and rows
    public SqliteImport(WorkProgress progress) {
        this.progress = progress;
    }

    /// Looks at every value and says what would be done. No server is asked.
    ///
    /// @throws Problem FILE when it is no SQLite database; UNPLANNABLE when a name is too long for
    ///                 PostgreSQL
    public ImportPlan plan(Path path, ImportOptions options) {
        try (SqliteFile file = SqliteFile.open(path)) {
            return new ImportPlanning(file, options).plan(path, progress);
        } catch (SQLException e) {
            throw sqlite(path, e);
        }
    }

    static Problem sqlite(Path path, SQLException e) {
        return new Problem(
                Problem.Kind.FILE,
                "The SQLite database %s cannot be used: %s.".formatted(path, e.getMessage()),
                "Check it with: sqlite3 %s 'PRAGMA integrity_check'".formatted(path),
                e);
    }

    /// Carries a plan out, wholly or not at all.
    ///
    /// @return the tables, each read back and the same
    /// @throws Problem USAGE when something stands in the way of the plan; OCCUPIED when the schema has
    ///                 relations; DAMAGED when what came out is not what went in; those of the server
    public List<MovedTable> run(ImportPlan plan, ConnectionSettings target) {
        requireReady(plan);
        try (SqliteFile file = SqliteFile.open(plan.file());
                Connection connection = Database.connect(target)) {
            connection.setAutoCommit(false);
            boolean there = requireEmpty(connection, plan.schema());
            execute(
                    connection,
                    plan.before().stream()
                            .filter(sql -> !there || !sql.startsWith("CREATE SCHEMA"))
                            .toList());
            List<MovedTable> moved = copy(file, connection, plan);
            execute(connection, plan.after());
            compare(connection, plan, moved);
            connection.commit();
            return moved;
        } catch (SQLException e) {
            throw e instanceof SQLiteException ? sqlite(plan.file(), e) : StatementWords.of(e);
        }
    }

    private static void requireReady(ImportPlan plan) {
        if (!plan.ready()) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "%d columns of %s hold values that their types do not hold, and %d keys are violated."
                            .formatted(
                                    plan.misfits().size(),
                                    plan.file(),
                                    plan.violations().stream()
                                            .filter(v -> !v.kept())
                                            .count()),
                    "Mend the rows that the plan names, ask for another type, or keep what violates foreign keys.");
        }
    }

    /// @return whether the schema is there
    private static boolean requireEmpty(Connection connection, String schema) throws SQLException {
        String sql = "SELECT to_regnamespace(?), count(*) FROM pg_class WHERE relnamespace = to_regnamespace(?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, Sql.identifier(schema));
            statement.setString(2, Sql.identifier(schema));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (row.getLong(2) > 0) {
                    throw new Problem(
                            Problem.Kind.OCCUPIED,
                            "The schema %s is not empty.".formatted(schema),
                            "Name another schema, which is made, or an empty database.");
                }
                return row.getString(1) != null;
            }
        }
    }

    private static void execute(Connection connection, List<String> sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        }
    }

    private List<MovedTable> copy(SqliteFile file, Connection connection, ImportPlan plan) throws SQLException {
        Map<String, SqliteTable> tables = file.tables().stream().collect(Collectors.toMap(SqliteTable::name, t -> t));
        List<MovedTable> moved = new ArrayList<>();
        for (TablePlan table : plan.tables()) {
            SqliteTable source = tables.get(table.name());
            boolean same = source != null
                    && source.columns().stream()
                            .map(SqliteTable.Column::name)
                            .toList()
                            .equals(List.copyOf(table.columns().keySet()));
            if (source == null || !same) {
                throw changed(plan.file(), table.name());
            }
            moved.add(copy(file, source, table, new Sink(connection, plan)));
        }
        return moved;
    }

    private record Sink(Connection connection, ImportPlan plan) {
        QualifiedName name(TablePlan table) {
            return new QualifiedName(plan.schema(), table.name());
        }
    }

    private static Problem changed(Path file, String table) {
        return new Problem(
                Problem.Kind.BUSY,
                "Table %s of %s was changed since the plan was made.".formatted(table, file),
                "Stop the application that writes to it, plan again, and run the new plan. Nothing was imported.");
    }

    private MovedTable copy(SqliteFile file, SqliteTable source, TablePlan table, Sink sink) throws SQLException {
        List<ColumnType> types = List.copyOf(table.columns().values());
        RowDigest digest = new RowDigest();
        try (TextCopy copy = TextCopy.into(
                sink.connection(), sink.name(table), List.copyOf(table.columns().keySet()))) {
            file.rows(source, (number, values) -> {
                List<Optional<String>> row = new ArrayList<>();
                for (int i = 0; i < types.size(); i++) {
                    ColumnType type = types.get(i);
                    row.add(values.get(i)
                            .map(v -> Values.of(type, v)
                                    .orElseThrow(() -> changed(sink.plan().file(), table.name()))));
                }
                digest.add(row);
                copy.row(row);
                progress.at("Copying " + table.name(), copy.rows(), table.rows());
            });
            copy.finish();
        }
        return digest.of(table.name());
    }

    private void compare(Connection connection, ImportPlan plan, List<MovedTable> moved) throws SQLException {
        for (int i = 0; i < moved.size(); i++) {
            TablePlan table = plan.tables().get(i);
            progress.at("Comparing " + table.name(), i, moved.size());
            MovedTable found =
                    Readback.digest(connection, new QualifiedName(plan.schema(), table.name()), table.columns());
            if (!found.equals(moved.get(i))) {
                throw new Problem(
                        Problem.Kind.DAMAGED,
                        "Table %s has %d rows in PostgreSQL and %d in SQLite, or other values in them."
                                .formatted(
                                        table.name(), found.rows(), moved.get(i).rows()),
                        "Nothing was imported. Please report this: it should not happen.");
            }
        }
    }
}
