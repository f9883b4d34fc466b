package dev.pgsteady.data;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.PoolSettings;
import java.time.Duration;
import java.util.List;

/// How a [Db] is set up.
///
/// @param pool      connections to each server
/// @param replicas  the servers that reads may go to
/// @param freshness how new what they show has to be
/// @param session   what holds for transactions that say nothing else
public record DbOptions(
        PoolSettings pool, List<ConnectionSettings> replicas, Freshness freshness, Database.Session session) {
    public DbOptions {
        replicas = List.copyOf(replicas);
    }

    /// 10 connections and no more, 3 s to wait for one, whoever holds one for 10 s is logged; no replicas.
    public static DbOptions usual() {
        PoolSettings pool =
                PoolSettings.DEFAULT.sized(10, 0).waiting(Duration.ofSeconds(3)).leaksAfter(Duration.ofSeconds(10));
        return new DbOptions(pool, List.of(), Freshness.USUAL, Database.Session.ordinary());
    }

    /// The same with another pool.
    public DbOptions pool(PoolSettings other) {
        return new DbOptions(other, replicas, freshness, session);
    }

    /// The same with these replicas.
    public DbOptions replicas(List<ConnectionSettings> others) {
        return new DbOptions(pool, others, freshness, session);
    }

    /// The same with another freshness.
    public DbOptions freshness(Freshness other) {
        return new DbOptions(pool, replicas, other, session);
    }

    /// The same with other habits.
    public DbOptions session(Database.Session other) {
        return new DbOptions(pool, replicas, freshness, other);
    }
}
