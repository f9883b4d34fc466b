package dev.pgsteady.core;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;

/// [PoolSettings] in HikariCP's words, for a pool of one's own that frameworks can look into.
public final class HikariPools {
    /// How long after its last use HikariCP hands out a connection without proving that it is alive.
    private static final String BYPASS = "com.zaxxer.hikari.aliveBypassWindowMs";

    private static final Duration OVERFLOW_KEPT = Duration.ofSeconds(10);
    private static final long LONGEST_VALIDATION = 5_000;

    private HikariPools() {}

    /// What the settings mean; it can be changed before the pool is made. [PoolSettings#leak()] is left to whoever
    /// hands out the connections.
    ///
    /// @param source where connections come from
    public static HikariConfig config(DataSource source, PoolSettings pool) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("pgsteady");
        config.setDataSource(source);
        config.setMinimumIdle(pool.size());
        config.setMaximumPoolSize(pool.limit());
        config.setConnectionTimeout(pool.timeout().toMillis());
        config.setValidationTimeout(Math.min(pool.timeout().toMillis(), LONGEST_VALIDATION));
        config.setMaxLifetime(pool.recycle().toMillis());
        // A fixed pool must not name an idle timeout; an overflow goes as soon as HikariCP lets it.
        config.setIdleTimeout(pool.overflow() == 0 ? 0 : OVERFLOW_KEPT.toMillis());
        return config;
    }

    /// Makes the pool. HikariCP reads the window from a system property while a pool is made, and from nowhere else;
    /// so it is set for that moment only, and a value that somebody has set stays as it is.
    ///
    /// @param prePing as in [PoolSettings#prePing()]
    public static HikariDataSource make(HikariConfig config, boolean prePing) {
        synchronized (BYPASS) {
            boolean ours = System.getProperty(BYPASS) == null;
            if (ours) {
                System.setProperty(BYPASS, prePing ? "-1" : Long.toString(Long.MAX_VALUE));
            }
            try {
                return new HikariDataSource(config);
            } finally {
                if (ours) {
                    System.clearProperty(BYPASS);
                }
            }
        }
    }
}
