package dev.pgsteady.apps.manifest.progress;

import jakarta.annotation.PreDestroy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Reads several things at once, each on a virtual thread with a connection of its own: plain blocking
/// code, and no thread of the machine waits. Whoever asks must hold no connection himself, or a full pool
/// would wait for itself.
@Component
public class Reads {
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("read-", 0).factory());
    private final TransactionTemplate transactions;

    Reads(PlatformTransactionManager manager) {
        this.transactions = new TransactionTemplate(manager);
        transactions.setReadOnly(true);
    }

    /// Begins to read.
    public <T> CompletableFuture<T> begin(Supplier<T> read) {
        return CompletableFuture.supplyAsync(
                () -> java.util.Objects.requireNonNull(transactions.execute(status -> read.get())), threads);
    }

    /// Waits for what was begun.
    public static <T> T end(CompletableFuture<T> read) {
        try {
            return read.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    @PreDestroy
    void stop() {
        threads.close();
    }
}
