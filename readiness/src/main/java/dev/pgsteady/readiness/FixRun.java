package dev.pgsteady.readiness;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A statement of a fix, as it ran on a clone.
///
/// @param statement without the semicolon
/// @param millis    how long it took
/// @param lock      the strongest lock that it held on a table or index of ours, in the
///     manual's words (13.3); empty
/// for
///                  none
/// @param seen      whether the lock was read from `pg_locks`; otherwise it is the one that the
///     manual names, for a
///                  statement that runs in no transaction of ours
public record FixRun(String statement, long millis, Optional<String> lock, boolean seen) {
    private static final String IN_A_TRANSACTION = "25001";
    /// The locks on tables, the weakest first, as the manual spells them.
    static final List<String> LOCKS = List.of(
            "ACCESS SHARE",
            "ROW SHARE",
            "ROW EXCLUSIVE",
            "SHARE UPDATE EXCLUSIVE",
            "SHARE",
            "SHARE ROW EXCLUSIVE",
            "EXCLUSIVE",
            "ACCESS EXCLUSIVE");
    private static final List<String> MODES = List.of(
            "AccessShareLock",
            "RowShareLock",
            "RowExclusiveLock",
            "ShareUpdateExclusiveLock",
            "ShareLock",
            "ShareRowExclusiveLock",
            "ExclusiveLock",
            "AccessExclusiveLock");
    private static final String STRONGEST = """
            SELECT mode FROM pg_locks
             WHERE pid = pg_backend_pid() AND locktype = 'relation' AND relation >= 16384
             ORDER BY array_position(ARRAY['%s'], mode) DESC LIMIT 1""".formatted(String.join("','", MODES));

    /// What came of a list of statements.
    ///
    /// @param error why the first one that failed did; the rest was not tried
    record Attempt(List<FixRun> runs, Optional<String> error) {}

    /// Runs statements one after the other, each in a transaction of its own where it can be.
    ///
    /// @param connection with auto-commit on; given back so
    static Attempt all(Connection connection, List<String> statements) {
        List<FixRun> runs = new ArrayList<>();
        for (String sql : statements) {
            try {
                runs.add(one(connection, sql));
            } catch (SQLException e) {
                return new Attempt(runs, Optional.of(String.valueOf(e.getMessage())));
            }
        }
        return new Attempt(runs, Optional.empty());
    }

    private static FixRun one(Connection connection, String sql) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            long from = System.nanoTime();
            statement.execute(sql);
            long millis = (System.nanoTime() - from) / 1_000_000;
            Optional<String> lock = strongest(statement);
            connection.commit();
            return new FixRun(sql, millis, lock, true);
        } catch (SQLException e) {
            connection.rollback();
            if (!IN_A_TRANSACTION.equals(e.getSQLState())) {
                throw e;
            }
        } finally {
            connection.setAutoCommit(true);
        }
        return alone(connection, sql);
    }

    private static FixRun alone(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long from = System.nanoTime();
            statement.execute(sql);
            boolean server = sql.toUpperCase(Locale.ROOT).startsWith("ALTER SYSTEM");
            return new FixRun(
                    sql,
                    (System.nanoTime() - from) / 1_000_000,
                    server ? Optional.empty() : Optional.of("SHARE UPDATE EXCLUSIVE"),
                    false);
        }
    }

    private static Optional<String> strongest(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(STRONGEST)) {
            return rows.next() ? Optional.of(words(rows.getString(1))) : Optional.empty();
        }
    }

    /// `ShareUpdateExclusiveLock` as `SHARE UPDATE EXCLUSIVE`.
    private static String words(String mode) {
        return mode.replaceAll("Lock$", "")
                .replaceAll("([a-z])([A-Z])", "$1 $2")
                .toUpperCase(Locale.ROOT);
    }
}
