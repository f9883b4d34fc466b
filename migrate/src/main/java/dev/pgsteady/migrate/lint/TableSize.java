package dev.pgsteady.migrate.lint;

import dev.pgsteady.core.Severity;
import java.util.Locale;

/// How large a table is, by the server's estimate.
///
/// @param rows  its rows; -1 when nobody has counted
/// @param bytes its pages
public record TableSize(long rows, long bytes) {
    private static final long MEGABYTE = 1024 * 1024;

    /// How bad a hazard is that keeps others waiting while every row is read or written. Writing a row
    /// takes about as long as reading eight.
    Severity severity(LintRule.Cost cost) {
        long work = switch (cost) {
            case SAME -> 0;
            case READS -> bytes;
            case WRITES -> 8 * bytes;
        };
        if (work < 8 * MEGABYTE) {
            return Severity.LOW;
        }
        if (work < 64 * MEGABYTE) {
            return Severity.MEDIUM;
        }
        return work < 16 * 1024 * MEGABYTE ? Severity.HIGH : Severity.CRITICAL;
    }

    /// As a person says it: `about 1,200,000 rows, 410 MB`.
    public String words() {
        String size = bytes < MEGABYTE
                ? String.format(Locale.ROOT, "%,d kB", bytes / 1024)
                : String.format(Locale.ROOT, "%,d MB", bytes / MEGABYTE);
        return (rows < 0
                        ? "rows not counted"
                        : String.format(Locale.ROOT, "about %,d row%s", rows, rows == 1 ? "" : "s"))
                + ", " + size;
    }
}
