package dev.pgsteady.readiness;

import dev.pgsteady.core.Problem;
import dev.pgsteady.readiness.Probes.History;
import dev.pgsteady.schema.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks into the histories of migration tools for what failed: one short transaction for each, under the limits of
/// [ReferenceSampler], after the snapshot's.
final class HistoryReader {
    private static final int MOST_HISTORIES = 10;

    /// What the histories say; one that is locked, too slow or not to be read says nothing,
    /// nor does one whose reading could call its owner's functions.
    ///
    /// @param connection outside a transaction; it is left so, with auto-commit as it was
    /// @throws Problem when the connection breaks
    List<History> read(Connection connection, Facts facts) {
        List<Table> tables =
                HistoryTool.in(facts).stream().limit(MOST_HISTORIES).toList();
        List<History> histories = new ArrayList<>();
        try {
            boolean automatic = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                for (Table table : tables) {
                    histories.add(new History(table.name(), failures(connection, table)));
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(automatic);
            }
        } catch (SQLException e) {
            throw new Problem(
                    Problem.Kind.CONNECTION_LOST,
                    "The connection broke while histories of migrations were read: " + e.getMessage() + ".",
                    "Run the check again.",
                    e);
        }
        return histories;
    }

    private static Optional<Long> failures(Connection connection, Table table) throws SQLException {
        String sql = HistoryTool.of(table).orElseThrow().sql(table.name());
        try (Statement statement = connection.createStatement()) {
            statement.execute(ReferenceSampler.LIMITS);
            if (OwnersFunctions.callable(statement, List.of(table.name()))) {
                return Optional.empty();
            }
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return Optional.of(row.getLong(1));
            }
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw e;
            }
            return Optional.empty();
        } finally {
            if (!connection.isClosed()) {
                connection.rollback();
            }
        }
    }
}
