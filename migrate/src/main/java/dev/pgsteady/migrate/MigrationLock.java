package dev.pgsteady.migrate;

import dev.pgsteady.core.Pace;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.StatementWords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One run at a time in a database, as two advisory locks of sessions: one on a connection that does nothing else, one
/// on the connection that works. The second outlives a client that was killed for as long as the server is still busy
/// with its last statement.
///
/// They are asked for again and again, never waited for in the server: who waits there holds a snapshot, and
/// CREATE INDEX CONCURRENTLY waits for everybody's snapshots.
final class MigrationLock implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Connection control;
    private final Connection worker;
    private final long key;

    private MigrationLock(Connection control, Connection worker, long key) {
        this.control = control;
        this.worker = worker;
        this.key = key;
    }

    /// How long to wait, by which clock, and who is told.
    record Waiting(Duration patience, Pace pace, Consumer<RunEvent> events) {}

    /// Gets both.
    ///
    /// @throws Problem BUSY with the holder when another run has them for longer than there is patience
    /// @throws Problem SERVER_UNSUPPORTED behind a pooler that gives each transaction another session
    static MigrationLock acquire(Connection control, Connection worker, HistoryTable table, Waiting waiting) {
        try {
            MigrationLock lock = new MigrationLock(control, worker, key(table));
            Instant end = waiting.pace().clock().instant().plus(waiting.patience());
            stayConnected(control);
            int pid = lock.poll(control, lock.key, waiting, end);
            lock.refusePooler(pid);
            lock.poll(worker, lock.key + 1, waiting, end);
            return lock;
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    /// Advisory locks are a database's own, so the table's name is enough.
    private static long key(HistoryTable table) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(("pgsteady migrate " + table.name().sql()).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong() & ~1L;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// This session has nothing to say for as long as the other one works.
    private static void stayConnected(Connection control) throws SQLException {
        try (Statement statement = control.createStatement()) {
            statement.execute("SET idle_session_timeout = 0; SET statement_timeout = 0");
        }
    }

    /// Asks until it is given; the process that has it then.
    private int poll(Connection connection, long wanted, Waiting waiting, Instant end) throws SQLException {
        Optional<Integer> told = Optional.empty();
        while (true) {
            Optional<Integer> pid = attempt(connection, wanted);
            if (pid.isPresent()) {
                return pid.get();
            }
            Optional<Blocker> holder = holder(connection, wanted);
            if (!waiting.pace().clock().instant().isBefore(end)) {
                throw busy(holder, waiting.patience());
            }
            if (holder.isPresent() && !told.equals(holder.map(Blocker::pid))) {
                waiting.events().accept(new RunEvent.AnotherRun(holder.get()));
                told = holder.map(Blocker::pid);
            }
            Pauses.pause(waiting.pace(), POLL, "Nothing was done.");
        }
    }

    private static Problem busy(Optional<Blocker> holder, Duration patience) {
        return new Problem(
                Problem.Kind.BUSY,
                "Another run of pgsteady migrate has this database"
                        + holder.map(h -> ": " + h.words()).orElse("") + ". Waited for " + patience.toSeconds() + " s.",
                "Let it end, or give it more time with --wait."
                        + holder.map(h -> " If it is not one that should live: SELECT pg_terminate_backend(" + h.pid()
                                        + ");")
                                .orElse(""));
    }

    private static Optional<Integer> attempt(Connection connection, long wanted) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT pg_catalog.pg_try_advisory_lock(" + wanted + "), pg_catalog.pg_backend_pid()")) {
            rows.next();
            return rows.getBoolean(1) ? Optional.of(rows.getInt(2)) : Optional.empty();
        }
    }

    private static Optional<Blocker> holder(Connection connection, long wanted) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                SELECT l.pid, coalesce(a.application_name, ''), coalesce(a.state, ''),
                    coalesce(extract(epoch FROM clock_timestamp() - a.backend_start), 0)::bigint
                FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
                WHERE %s AND l.granted LIMIT 1""".formatted(lock(wanted)))) {
            return rows.next()
                    ? Optional.of(new Blocker(
                            rows.getInt(1), rows.getString(2), rows.getString(3), Duration.ofSeconds(rows.getLong(4))))
                    : Optional.empty();
        }
    }

    /// The lock as `pg_locks` shows it (manual, 54.12).
    private static String lock(long wanted) {
        return "l.locktype = 'advisory' AND l.objsubid = 1 AND l.classid = " + (wanted >>> 32) + " AND l.objid = "
                + (wanted & 0xffffffffL)
                + " AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())";
    }

    /// A lock of a session is worth nothing where two statements of a connection may meet two sessions, or two
    /// connections one. While the worker keeps a session to itself by a transaction, this connection must still
    /// meet the session that took the lock.
    private void refusePooler(int pid) throws SQLException {
        try (Statement pin = worker.createStatement();
                Statement statement = control.createStatement()) {
            pin.execute("BEGIN");
            int other = number(pin, "SELECT pg_catalog.pg_backend_pid()");
            int still = number(
                    statement,
                    "SELECT l.pid FROM pg_catalog.pg_locks l WHERE " + lock(key)
                            + " AND l.granted AND l.pid = pg_catalog.pg_backend_pid()");
            pin.execute("ROLLBACK");
            if (other == pid || still != pid) {
                release(control, key);
                throw new Problem(
                        Problem.Kind.SERVER_UNSUPPORTED,
                        "Between here and the server is a pooler that gives each transaction another session, so the"
                                + " lock that keeps two runs apart does not hold.",
                        "Connect to the server itself, or to a pool in session mode (pool_mode = session).");
            }
        }
    }

    /// The number that a query gives; 0 when it gives none.
    private static int number(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    /// Does what needs the lock.
    <T> T hold(Supplier<T> work) {
        return work.get();
    }

    /// Lets go; what a broken connection held is let go by the server.
    @Override
    public void close() {
        release(worker, key + 1);
        release(control, key);
    }

    private static void release(Connection connection, long held) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_catalog.pg_advisory_unlock(" + held + ")");
        } catch (SQLException e) {
            System.getLogger(MigrationLock.class.getName())
                    .log(System.Logger.Level.DEBUG, "the connection is gone, and its lock with it", e);
        }
    }
}
