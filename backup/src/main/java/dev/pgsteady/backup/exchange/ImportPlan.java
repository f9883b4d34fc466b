package dev.pgsteady.backup.exchange;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an import will do, to be shown before.
///
/// @param tables     in the order in which they are filled
/// @param before     the SQL that makes schema and tables
/// @param after      the SQL that makes numbers, keys, indexes and checks, once the rows are there
/// @param decisions  sentences about what could have been done otherwise
/// @param leftBehind what will not come over, and why
/// @param misfits    values that their columns' types do not hold
/// @param violations foreign keys and primary keys that rows violate
public record ImportPlan(
        Path file,
        String schema,
        List<TablePlan> tables,
        List<String> before,
        List<String> after,
        List<String> decisions,
        List<String> leftBehind,
        List<Misfit> misfits,
        List<Violation> violations) {
    public ImportPlan {
        tables = List.copyOf(tables);
        before = List.copyOf(before);
        after = List.copyOf(after);
        decisions = List.copyOf(decisions);
        leftBehind = List.copyOf(leftBehind);
        misfits = List.copyOf(misfits);
        violations = List.copyOf(violations);
    }

    /// Whether nothing stands in the way.
    public boolean ready() {
        return misfits.isEmpty() && violations.stream().allMatch(Violation::kept);
    }

    /// A table and the types of its columns, in order.
    public record TablePlan(String name, long rows, Map<String, ColumnType> columns) {
        public TablePlan {
            columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        }
    }

    /// Values that a type does not hold. The values themselves are not shown.
    ///
    /// @param values how many
    /// @param rows   the first of them: their rowids, or in a table without such, their numbers from 1
    /// @param query  shows those in SQLite
    public record Misfit(String table, String column, ColumnType type, long values, List<Long> rows, String query) {
        public Misfit {
            rows = List.copyOf(rows);
        }
    }

    /// Rows that violate a key.
    ///
    /// @param key   as in `orders (user_id) -> users (id)`
    /// @param query shows them in SQLite
    /// @param kept  whether they come over, and the key is made `NOT VALID`
    public record Violation(String table, String key, long rows, String query, boolean kept) {}
}
