package dev.pgsteady.core;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/// Connections from a data source that belongs to somebody else, who decides how many there are and closes them.
final class GivenConnections implements Connections {
    private final DataSource source;
    private final AtomicInteger inUse = new AtomicInteger();

    GivenConnections(DataSource source) {
        this.source = source;
    }

    @Override
    public Connection borrow(Optional<Duration> most) {
        try {
            Connection connection = source.getConnection();
            inUse.incrementAndGet();
            return connection;
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    @Override
    public void giveBack(Connection connection) {
        inUse.decrementAndGet();
        try {
            connection.close();
        } catch (SQLException e) {
            System.getLogger(Database.class.getName())
                    .log(System.Logger.Level.DEBUG, "giving a connection back failed", e);
        }
    }

    @Override
    public PoolStatus status() {
        int now = inUse.get();
        return new PoolStatus(now, now, 0, 0, Integer.MAX_VALUE);
    }

    @Override
    public void close() {}
}
