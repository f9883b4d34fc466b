package dev.pgsteady.schema;

import dev.pgsteady.core.QualifiedName;
import java.util.List;
import java.util.Optional;

/// An index.
///
/// @param method           `btree`, `hash`, `gin`, `gist`, `spgist`, `brin`, ...
/// @param keys             what it is ordered by, in order
/// @param include          the columns it carries along (`INCLUDE`)
/// @param predicate        the condition of a partial index, as `pg_get_expr` writes it
/// @param nullsNotDistinct `NULLS NOT DISTINCT`
/// @param valid            false after a failed or during a running `CREATE INDEX CONCURRENTLY`
/// @param ready            whether writes keep it up to date
/// @param constraint       the constraint that owns it, where one does
/// @param parent           the index of the parent table, for an index of a partition
/// @param definition       `pg_get_indexdef`
public record Index(
        QualifiedName name,
        String method,
        List<Key> keys,
        List<String> include,
        Optional<String> predicate,
        boolean unique,
        boolean primary,
        boolean nullsNotDistinct,
        boolean valid,
        boolean ready,
        boolean clustered,
        boolean replicaIdentity,
        Optional<String> constraint,
        Optional<QualifiedName> parent,
        List<String> options,
        Optional<String> tablespace,
        String definition,
        Optional<String> comment) {
    public Index {
        keys = List.copyOf(keys);
        include = List.copyOf(include);
        options = List.copyOf(options);
    }

    /// One key of an index.
    ///
    /// @param column        the column; empty for an expression
    /// @param expression    the expression as SQL; empty for a column
    /// @param operatorClass as in `pg_catalog.text_ops`
    /// @param collation     where the type has one
    public record Key(
            Optional<String> column,
            Optional<String> expression,
            QualifiedName operatorClass,
            Optional<QualifiedName> collation,
            boolean descending,
            boolean nullsFirst) {}

    /// Whether nothing but columns is in the key.
    public boolean plainColumns() {
        return keys.stream().allMatch(k -> k.column().isPresent());
    }

    /// The key's columns in order, expressions left out.
    public List<String> columns() {
        return keys.stream().flatMap(k -> k.column().stream()).toList();
    }
}
