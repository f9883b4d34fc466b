package dev.pgsteady.core;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/// Work that goes on beside, on a thread of its own.
///
/// It is no virtual thread: where one waits for a socket, a thread of Java's own goes on watching sockets, and Java
/// waits
/// 0.3 s for that one when the program ends.
///
/// @param <T> what comes of it
public final class Aside<T> {
    private static final Executor THREADS = work -> {
        Thread thread = new Thread(work, "pgsteady aside");
        thread.setDaemon(true);
        thread.start();
    };

    private final CompletableFuture<T> future;

    private Aside(CompletableFuture<T> future) {
        this.future = future;
    }

    /// Begins it.
    public static <T> Aside<T> begin(Supplier<T> work) {
        return new Aside<>(CompletableFuture.supplyAsync(work, THREADS));
    }

    /// Goes on with what comes of it, when that is there.
    public <R> Aside<R> then(Function<T, R> more) {
        return new Aside<>(future.thenApplyAsync(more, THREADS));
    }

    /// Waits for it.
    ///
    /// @return what came of it
    /// @throws Problem that it met
    public T join() {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Problem problem ? problem : e;
        }
    }
}
