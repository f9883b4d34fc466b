package dev.pgsteady.schema;

import dev.pgsteady.core.QualifiedName;
import java.util.List;
import java.util.Optional;

/// A sequence as declared. Its last value is in [Statistics].
///
/// @param dataType `smallint`, `integer` or `bigint`
/// @param ownedBy  the column that it belongs to: of a serial or identity column, or after `OWNED BY`
/// @param identity whether it is the hidden sequence of an identity column
public record Sequence(
        QualifiedName name,
        String owner,
        String dataType,
        long start,
        long minimum,
        long maximum,
        long increment,
        long cache,
        boolean cycle,
        Optional<ColumnName> ownedBy,
        boolean identity,
        Table.Persistence persistence,
        List<Grant> grants,
        Optional<String> comment,
        Optional<String> extension) {
    public Sequence {
        grants = List.copyOf(grants);
    }

    /// A column of a table.
    public record ColumnName(QualifiedName table, String column) {}
}
