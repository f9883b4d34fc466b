package dev.pgsteady.readiness;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the server has counted since it last began to, as far as rules judge by it. They compare and never print the
/// figures, because a check may move them itself.
///
/// @param subtransactions look-ups of what a subtransaction belongs to
/// @param checkpoints     of the whole server
/// @param waitingWal      how many WAL files wait to be archived; empty when the role may not look
/// @param unarchivedWal   bytes of WAL written since the last archived file ended; empty when none was, or on a standby
/// @param discarded       seconds since all statistics of the server began at one instant, which they do after a crash
///                        and in a new server; empty after an orderly start
/// @param statementTime   milliseconds spent in statements of this database by role (`pg_stat_statements`); empty when
///                        they cannot be read
public record Counters(
        Lookups subtransactions,
        Checkpoints checkpoints,
        Optional<Long> waitingWal,
        Optional<Long> unarchivedWal,
        Optional<Long> discarded,
        Map<String, Double> statementTime) {
    public Counters {
        statementTime = Collections.unmodifiableMap(new TreeMap<>(statementTime));
    }

    /// Nothing was counted.
    static Counters none() {
        return new Counters(
                new Lookups(0, 0),
                new Checkpoints(0, 0),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    /// Look-ups in the cache of subtransactions (`pg_stat_slru`).
    ///
    /// @param misses those that had to read a page
    public record Lookups(long hits, long misses) {}

    /// Checkpoints (`pg_stat_checkpointer`; before release 17 `pg_stat_bgwriter`).
    ///
    /// @param requested those that came before their time: for WAL, by hand or for a backup
    public record Checkpoints(long timed, long requested) {}
}
