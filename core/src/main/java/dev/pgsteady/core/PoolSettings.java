package dev.pgsteady.core;

import java.time.Duration;

/// How many connections are kept, in SQLAlchemy's words (its `QueuePool`); what they mean here exactly is in
/// [the explanation](docs/explanation/connections.md).
///
/// @param size     connections kept open when idle; at least 1. HikariCP's `minimumIdle`
/// @param overflow connections beyond that under load; at least 0. `maximumPoolSize` is size + overflow
/// @param timeout  how long a borrower waits for a connection; at least 250 ms. `connectionTimeout`
/// @param prePing  whether a connection is proved to be alive each time it is borrowed
/// @param recycle  age at which a connection is replaced when it is next idle; at least 30 s, zero for never.
///                 `maxLifetime`
/// @param leak     how long a connection may be held before it is logged who took it; zero for never
public record PoolSettings(int size, int overflow, Duration timeout, boolean prePing, Duration recycle, Duration leak) {
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(250);
    private static final Duration SHORTEST_RECYCLE = Duration.ofSeconds(30);

    /// Size 10, overflow 20, timeout 30 s, pre-ping, recycle after an hour, no look-out for leaks.
    public static final PoolSettings DEFAULT =
            new PoolSettings(10, 20, Duration.ofSeconds(30), true, Duration.ofHours(1), Duration.ZERO);

    public PoolSettings {
        require(size >= 1, "pool.size is at least 1");
        require(overflow >= 0, "pool.overflow is at least 0");
        require(timeout.compareTo(SHORTEST_TIMEOUT) >= 0, "pool.timeout is at least 250 ms");
        require(
                recycle.isZero() || recycle.compareTo(SHORTEST_RECYCLE) >= 0,
                "pool.recycle is at least 30 s, or 0 for never");
        require(!leak.isNegative(), "the time after which a leak is logged is not negative");
    }

    /// The same with another size and overflow.
    public PoolSettings sized(int size, int overflow) {
        return new PoolSettings(size, overflow, timeout, prePing, recycle, leak);
    }

    /// The same, waiting this long for a connection.
    public PoolSettings waiting(Duration timeout) {
        return new PoolSettings(size, overflow, timeout, prePing, recycle, leak);
    }

    /// The same, logging who has held a connection for this long.
    public PoolSettings leaksAfter(Duration leak) {
        return new PoolSettings(size, overflow, timeout, prePing, recycle, leak);
    }

    /// The most connections there can be.
    public int limit() {
        return size + overflow;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new Problem(
                    Problem.Kind.CONFIGURATION, "The pool cannot be of that size: " + rule + ".", "Change that value.");
        }
    }
}
