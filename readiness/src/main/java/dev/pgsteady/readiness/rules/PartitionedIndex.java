package dev.pgsteady.readiness.rules;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.schema.Table;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An index of a partitioned table, made without stopping writes: the parent's, which is empty, then partition by
/// partition CONCURRENTLY, hung under the parent's (manual, 5.11 Table Partitioning). Partitions of partitions alike.
///
/// @param names  where the names of its parts come from
/// @param suffix what the name of a part has after that of its table
/// @param how    its definition from USING on
/// @param unique whether it is a unique one
record PartitionedIndex(Facts facts, FreshNames names, String suffix, String how, boolean unique) {
    /// The whole of it.
    String on(Table table) {
        QualifiedName own = names.give(table.name().schema(), table.name().name(), suffix);
        return create(table, own);
    }

    /// The part of one partition, hung under an index of its parent.
    String under(QualifiedName parent, Table partition) {
        QualifiedName own =
                names.give(partition.name().schema(), partition.name().name(), suffix);
        return create(partition, own) + "\nALTER INDEX %s ATTACH PARTITION %s;".formatted(parent.sql(), own.sql());
    }

    private String create(Table table, QualifiedName own) {
        boolean parent = table.kind() == Table.Kind.PARTITIONED;
        String first = "CREATE %sINDEX %s%s ON %s%s %s;"
                .formatted(
                        unique ? "UNIQUE " : "",
                        parent ? "" : "CONCURRENTLY ",
                        Sql.identifier(own.name()),
                        parent ? "ONLY " : "",
                        table.name().sql(),
                        how);
        Stream<String> parts = parent ? facts.partitions(table.name()).stream().map(p -> under(own, p)) : Stream.of();
        return Stream.concat(Stream.of(first), parts).collect(Collectors.joining("\n"));
    }
}
