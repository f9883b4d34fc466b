package dev.pgsteady.backup;

import dev.pgsteady.backup.PartFormat.Encoded;
import dev.pgsteady.core.Problem;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Stores one part on a thread of its own while the next is read and compressed: a disk that is made to write, and a
/// store far away, let their callers wait. For one thread.
///
/// Unlike what goes on [aside][dev.pgsteady.core.Aside], what is being stored can be broken off.
final class PartKeeper implements AutoCloseable {
    /// Two parts of this length and more, of rows that are very wide, are never in memory at once.
    private static final int WIDE = 8 * 1024 * 1024;

    private final Consumer<Encoded> store;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private Future<?> last = CompletableFuture.completedFuture(null);

    /// @param store waits until a part is stored
    PartKeeper(Consumer<Encoded> store) {
        this.store = store;
    }

    /// Begins to store a part; waits for the one before it.
    ///
    /// @throws Problem that the one before met
    void part(Encoded part) {
        finish();
        last = thread.submit(() -> store.accept(part));
        if (part.bytes().length >= WIDE) {
            finish();
        }
    }

    /// Waits until all is stored.
    ///
    /// @throws Problem that the last one met
    void finish() {
        try {
            last.get();
        } catch (InterruptedException e) {
            throw Workers.interrupted(e);
        } catch (ExecutionException e) {
            throw Workers.problem(e.getCause());
        }
    }

    /// Breaks off what is not stored.
    @Override
    public void close() {
        thread.shutdownNow();
        thread.close();
    }
}
