package dev.pgsteady.backup;

import dev.pgsteady.core.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Several connections, each with a thread of its own, that do one piece of work together. When one
/// fails, or the calling thread is interrupted, all connections are cut, so that nothing goes on.
///
/// @param opening makes a connection
record Workers(Opening opening) {
    /// Makes a connection.
    @FunctionalInterface
    interface Opening {
        Connection open() throws SQLException;
    }

    /// What each worker does; it returns when nothing is left to do.
    @FunctionalInterface
    interface Work {
        void with(Connection connection) throws SQLException;
    }

    /// Comes back when all are done.
    ///
    /// @throws Problem the first failure; INTERRUPTED when the calling thread was interrupted
    void run(int many, Work work) {
        List<Connection> connections = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
            CompletionService<Void> done = new ExecutorCompletionService<>(threads);
            try {
                for (int i = 0; i < many; i++) {
                    Connection connection = opening.open();
                    connections.add(connection);
                    done.submit(() -> {
                        work.with(connection);
                        return null;
                    });
                }
                for (int i = 0; i < many; i++) {
                    done.take().get();
                }
            } catch (SQLException e) {
                throw RowCopying.failure(e);
            } catch (ExecutionException e) {
                throw problem(e.getCause());
            } catch (InterruptedException e) {
                throw interrupted(e);
            } finally {
                connections.forEach(Workers::cut);
            }
        }
    }

    /// What each worker does with one piece.
    @FunctionalInterface
    interface Piece<T> {
        void with(Connection connection, T piece) throws SQLException;
    }

    /// Does something with each of several pieces, each worker the next one that nobody has taken.
    <T> void each(int many, List<T> pieces, Piece<T> work) {
        AtomicInteger next = new AtomicInteger();
        run(many, connection -> {
            for (int i = next.getAndIncrement(); i < pieces.size(); i = next.getAndIncrement()) {
                work.with(connection, pieces.get(i));
            }
        });
    }

    static Problem interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Problem(Problem.Kind.INTERRUPTED, "Interrupted.", "Nothing unfinished is listed; run it again.", e);
    }

    /// What a thread failed with, to be thrown by the one that waits for it.
    static RuntimeException problem(@org.jspecify.annotations.Nullable Throwable cause) {
        return switch (cause) {
            case SQLException e -> RowCopying.failure(e);
            case RuntimeException e -> e;
            case OutOfMemoryError e -> RowCopying.failure(e);
            case Error e -> throw e;
            case null, default -> new IllegalStateException(cause);
        };
    }

    /// Ends whatever it is doing; closing would wait for that.
    private static void cut(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It is cut already.
        }
    }
}
