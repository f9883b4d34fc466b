package dev.pgsteady.starter;

import dev.pgsteady.core.Attempt;
import dev.pgsteady.core.Pace;
import dev.pgsteady.core.Retrying;
import dev.pgsteady.core.TransactionOptions;
import java.util.function.Supplier;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs units of work in Spring's transactions, and again as a whole where another try may mend what failed
/// ([dev.pgsteady.core.Retries] says when): `@Transactional` does the first and not the second.
///
/// Inside a transaction that is running a call joins it, and is not tried again alone. Each try has a session of its
/// own; what a try has loaded must not be used by the next.
public final class Transactions {
    private final PlatformTransactionManager spring;
    private final Pace pace;

    Transactions(PlatformTransactionManager spring, Pace pace) {
        this.spring = spring;
        this.pace = pace;
    }

    /// Runs work that writes: committed when it returns, rolled back when it throws.
    ///
    /// @throws Problem COMMIT_UNKNOWN when the connection broke during COMMIT
    public <T> T write(Supplier<T> work) {
        return run(TransactionOptions.writing(), work);
    }

    /// Runs work that only reads.
    public <T> T read(Supplier<T> work) {
        return run(TransactionOptions.reading(), work);
    }

    /// Runs work under options of its own. Of its timeouts Spring knows one for the whole.
    public <T> T run(TransactionOptions options, Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return template(options).execute(status -> work.get());
        }
        return new Retrying(options, pace).run(attempt -> template(options).execute(status -> once(attempt, work)));
    }

    private static <T> T once(Attempt attempt, Supplier<T> work) {
        attempt.working();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            // What the session writes last goes with the commit, so a connection that breaks then leaves nobody
            // knowing.
            @Override
            public void beforeCommit(boolean readOnly) {
                attempt.committing();
            }
        });
        return work.get();
    }

    private TransactionTemplate template(TransactionOptions options) {
        DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
        definition.setReadOnly(options.readOnly());
        definition.setIsolationLevel(
                switch (options.isolation()) {
                    case READ_COMMITTED -> TransactionDefinition.ISOLATION_DEFAULT;
                    case REPEATABLE_READ -> TransactionDefinition.ISOLATION_REPEATABLE_READ;
                    case SERIALIZABLE -> TransactionDefinition.ISOLATION_SERIALIZABLE;
                });
        options.limit().ifPresent(limit -> definition.setTimeout((int) Math.max(1, limit.toSeconds())));
        return new TransactionTemplate(spring, definition);
    }
}
