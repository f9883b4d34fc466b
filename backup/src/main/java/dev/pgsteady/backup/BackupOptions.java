package dev.pgsteady.backup;

import java.time.Duration;
import java.util.List;

/// How a logical backup is taken.
///
/// @param databases   which; none for all that can be connected to, templates left out
/// @param workers     how many connections copy rows at once; at least 1
/// @param lockTimeout how long a table's lock is waited for; a table that is not to be had fails the backup
public record BackupOptions(List<String> databases, int workers, Duration lockTimeout) {
    /// All databases, two workers, 30 seconds.
    public static final BackupOptions USUAL = new BackupOptions(List.of(), 2, Duration.ofSeconds(30));

    public BackupOptions {
        databases = List.copyOf(databases);
        if (workers < 1 || workers > 64) {
            throw new IllegalArgumentException("1 to 64 workers");
        }
    }

    /// The same for these databases.
    public BackupOptions of(List<String> names) {
        return new BackupOptions(names, workers, lockTimeout);
    }

    /// The same with that many workers.
    public BackupOptions with(int many) {
        return new BackupOptions(databases, many, lockTimeout);
    }
}
