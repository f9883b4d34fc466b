package dev.pgsteady.readiness.rules;

import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Table;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// What a finding is about, named as SQL would.
final class About {
    private static final List<String> UNITS = List.of("bytes", "kB", "MB", "GB", "TB");

    private About() {}

    static Subject table(Table table) {
        return new Subject("table", table.name().sql());
    }

    static Subject column(Table table, String column) {
        return new Subject("column", table.name().sql() + "." + Sql.identifier(column));
    }

    static Subject constraint(Table table, String constraint) {
        return new Subject("constraint", table.name().sql() + "." + Sql.identifier(constraint));
    }

    static Subject index(QualifiedName index) {
        return new Subject("index", index.sql());
    }

    /// Column names as a list of SQL: `a, "B"`.
    static String columns(Collection<String> names) {
        return names.stream().map(Sql::identifier).collect(Collectors.joining(", "));
    }

    /// About how many rows, as words: "no rows that anyone has counted", "about 12,000 rows".
    static String rows(long rows) {
        return rows == 0 ? "no rows that were counted" : "about %,d rows".formatted(rounded(rows));
    }

    /// Rounded to two digits, so that a few new rows do not change a report.
    private static long rounded(long rows) {
        long unit = 1;
        while (rows / unit >= 100) {
            unit *= 10;
        }
        return Math.round((double) rows / unit) * unit;
    }

    /// Bytes as words, rounded to two digits: "1.2 GB", "45 MB", "8.0 kB".
    static String size(long bytes) {
        double left = bytes;
        int unit = 0;
        while (left >= 1024 && unit < UNITS.size() - 1) {
            left /= 1024;
            unit++;
        }
        return left < 10 && unit > 0
                ? "%.1f %s".formatted(left, UNITS.get(unit))
                : "%,d %s".formatted(rounded(Math.round(left)), UNITS.get(unit));
    }
}
