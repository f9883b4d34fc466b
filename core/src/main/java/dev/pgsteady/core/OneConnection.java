package dev.pgsteady.core;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// A single connection that callers use one after another; no threads of its own. When it broke, the next use
/// makes a new one.
final class OneConnection implements Connections {
    private final Connector connector;
    private final Duration patience;
    private final ReentrantLock turn = new ReentrantLock(true);
    private Optional<Connection> connection;
    private volatile boolean closed;

    OneConnection(Connector connector, Connection first, Duration patience) {
        this.connector = connector;
        this.patience = patience;
        this.connection = Optional.of(first);
    }

    @Override
    public Connection borrow(Optional<Duration> most) {
        takeTurn(most.filter(m -> m.compareTo(patience) < 0).orElse(patience));
        try {
            Connection usable = connection.filter(OneConnection::open).orElseGet(this::reconnect);
            connection = Optional.of(usable);
            return usable;
        } catch (RuntimeException e) {
            turn.unlock();
            throw e;
        }
    }

    private void takeTurn(Duration patience) {
        try {
            if (turn.isHeldByCurrentThread() || !turn.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Problem(
                        Problem.Kind.BUSY,
                        "The only connection is in use and was not given back within " + patience.toMillis() + " ms.",
                        "Use a pool for work that runs side by side.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(
                    Problem.Kind.INTERRUPTED, "Interrupted while waiting for the connection.", "Run it again.", e);
        }
    }

    private Connection reconnect() {
        if (closed) {
            throw new IllegalStateException("the database is closed");
        }
        try {
            return connector.connect();
        } catch (ConnectFailure e) {
            throw Diagnosis.of(e, connector.settings());
        }
    }

    private static boolean open(Connection connection) {
        try {
            return !connection.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void giveBack(Connection borrowed) {
        turn.unlock();
    }

    @Override
    public PoolStatus status() {
        int open = connection.filter(OneConnection::open).isPresent() ? 1 : 0;
        int inUse = turn.isLocked() ? open : 0;
        return new PoolStatus(open, inUse, open - inUse, turn.getQueueLength(), 1);
    }

    @Override
    public void close() {
        closed = true;
        connection.ifPresent(open -> {
            try {
                open.close();
            } catch (SQLException e) {
                System.getLogger(Database.class.getName())
                        .log(System.Logger.Level.DEBUG, "closing the connection failed", e);
            }
        });
    }
}
