package dev.pgsteady.backup.exchange;

import java.util.List;
import java.util.Optional;

/// A table as SQLite declares it.
///
/// @param sql     its CREATE TABLE
/// @param row     what names a row: `rowid`, or another name for it; empty in a table without
/// @param key     the columns of the primary key, in order
/// @param counted the column that SQLite numbers by itself: an INTEGER PRIMARY KEY
/// @param last    the highest number that AUTOINCREMENT ever gave; 0 for none
record SqliteTable(
        String name,
        String sql,
        Optional<String> row,
        List<Column> columns,
        List<String> key,
        Optional<String> counted,
        long last,
        List<ForeignKey> foreignKeys,
        List<Index> indexes) {
    SqliteTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        foreignKeys = List.copyOf(foreignKeys);
        indexes = List.copyOf(indexes);
    }

    /// A column.
    ///
    /// @param declared  the type's name as it was written, which may be anything or nothing
    /// @param computed  whether it is a generated column
    record Column(String name, String declared, boolean notNull, Optional<String> standard, boolean computed) {}

    /// @param targets the columns referred to; none for the primary key
    record ForeignKey(List<String> columns, String table, List<String> targets, String onUpdate, String onDelete) {
        ForeignKey {
            columns = List.copyOf(columns);
            targets = List.copyOf(targets);
        }
    }

    /// @param origin `c` for CREATE INDEX, `u` for UNIQUE, `pk` for the primary key
    /// @param sql    its CREATE INDEX; empty for those of constraints
    record Index(String name, boolean unique, String origin, boolean partial, List<Key> keys, Optional<String> sql) {
        Index {
            keys = List.copyOf(keys);
        }
    }

    /// @param column empty for an expression
    record Key(Optional<String> column, boolean descending, String collation) {}

    Optional<Column> column(String named) {
        return columns.stream().filter(c -> c.name().equalsIgnoreCase(named)).findFirst();
    }
}
