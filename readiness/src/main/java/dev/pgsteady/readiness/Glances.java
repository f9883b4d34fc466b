package dev.pgsteady.readiness;

import dev.pgsteady.core.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Looks at user tables, each in a transaction of its own that is read-only, rolled back, and fails
/// rather than waits. What cannot be looked at (locked, slow, forbidden) is left out, and nothing is
/// begun once the time is up.
final class Glances {
    /// Functions and operators are those of `pg_catalog`: a database's owner must not be able to slip in
    /// others, which a superuser's check would run. Policies would hide rows, so that one that applies
    /// is refused.
    private static final String LIMITS = """
            SET TRANSACTION READ ONLY; SET LOCAL lock_timeout = '50ms'; SET LOCAL statement_timeout = '250ms';
            SET LOCAL row_security = off; SET LOCAL search_path = pg_catalog, pg_temp; SET LOCAL jit = off;
            SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL TimeZone = 'UTC'""";

    private final Connection connection;
    private final LongSupplier clock;
    private final long end;

    private Glances(Connection connection, LongSupplier clock, long end) {
        this.connection = connection;
        this.clock = clock;
        this.end = end;
    }

    /// What is done with the connection.
    @FunctionalInterface
    interface Look<T> {
        T at(Statement statement) throws SQLException;
    }

    /// Everything that is to be looked at.
    @FunctionalInterface
    interface Round<T> {
        T with(Glances glances) throws SQLException;
    }

    /// @param connection outside a transaction; it is left so, with auto-commit as it was
    /// @param clock      nanoseconds, from any beginning
    /// @param time       how long all of it may take, but for the look that is under way then
    /// @throws Problem when the connection breaks
    static <T> T during(Connection connection, LongSupplier clock, Duration time, Round<T> round) {
        try {
            boolean automatic = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                return round.with(new Glances(connection, clock, clock.getAsLong() + time.toNanos()));
            } finally {
                connection.rollback();
                connection.setAutoCommit(automatic);
            }
        } catch (SQLException e) {
            throw new Problem(
                    Problem.Kind.CONNECTION_LOST,
                    "The connection broke while tables were looked at: " + e.getMessage() + ".",
                    "Run the check again.",
                    e);
        }
    }

    /// Whether the time is up.
    boolean over() {
        return clock.getAsLong() - end >= 0;
    }

    /// What was seen; empty when the server refused or the time is up.
    <T> Optional<T> look(Look<T> look) throws SQLException {
        if (over()) {
            return Optional.empty();
        }
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(LIMITS);
            return Optional.of(look.at(statement));
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
