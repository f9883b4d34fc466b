package dev.pgsteady.schema;

import dev.pgsteady.core.QualifiedName;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the server has measured: sizes, usage, and the distribution of values. Kept beside the [Schema] because two
/// reads of an unchanged database differ in it.
public record Statistics(
        DatabaseUse database,
        Map<QualifiedName, TableUse> tables,
        Map<QualifiedName, IndexUse> indexes,
        Map<QualifiedName, SequenceUse> sequences) {
    public Statistics {
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
        indexes = Collections.unmodifiableMap(new TreeMap<>(indexes));
        sequences = Collections.unmodifiableMap(new TreeMap<>(sequences));
    }

    /// The database as a whole, from `pg_stat_database` and `pg_database`.
    ///
    /// @param statisticsReset  when the counters last began; empty for never
    /// @param frozenAge        `age(datfrozenxid)`, in transactions
    /// @param multixactAge     `mxid_age(datminmxid)`
    /// @param checksumFailures empty when checksums are off
    public record DatabaseUse(
            long commits,
            long rollbacks,
            long blocksRead,
            long blocksHit,
            long temporaryBytes,
            long deadlocks,
            int sessions,
            long frozenAge,
            long multixactAge,
            Optional<Long> checksumFailures,
            Optional<Instant> statisticsReset) {}

    /// A table, from `pg_class` and `pg_stat_all_tables`.
    ///
    /// @param rows    the planner's estimate (`reltuples`); -1 when never analyzed
    /// @param bytes   pages of the heap (`relpages`) times the block size; no size function is called
    /// @param columns by name, for columns that `ANALYZE` has seen and the role may read
    public record TableUse(
            long rows,
            long bytes,
            long sequentialScans,
            long sequentialRows,
            long indexScans,
            long inserted,
            long updated,
            long hotUpdated,
            long deleted,
            long liveRows,
            long deadRows,
            long modifiedSinceAnalyze,
            long frozenAge,
            Optional<Instant> lastVacuum,
            Optional<Instant> lastAnalyze,
            Map<String, ColumnUse> columns) {
        public TableUse {
            columns = Collections.unmodifiableMap(new TreeMap<>(columns));
        }
    }

    /// The values of a column, from `pg_stats`.
    ///
    /// @param nullFraction   0 to 1
    /// @param averageWidth   bytes
    /// @param distinctValues `n_distinct`: positive a number of values, negative minus a fraction of the rows
    /// @param commonValues   how many most common values are kept
    public record ColumnUse(double nullFraction, int averageWidth, double distinctValues, int commonValues) {}

    /// An index, from `pg_class` and `pg_stat_all_indexes`.
    public record IndexUse(long bytes, long scans, long rowsRead, Optional<Instant> lastScan) {}

    /// A sequence.
    ///
    /// @param lastValue empty when it was never used, or when the role may not read it
    public record SequenceUse(Optional<Long> lastValue) {}

    /// The use of a table; zeros and unknown rows when there is none.
    public TableUse table(QualifiedName name) {
        return tables.getOrDefault(name, NEVER_USED);
    }

    private static final TableUse NEVER_USED =
            new TableUse(-1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty(), Map.of());
}
