package dev.pgsteady.migrate.lint;

import java.util.List;
import java.util.Optional;

/// What is known of the database that migrations will meet.
///
/// @param major   PostgreSQL's major version
/// @param tables  its tables; empty when no database was named
public record Known(int major, List<KnownTable> tables) {
    /// The oldest version that pgsteady works on, and nothing of tables.
    public static final Known NOTHING = new Known(15, List.of());

    public Known {
        tables = List.copyOf(tables);
    }

    /// A table of the database.
    ///
    /// @param name    with its schema
    /// @param visible whether it is found without its schema
    /// @param size    how large
    /// @param columns its columns with their types
    public record KnownTable(ObjectName name, boolean visible, TableSize size, List<KnownColumn> columns) {
        public KnownTable {
            columns = List.copyOf(columns);
        }
    }

    /// A column of a table of the database.
    public record KnownColumn(String name, ColumnType type, boolean notNull) {}

    /// The table of that name.
    public Optional<KnownTable> find(ObjectName name) {
        return tables.stream()
                .filter(t -> t.name().meets(name) && (name.schema().isPresent() || t.visible()))
                .findFirst();
    }
}
