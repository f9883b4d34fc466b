package dev.pgsteady.core;

import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Looks out for connections that somebody holds too long: each is logged once, with the stack of whoever took it.
final class HeldConnections implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Database.class.getName());

    private final Duration after;
    private final Optional<ScheduledThreadPoolExecutor> clock;
    private final Map<Connection, Future<?>> held = new ConcurrentHashMap<>();

    /// @param after how long is too long; zero for never, and then nothing is watched
    HeldConnections(Duration after) {
        this.after = after;
        this.clock = after.isZero() ? Optional.empty() : Optional.of(clock());
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("pgsteady-leaks").factory());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    void taken(Connection connection) {
        clock.ifPresent(c -> {
            Taken taken = new Taken(Thread.currentThread().getName());
            held.put(connection, c.schedule(() -> log(taken), after.toMillis(), TimeUnit.MILLISECONDS));
        });
    }

    void givenBack(Connection connection) {
        Future<?> due = held.remove(connection);
        if (due != null) {
            due.cancel(false);
        }
    }

    private void log(Taken taken) {
        LOG.log(
                System.Logger.Level.WARNING,
                "A connection has not been given back for " + after.toMillis() + " ms. It was taken here:",
                taken);
    }

    @Override
    public void close() {
        clock.ifPresent(ScheduledThreadPoolExecutor::shutdownNow);
    }

    /// Not a failure: the stack of whoever took a connection.
    private static final class Taken extends Exception {
        private static final long serialVersionUID = 1L;

        Taken(String thread) {
            super("taken by thread " + thread);
        }
    }
}
