package dev.pgsteady.backup;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.StatementWords;
import dev.pgsteady.schema.SnapshotReader;
import dev.pgsteady.schema.plan.Model;
import dev.pgsteady.schema.plan.ModelReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A database held still: its tables are locked against all that would change more than rows, and one
/// snapshot is shared by all who read. It lasts as long as this is open.
final class SourceSession implements AutoCloseable {
    private static final int ATTEMPTS = 5;
    private static final int LOCKED_AT_ONCE = 500;

    /// `invalid_parameter_value`, which is what SET TRANSACTION SNAPSHOT says then.
    private static final String NO_SUCH_SNAPSHOT = "22023";

    private static final String CONNECTION_LOST = "08006";

    /// As [SnapshotReader#begin] has it, so that every row reads the same wherever and by whomever it is
    /// read.
    static final String CANONICAL = """
            SET LOCAL search_path = pg_catalog, pg_temp;
            SET LOCAL DateStyle = 'ISO, MDY';
            SET LOCAL IntervalStyle = postgres;
            SET LOCAL TimeZone = 'UTC';
            SET LOCAL bytea_output = hex;
            SET LOCAL extra_float_digits = 1;
            SET LOCAL xmloption = content;
            SET LOCAL lc_monetary = 'C';
            SET LOCAL statement_timeout = 0;
            SET LOCAL idle_in_transaction_session_timeout = 0;
            SET LOCAL max_parallel_workers_per_gather = 0;
            SET LOCAL synchronize_seqscans = off;
            SET LOCAL row_security = off""";

    private static final String SNAPSHOT = """
            SELECT pg_export_snapshot(), transaction_timestamp(),
                   CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END""";

    private final ConnectionSettings settings;
    private final Connection leader;
    private final List<Relation> relations;
    private final Model model;
    private final Moment moment;

    /// The instant that is read.
    ///
    /// @param snapshot as `SET TRANSACTION SNAPSHOT` takes it
    /// @param at       by the server's clock
    /// @param lsn      where the write-ahead log was
    record Moment(String snapshot, Instant at, String lsn) {}

    private SourceSession(ConnectionSettings settings, Connection leader, List<Relation> relations, Moment moment)
            throws SQLException {
        this.settings = settings;
        this.leader = leader;
        this.relations = relations;
        this.moment = moment;
        this.model = ModelReader.readWithin(leader);
    }

    /// Locks and takes the snapshot.
    ///
    /// @throws Problem PARTIAL when something could not be read whole; BUSY when a lock is not to be had
    ///         in time
    static SourceSession open(ConnectionSettings settings, BackupOptions options) {
        Connection leader = Database.connect(settings);
        try {
            patient(leader, options);
            leader.setAutoCommit(false);
            for (int attempt = 1; ; attempt++) {
                SourceSession session = attempt(settings, leader, options);
                if (session.lockedAll()) {
                    return session;
                }
                leader.rollback();
                if (attempt == ATTEMPTS) {
                    throw new Problem(
                            Problem.Kind.BUSY,
                            "Tables of %s are made and dropped faster than they can be locked."
                                    .formatted(settings.database()),
                            "Run the backup when fewer tables come and go.");
                }
            }
        } catch (SQLException e) {
            close(leader);
            throw StatementWords.of(e);
        } catch (Problem e) {
            close(leader);
            throw e;
        }
    }

    private static SourceSession attempt(ConnectionSettings settings, Connection leader, BackupOptions options)
            throws SQLException {
        List<Relation> relations = listed(settings, leader);
        Obstacle.requireNone(
                settings.database(),
                relations.stream()
                        .flatMap(r -> r.obstacle(settings.user()).stream())
                        .toList());
        Obstacle.requireNone(settings.database(), WideRows.of(options.workers()).obstacles(leader, relations));
        leader.rollback();
        SnapshotReader.begin(leader);
        try (Statement statement = leader.createStatement()) {
            statement.execute(
                    "SET LOCAL lock_timeout = " + options.lockTimeout().toMillis() + "; " + CANONICAL);
            lock(statement, settings, relations);
            return new SourceSession(settings, leader, relations, moment(statement));
        }
    }

    /// Asking for the size of a table waits for its lock too.
    private static void patient(Connection leader, BackupOptions options) throws SQLException {
        try (Statement statement = leader.createStatement()) {
            statement.execute("SET lock_timeout = " + options.lockTimeout().toMillis());
        }
    }

    private static List<Relation> listed(ConnectionSettings settings, Connection leader) throws SQLException {
        try {
            return Relation.list(leader);
        } catch (SQLException e) {
            throw lockFailure(settings, e);
        }
    }

    /// Before the snapshot: whoever truncated a table after it would leave nothing to read (LOCK takes
    /// none).
    private static void lock(Statement statement, ConnectionSettings settings, List<Relation> relations)
            throws SQLException {
        List<String> names = relations.stream()
                .filter(Relation::holdsRows)
                .map(r -> "ONLY " + r.name().sql())
                .toList();
        for (int from = 0; from < names.size(); from += LOCKED_AT_ONCE) {
            List<String> some = names.subList(from, Math.min(names.size(), from + LOCKED_AT_ONCE));
            try {
                statement.execute("LOCK TABLE " + String.join(", ", some) + " IN ACCESS SHARE MODE");
            } catch (SQLException e) {
                throw lockFailure(settings, e);
            }
        }
    }

    private static SQLException lockFailure(ConnectionSettings settings, SQLException e) {
        return switch (String.valueOf(e.getSQLState())) {
            case "55P03" ->
                throw new Problem(
                        Problem.Kind.BUSY,
                        "A table of %s was locked for too long: %s."
                                .formatted(
                                        settings.database(),
                                        String.valueOf(e.getMessage()).replaceAll("\\s+", " ")),
                        "Look in pg_locks at who holds it, or give --lock-timeout more time. Nothing was backed up.",
                        e);
            case "53200" ->
                throw new Problem(
                        Problem.Kind.SERVER_REFUSED,
                        "The server has no room for a lock on each table of %s.".formatted(settings.database()),
                        "Raise max_locks_per_transaction so that it times max_connections is more than the tables.",
                        e);
            case "42P01" ->
                throw new Problem(
                        Problem.Kind.BUSY,
                        "A table of %s was dropped while it was about to be locked.".formatted(settings.database()),
                        "Run the backup again.",
                        e);
            default -> e;
        };
    }

    private static Moment moment(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(SNAPSHOT)) {
            row.next();
            return new Moment(
                    row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant(), row.getString(3));
        }
    }

    /// Whether what the snapshot shows is what was listed and locked.
    private boolean lockedAll() throws SQLException {
        Set<QualifiedName> locked = relations.stream()
                .filter(Relation::holdsRows)
                .map(Relation::name)
                .collect(Collectors.toSet());
        Set<QualifiedName> there = Relation.list(leader).stream()
                .filter(Relation::holdsRows)
                .map(Relation::name)
                .collect(Collectors.toCollection(HashSet::new));
        return locked.equals(there);
    }

    /// Another connection that sees what this one sees.
    Connection worker() throws SQLException {
        Connection connection = Database.connect(settings);
        try {
            canonical(connection, "SET TRANSACTION SNAPSHOT " + Sql.literal(moment.snapshot()));
            return connection;
        } catch (SQLException e) {
            close(connection);
            throw NO_SUCH_SNAPSHOT.equals(e.getSQLState())
                    ? new SQLException("the session that held the snapshot is gone", CONNECTION_LOST, e)
                    : e;
        }
    }

    /// Begins a transaction in which rows read as in every other one of ours.
    static void canonical(Connection connection, String first) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; " + first + "; " + CANONICAL);
        }
    }

    /// Reads something within the transaction of a connection.
    @FunctionalInterface
    interface Reading {
        void run() throws SQLException;
    }

    /// Reads, and gives back the locks that this took. They would be held to the end of the
    /// transaction, and the server has room for some thousand (`max_locks_per_transaction`); the
    /// leader's keep the tables as they are.
    static void givingLocksBack(Connection connection, Reading reading) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SAVEPOINT pgsteady_read");
            reading.run();
            statement.execute("ROLLBACK TO SAVEPOINT pgsteady_read; RELEASE SAVEPOINT pgsteady_read");
        }
    }

    ConnectionSettings settings() {
        return settings;
    }

    Connection leader() {
        return leader;
    }

    Model model() {
        return model;
    }

    Moment moment() {
        return moment;
    }

    List<Relation> tables() {
        return relations.stream().filter(Relation::holdsRows).toList();
    }

    List<Relation> sequences() {
        return new ArrayList<>(relations.stream().filter(Relation::sequence).toList());
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is of no more use either way.
        }
    }

    @Override
    public void close() {
        close(leader);
    }
}
