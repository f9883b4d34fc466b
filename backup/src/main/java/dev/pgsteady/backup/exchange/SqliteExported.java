package dev.pgsteady.backup.exchange;

import java.util.List;

/// A SQLite database that was written.
///
/// @param tables     each read back from the file and the same
/// @param leftBehind what SQLite has no counterpart for, and what became of it
public record SqliteExported(List<MovedTable> tables, List<String> leftBehind) {
    public SqliteExported {
        tables = List.copyOf(tables);
        leftBehind = List.copyOf(leftBehind);
    }
}
