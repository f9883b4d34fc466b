package dev.pgsteady.readiness.rules;

import dev.pgsteady.readiness.Facts;
import dev.pgsteady.schema.Statistics.ColumnUse;
import dev.pgsteady.schema.Table;
import java.util.Optional;

/// What the statistics tell of a column's values.
final class Columns {
    /// Fewer rows than this say nothing about how values repeat.
    private static final long ENOUGH = 100;

    private static final double NEARLY = 0.9;

    private Columns() {}

    /// The statistics of a column, where there are enough rows for them to mean something.
    static Optional<ColumnUse> measured(Facts facts, Table table, String column) {
        return Optional.ofNullable(facts.use(table).columns().get(column)).filter(u -> facts.rows(table) >= ENOUGH);
    }

    /// How many different values there are. `n_distinct` is a number, or minus a share of the rows.
    static long distinct(ColumnUse use, long rows) {
        return Math.round(use.distinctValues() >= 0 ? use.distinctValues() : -use.distinctValues() * rows);
    }

    /// Whether nearly all values that are there differ from each other.
    static boolean unlike(ColumnUse use, long rows) {
        double filled = rows * (1 - use.nullFraction());
        return filled >= 1 && distinct(use, rows) >= NEARLY * filled;
    }
}
