package dev.pgsteady.core;

import java.time.Duration;
import java.util.Optional;

/// How a transaction is run.
///
/// @param isolation what it may see of others
/// @param readOnly  whether the server refuses writes in it
/// @param retries   when the work is tried again
/// @param timeouts  how long it may keep the server busy
/// @param limit     how long the whole may take: waiting for a connection, all tries and the pauses between
///                  them. No statement gets more time than is left, and nothing is committed later. Empty for
///                  no limit
public record TransactionOptions(
        Isolation isolation, boolean readOnly, Retries retries, Timeouts timeouts, Optional<Duration> limit) {
    /// What a transaction may see of others (manual, 13.2), the weakest first.
    public enum Isolation {
        READ_COMMITTED("read committed"),
        REPEATABLE_READ("repeatable read"),
        SERIALIZABLE("serializable");

        private final String sql;

        Isolation(String sql) {
            this.sql = sql;
        }
    }

    public TransactionOptions {
        if (limit.filter(l -> l.toMillis() < 1).isPresent()) {
            throw new IllegalArgumentException("a transaction has at least a millisecond");
        }
    }

    /// READ COMMITTED, writing, [Retries#USUAL], [Timeouts#FOR_CHANGES].
    public static TransactionOptions writing() {
        return new TransactionOptions(
                Isolation.READ_COMMITTED, false, Retries.USUAL, Timeouts.FOR_CHANGES, Optional.empty());
    }

    /// READ COMMITTED, READ ONLY, [Retries#USUAL] and idempotent, [Timeouts#FOR_CHECKS].
    public static TransactionOptions reading() {
        return new TransactionOptions(
                        Isolation.READ_COMMITTED, true, Retries.USUAL, Timeouts.FOR_CHECKS, Optional.empty())
                .idempotent();
    }

    /// REPEATABLE READ, READ ONLY: every statement sees the database at the same moment.
    public static TransactionOptions snapshot() {
        return reading().isolation(Isolation.REPEATABLE_READ);
    }

    /// As writing, SERIALIZABLE: as if transactions ran one after another; retries are part of it.
    public static TransactionOptions serializable() {
        return writing().isolation(Isolation.SERIALIZABLE);
    }

    /// The same with another isolation.
    public TransactionOptions isolation(Isolation other) {
        return new TransactionOptions(other, readOnly, retries, timeouts, limit);
    }

    /// The same with other retries. `retries(1, Duration.ZERO)` is none.
    public TransactionOptions retries(int attempts, Duration deadline) {
        return retrying(new Retries(attempts, deadline, retries.idempotent(), retries.locks()));
    }

    /// The same with other retries.
    public TransactionOptions retrying(Retries other) {
        return new TransactionOptions(isolation, readOnly, other, timeouts, limit);
    }

    /// The same for work that may be done twice without harm: it is also tried again after a connection broke, even
    /// during COMMIT.
    public TransactionOptions idempotent() {
        return retrying(new Retries(retries.attempts(), retries.deadline(), true, retries.locks()));
    }

    /// The same, tried again when a lock was not had in time.
    public TransactionOptions retryingLocks() {
        return retrying(new Retries(retries.attempts(), retries.deadline(), retries.idempotent(), true));
    }

    /// The same with other timeouts.
    public TransactionOptions timeouts(Timeouts other) {
        return new TransactionOptions(isolation, readOnly, retries, other, limit);
    }

    /// The same within this time, whatever happens.
    public TransactionOptions within(Duration limit) {
        return new TransactionOptions(isolation, readOnly, retries, timeouts, Optional.of(limit));
    }

    /// Whether work that asks for this may run inside a transaction that runs under `outer`.
    public boolean fitsInto(TransactionOptions outer) {
        return isolation.compareTo(outer.isolation) <= 0 && (readOnly || !outer.readOnly);
    }

    /// The statements that begin it, as the first ones of a transaction.
    ///
    /// @throws Problem TIMEOUT when no time is left
    public String sql(Attempt attempt) {
        Optional<Duration> left = attempt.remaining();
        if (left.filter(Duration.ZERO::equals).isPresent()) {
            throw Attempt.late();
        }
        return "set transaction isolation level " + isolation.sql + (readOnly ? " read only; " : " read write; ")
                + left.map(timeouts::atMost).orElse(timeouts).sql();
    }
}
