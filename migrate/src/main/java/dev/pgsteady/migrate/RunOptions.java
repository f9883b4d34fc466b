package dev.pgsteady.migrate;

import java.time.Duration;

/// How a run treats the database and those who use it.
///
/// @param table            where the history is
/// @param lockTimeout      how long a statement waits for a lock before it gives way and is tried again: while it
///                         waits, everybody who comes after waits behind it
/// @param statementTimeout how long a statement may take in all; zero for no limit
/// @param patience         how long in all to wait for another run, and to go on trying one revision
public record RunOptions(HistoryTable table, Duration lockTimeout, Duration statementTimeout, Duration patience) {
    /// The history in `public`, 0.8 s for a lock, no limit for a statement, 5 minutes of patience.
    public static final RunOptions USUAL =
            new RunOptions(HistoryTable.in("public"), Duration.ofMillis(800), Duration.ZERO, Duration.ofMinutes(5));

    public RunOptions {
        if (lockTimeout.toMillis() < 1 || statementTimeout.isNegative() || patience.isNegative()) {
            throw new IllegalArgumentException("a lock is waited for, and no time is negative");
        }
        if (lockTimeout.toMillis() > Integer.MAX_VALUE || patience.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a timeout is at most 24 days");
        }
    }

    /// The same with the history elsewhere.
    public RunOptions in(HistoryTable other) {
        return new RunOptions(other, lockTimeout, statementTimeout, patience);
    }

    /// The same with other times.
    public RunOptions times(Duration lock, Duration statement, Duration all) {
        return new RunOptions(table, lock, statement, all);
    }
}
