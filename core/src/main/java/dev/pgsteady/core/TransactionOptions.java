package dev.pgsteady.core;

import java.time.Duration;

/// How a transaction is run.
///
/// @param isolation what it may see of others
/// @param readOnly  whether the server refuses writes in it
/// @param attempts  how often the work is tried in all when it loses against another transaction; at least 1
/// @param deadline  no further try begins later than this after the first
/// @param timeouts  how long it may keep the server busy
public record TransactionOptions(
        Isolation isolation, boolean readOnly, int attempts, Duration deadline, Timeouts timeouts) {
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
        if (attempts < 1 || deadline.isNegative()) {
            throw new IllegalArgumentException("a transaction has at least one attempt and no negative deadline");
        }
    }

    /// READ COMMITTED, writing, up to 5 tries within 10 s, [Timeouts#FOR_CHANGES].
    public static TransactionOptions writing() {
        return new TransactionOptions(Isolation.READ_COMMITTED, false, 5, Duration.ofSeconds(10), Timeouts.FOR_CHANGES);
    }

    /// READ COMMITTED, READ ONLY, up to 5 tries within 10 s, [Timeouts#FOR_CHECKS].
    public static TransactionOptions reading() {
        return new TransactionOptions(Isolation.READ_COMMITTED, true, 5, Duration.ofSeconds(10), Timeouts.FOR_CHECKS);
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
        return new TransactionOptions(other, readOnly, attempts, deadline, timeouts);
    }

    /// The same with other retries. `retries(1, Duration.ZERO)` is none.
    public TransactionOptions retries(int attempts, Duration deadline) {
        return new TransactionOptions(isolation, readOnly, attempts, deadline, timeouts);
    }

    /// The same with other timeouts.
    public TransactionOptions timeouts(Timeouts other) {
        return new TransactionOptions(isolation, readOnly, attempts, deadline, other);
    }

    /// Whether work that asks for this may run inside a transaction that runs under `outer`.
    boolean fitsInto(TransactionOptions outer) {
        return isolation.compareTo(outer.isolation) <= 0 && (readOnly || !outer.readOnly);
    }

    /// The statements that begin it.
    String sql() {
        return "set transaction isolation level " + isolation.sql + (readOnly ? " read only; " : " read write; ")
                + timeouts.sql();
    }
}
