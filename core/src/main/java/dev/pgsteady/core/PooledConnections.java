package dev.pgsteady.core;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/// Connections from a HikariCP pool.
final class PooledConnections implements Connections {
    private final PoolSettings pool;
    private final ConnectionSettings settings;
    private final HikariDataSource source;
    private final Semaphore turns;
    private final HeldConnections held;

    PooledConnections(Connector connector, Connection first, PoolSettings pool) {
        this.pool = pool;
        this.settings = connector.settings();
        this.source = make(new ConnectorSource(connector, Optional.of(first)), pool);
        this.turns = new Semaphore(pool.limit(), true);
        this.held = new HeldConnections(pool.leak());
    }

    private static HikariDataSource make(DataSource source, PoolSettings pool) {
        HikariConfig config = HikariPools.config(source, pool);
        config.setInitializationFailTimeout(-1);
        return HikariPools.make(config, pool.prePing());
    }

    /// Whoever comes first is served first, and waits no longer than he may: HikariCP knows one patience for all.
    @Override
    public Connection borrow(Optional<Duration> most) {
        takeTurn(most.filter(m -> m.compareTo(pool.timeout()) < 0).orElse(pool.timeout()));
        try {
            Connection connection = connection();
            held.taken(connection);
            return connection;
        } catch (RuntimeException e) {
            turns.release();
            throw e;
        }
    }

    private void takeTurn(Duration patience) {
        try {
            if (!turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw exhausted(patience, new SQLTransientConnectionException("all connections are in use"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(
                    Problem.Kind.INTERRUPTED, "Interrupted while waiting for a connection.", "Run it again.", e);
        }
    }

    private Connection connection() {
        try {
            return source.getConnection();
        } catch (SQLException e) {
            throw Diagnosis.under(e, ConnectFailure.class)
                    .map(failure -> Diagnosis.of(failure, settings))
                    .orElseGet(() -> exhausted(pool.timeout(), e));
        }
    }

    private Problem exhausted(Duration patience, SQLException e) {
        PoolStatus now = status();
        return new Problem(
                Problem.Kind.TIMEOUT,
                "No connection was free within " + patience.toMillis() + " ms: " + now.inUse() + " of " + now.limit()
                        + " are in use and " + now.waiting() + " others wait.",
                "Hold connections for a shorter time, or raise pool.size or pool.overflow.",
                e);
    }

    @Override
    public void giveBack(Connection connection) {
        held.givenBack(connection);
        try {
            connection.close();
        } catch (SQLException e) {
            System.getLogger(Database.class.getName())
                    .log(System.Logger.Level.DEBUG, "giving a connection back failed", e);
        } finally {
            turns.release();
        }
    }

    @Override
    public PoolStatus status() {
        HikariPoolMXBean bean = source.getHikariPoolMXBean();
        return bean == null
                ? new PoolStatus(0, 0, 0, 0, pool.limit())
                : new PoolStatus(
                        bean.getTotalConnections(),
                        bean.getActiveConnections(),
                        bean.getIdleConnections(),
                        bean.getThreadsAwaitingConnection() + turns.getQueueLength(),
                        pool.limit());
    }

    @Override
    public void close() {
        source.close();
        held.close();
    }
}
