package dev.pgsteady.core;

import java.time.Duration;

/// How long a transaction may keep a server busy (manual, 20.11.1). Zero is no limit. Milliseconds count.
///
/// Set with `SET LOCAL` at the start of each transaction: that holds behind a pooler, where `options` in the URL do
/// not.
///
/// @param statement         `statement_timeout`
/// @param lock              `lock_timeout`
/// @param idleInTransaction `idle_in_transaction_session_timeout`
public record Timeouts(Duration statement, Duration lock, Duration idleInTransaction) {
    /// For looking at a system that others use: 5 s a statement, 200 ms for a lock, 60 s idle.
    public static final Timeouts FOR_CHECKS =
            new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofSeconds(60));

    /// For an application's own work: 30 s a statement, 5 s for a lock, 60 s idle.
    public static final Timeouts FOR_CHANGES =
            new Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(60));

    /// No limits: for a dump or an index on a large table.
    public static final Timeouts NONE = new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    public Timeouts {
        if (statement.isNegative() || lock.isNegative() || idleInTransaction.isNegative()) {
            throw new IllegalArgumentException("a timeout is not negative");
        }
        if (statement.toMillis() > Integer.MAX_VALUE || lock.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a timeout is at most 24 days");
        }
    }

    /// The same where no statement and no wait for a lock takes longer than this.
    Timeouts atMost(Duration most) {
        Duration longest = most.toMillis() < 1 ? Duration.ofMillis(1) : most;
        return new Timeouts(shorter(statement, longest), shorter(lock, longest), idleInTransaction);
    }

    private static Duration shorter(Duration limit, Duration most) {
        return limit.isZero() || limit.compareTo(most) > 0 ? most : limit;
    }

    /// The statements that set them for the current transaction.
    String sql() {
        return "set local statement_timeout = " + statement.toMillis()
                + "; set local lock_timeout = " + lock.toMillis()
                + "; set local idle_in_transaction_session_timeout = " + idleInTransaction.toMillis();
    }
}
