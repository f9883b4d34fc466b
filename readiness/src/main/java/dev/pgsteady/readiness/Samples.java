package dev.pgsteady.readiness;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.readiness.Live.ReferenceSample;
import dev.pgsteady.schema.Sequence;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was looked at after the snapshot, each thing in a short transaction of its own.
///
/// @param references what samples of rows showed of references between tables
/// @param unsampled  references whose rows could not be looked at, with the reason
/// @param sequences  sequences beside the values that their columns hold already
/// @param plans      how the server would run the main statements
public record Samples(
        List<ReferenceSample> references,
        Map<Facts.Reference, String> unsampled,
        List<SequenceSample> sequences,
        List<StatementPlan> plans) {
    public Samples {
        references = List.copyOf(references);
        unsampled = Map.copyOf(unsampled);
        sequences = List.copyOf(sequences);
        plans = List.copyOf(plans);
    }

    /// Nothing was looked at.
    public static Samples none() {
        return new Samples(List.of(), Map.of(), List.of(), List.of());
    }

    /// A sequence beside a column that it feeds.
    ///
    /// @param next     the value that it gives next
    /// @param nearest  the first value at or after that one that the column holds already; empty when there is none
    /// @param furthest the last value that the column holds, in the direction in which the sequence counts
    public record SequenceSample(
            QualifiedName sequence,
            Sequence.ColumnName column,
            long next,
            Optional<Long> nearest,
            Optional<Long> furthest) {}

    /// How the server would run a statement, whatever its parameters are.
    ///
    /// @param text     as `pg_stat_statements` holds it, without constants, shortened to one line
    /// @param scans    tables that it reads from end to end and filters
    /// @param sortings what it sorts to return the first few of
    /// @param gain     what an index would save, where `hypopg` could tell
    public record StatementPlan(String text, List<Scan> scans, List<Sorting> sortings, Optional<Gain> gain) {
        public StatementPlan {
            scans = List.copyOf(scans);
            sortings = List.copyOf(sortings);
        }
    }

    /// A sequential scan with a filter. Of a partition, in the name of the whole table.
    ///
    /// @param kept       how many rows the planner thinks the filter leaves
    /// @param conditions those that compare a column with a value, all of which have to hold
    public record Scan(QualifiedName table, long kept, List<Condition> conditions) {
        public Scan {
            conditions = List.copyOf(conditions);
        }

        /// The columns that are compared in this way.
        public List<String> columns(Comparison comparison) {
            return conditions.stream()
                    .filter(c -> c.comparison() == comparison)
                    .map(Condition::column)
                    .distinct()
                    .toList();
        }
    }

    /// A comparison of a column with a value.
    public record Condition(String column, Comparison comparison) {}

    /// How a column is compared.
    public enum Comparison {
        /// `=`, also with a list.
        EQUAL,
        /// `<`, `<=`, `>`, `>=`.
        RANGE,
        /// `LIKE`.
        PATTERN,
        /// `ILIKE`.
        PATTERN_ANY_CASE
    }

    /// A sort whose first rows alone are wanted.
    ///
    /// @param rows  how many rows the planner thinks are sorted
    /// @param keys  what they are sorted by
    /// @param equal the columns that the rows have been chosen by
    public record Sorting(QualifiedName table, long rows, List<SortKey> keys, List<String> equal) {
        public Sorting {
            keys = List.copyOf(keys);
            equal = List.copyOf(equal);
        }
    }

    /// A column to sort by.
    ///
    /// @param order as SQL writes it after the column: empty, `DESC`, `DESC NULLS LAST`, ...
    public record SortKey(String column, String order) {}

    /// What an index on these columns would save, in the planner's own unit.
    public record Gain(QualifiedName table, List<String> columns, double before, double after) {
        public Gain {
            columns = List.copyOf(columns);
        }
    }
}
