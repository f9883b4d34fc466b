package dev.pgsteady.schema;

import dev.pgsteady.core.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// Reads a database into a [Snapshot]: the whole catalog, the roles, the settings and what was measured, at one instant
/// and in at most [#MOST_QUERIES] queries, whatever the number of tables.
///
/// It reads catalogs only. It never waits for a lock on a table: what another session has locked is left out and named
/// in
/// [Snapshot#unseen()]. It works for every role that can connect.
///
/// See manual, 53 System Catalogs, and 9.26 System Information Functions.
public final class SnapshotReader {
    /// The most queries that a read sends when no other session gets in its way; each repetition adds one.
    public static final int MOST_QUERIES = 18;

    private static final int OLDEST = 15;
    private static final int SNAPSHOTS = 5;
    private static final String BEGIN = """
            SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
            SET LOCAL lock_timeout = '200ms';
            SET LOCAL statement_timeout = '5s';
            SET LOCAL search_path = pg_catalog, pg_temp;
            SET LOCAL jit = off;
            SET LOCAL max_parallel_workers_per_gather = 0;
            SET LOCAL quote_all_identifiers = off;
            SET LOCAL DateStyle = 'ISO, MDY';
            SET LOCAL IntervalStyle = postgres;
            SET LOCAL TimeZone = 'UTC';
            SET LOCAL bytea_output = hex;
            SET LOCAL extra_float_digits = 1""";

    private final Listener listener;

    public SnapshotReader() {
        this((query, rows, nanoseconds) -> {});
    }

    /// @param listener hears of every query that was answered
    public SnapshotReader(Listener listener) {
        this.listener = listener;
    }

    /// Hears of queries, for measuring.
    @FunctionalInterface
    public interface Listener {
        /// A query was answered.
        ///
        /// @param query       its short name
        /// @param rows        how many rows came
        /// @param nanoseconds from sending it to the last row's end, in this process
        void sent(String query, int rows, long nanoseconds);
    }

    /// Reads in a transaction of its own, which is rolled back.
    ///
    /// @param connection no transaction may be open on it; it is given back as it came
    /// @throws Problem SERVER_UNSUPPORTED before PostgreSQL 15; TIMEOUT, CONNECTION_LOST, PERMISSION, SQL_FAILED
    public Snapshot read(Connection connection) {
        for (int snapshot = 1; ; snapshot++) {
            try {
                return readOnce(connection, snapshot == SNAPSHOTS);
            } catch (Problem e) {
                if (e.kind() != Problem.Kind.BUSY || snapshot == SNAPSHOTS) {
                    throw e;
                }
            }
        }
    }

    /// An object that was dropped after the snapshot was taken stays in it, and functions that look past the snapshot
    /// fail on it each time: only another snapshot helps.
    private Snapshot readOnce(Connection connection, boolean lenient) {
        try {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                begin(connection);
                return new SnapshotAssembly(new CatalogSession(connection, listener), lenient).read();
            } finally {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw CatalogSession.problem(e, "opening a transaction");
        }
    }

    /// Makes the transaction that is about to begin on `connection` (auto-commit off, nothing sent yet) fit for
    /// [#readWithin]: REPEATABLE READ READ ONLY, short timeouts, `search_path` `pg_catalog`; all of it `LOCAL`.
    public static void begin(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            requireSupported(connection);
            statement.execute(BEGIN);
        } catch (SQLException e) {
            throw CatalogSession.problem(e, "opening a transaction");
        }
    }

    /// Reads in the transaction that the caller opened with [#begin] and goes on using: it is neither committed nor
    /// rolled back, and keeps no lock on any object of a user but, before PostgreSQL 18, ROW EXCLUSIVE on
    /// the sequences.
    ///
    /// @throws Problem BUSY when objects in the snapshot were dropped meanwhile: begin another transaction
    ///     and read again
    public Snapshot readWithin(Connection connection) {
        return new SnapshotAssembly(new CatalogSession(connection, listener), true).read();
    }

    private static void requireSupported(Connection connection) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        if (major < OLDEST) {
            throw new Problem(
                    Problem.Kind.SERVER_UNSUPPORTED,
                    "The server is PostgreSQL " + major + "; pgsteady reads PostgreSQL 15 and newer.",
                    "Upgrade the server; PostgreSQL 14 and older are at or near the end of their support.");
        }
    }
}
