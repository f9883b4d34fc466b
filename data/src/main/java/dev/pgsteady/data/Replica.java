package dev.pgsteady.data;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.PoolSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.StatementWords;
import dev.pgsteady.core.TransactionOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/// A server that reads may go to. It is opened when it is first looked at and can be reached, and looked at
/// again and again: one that was away comes back by itself.
final class Replica implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Db.class.getName());
    private static final String STATE =
            "select pg_catalog.pg_is_in_recovery(), pg_catalog.pg_last_wal_replay_lsn()::text";

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ConnectionSettings settings;
    private final DbOptions options;
    private volatile Optional<Database> database = Optional.empty();
    private volatile ReplicaStatus status;
    private volatile boolean closed;

    Replica(ConnectionSettings settings, DbOptions options) {
        this.settings = settings;
        this.options = options;
        this.status = away("it has not been looked at");
    }

    /// Whether it takes writes, and how far it has replayed.
    private record State(boolean recovering, Optional<Lsn> replayed) {}

    ReplicaStatus status() {
        return status;
    }

    /// The database, while it is one to read from.
    Optional<Database> usable() {
        return status.usable() ? database : Optional.empty();
    }

    /// Whether the calling thread reads from it at this moment.
    boolean inside() {
        return database.filter(Database::inside).isPresent();
    }

    Database database() {
        return database.orElseThrow();
    }

    /// Looks how it is. Never throws for what a server or a network can do.
    void look(PrimaryLog log) {
        try {
            judge(state(opened()), log);
        } catch (Problem e) {
            lost(String.valueOf(e.getMessage()));
        }
    }

    private synchronized Database opened() {
        if (closed) {
            throw new IllegalStateException("the replica is closed");
        }
        if (database.isEmpty()) {
            database = Optional.of(Database.open(settings, pool(), options.session()));
        } else if (!status.usable()) {
            answers();
        }
        return database.get();
    }

    /// The primary can do what a replica is too slow for, so nobody waits long for one that went away.
    private PoolSettings pool() {
        PoolSettings pool = options.pool();
        return pool.timeout().compareTo(PATIENCE) > 0 ? pool.waiting(PATIENCE) : pool;
    }

    /// A pool would wait for a server that is away; a plain connection fails at once.
    private void answers() {
        try {
            Database.connect(settings).close();
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    private void judge(State state, PrimaryLog log) {
        if (!state.recovering()) {
            lost("it takes writes by itself, so it is no replica any more");
            return;
        }
        Optional<Duration> lag = state.replayed().flatMap(log::lag);
        boolean near =
                lag.filter(l -> l.compareTo(options.freshness().lag()) <= 0).isPresent();
        Optional<String> why = near
                ? Optional.empty()
                : Optional.of(lag.map(l -> "it is " + l.toMillis() + " ms behind")
                        .orElse("it is further behind than is remembered"));
        become(new ReplicaStatus(settings.toString(), near, state.replayed(), lag, why));
    }

    /// It cannot be used until it is looked at again.
    void lost(String why) {
        become(away(why));
    }

    private ReplicaStatus away(String why) {
        return new ReplicaStatus(settings.toString(), false, Optional.empty(), Optional.empty(), Optional.of(why));
    }

    private void become(ReplicaStatus now) {
        if (status.usable() != now.usable()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    now.usable() ? "reads go to the replica {0}" : "no reads go to the replica {0}: {1}",
                    now.server(),
                    now.why().orElse(""));
        }
        status = now;
    }

    /// Whether it has replayed the log up to there; asks when it had not at the last look.
    boolean has(Lsn wanted) {
        if (status.replayed().filter(r -> r.reached(wanted)).isPresent()) {
            return true;
        }
        Optional<Lsn> replayed = state(database()).replayed();
        replayed.ifPresent(r ->
                status = new ReplicaStatus(status.server(), status.usable(), replayed, status.lag(), status.why()));
        return replayed.filter(r -> r.reached(wanted)).isPresent();
    }

    private static State state(Database database) {
        TransactionOptions once = TransactionOptions.reading().retries(1, Duration.ZERO);
        return database.inTransaction(once, Replica::state);
    }

    private static State state(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(STATE)) {
            row.next();
            return new State(
                    row.getBoolean(1), Optional.ofNullable(row.getString(2)).map(Lsn::parse));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        database.ifPresent(Database::close);
    }
}
