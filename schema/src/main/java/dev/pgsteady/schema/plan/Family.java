package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.List;

/// What is different where tables have parents: partitions, and tables that inherit.
record Family(Model old, Model wanted) {
    /// The statements that make a part, as they are for a table that has parents or children.
    List<String> made(Part part, List<String> statements) {
        return switch (part) {
            case Part.IndexPart i
            when emptyShell(i) -> statements.stream().map(Family::only).toList();
            case Part.ConstraintPart c
            when validatedAlone(c) ->
                List.of("ALTER TABLE %s VALIDATE CONSTRAINT %s"
                        .formatted(c.id().qualified().sql(), Sql.identifier(c.id().part())));
            default -> statements;
        };
    }

    /// The part as it must be made: a table that becomes a partition has every column before it does.
    Part asMade(Part part) {
        return part instanceof Part.ColumnPart c && c.inherited() && becomesPartition(c.id().qualified())
                ? c.own(c.merged())
                : part;
    }

    private boolean becomesPartition(QualifiedName table) {
        return old.parts().containsKey(ObjectId.of(Kind.TABLE, table))
                && !old.parts().containsKey(ObjectId.of(Kind.PARTITION, table))
                && wanted.parts().containsKey(ObjectId.of(Kind.PARTITION, table));
    }

    private static String only(String sql) {
        return sql.startsWith("CREATE ") ? sql.replaceFirst(" ON ", " ON ONLY ") : sql;
    }

    /// An index of a partitioned table that none of its partitions takes part in.
    private boolean emptyShell(Part.IndexPart index) {
        boolean partitioned = wanted.parts().get(ObjectId.of(Kind.TABLE, index.on())) instanceof Part.TablePart t
                && t.shape().kind() == Table.Kind.PARTITIONED;
        boolean partitions = wanted.parts().values().stream()
                .anyMatch(p ->
                        p instanceof Part.PartitionPart x && x.of().parent().equals(index.on()));
        return partitioned
                && partitions
                && wanted.parts().values().stream()
                        .noneMatch(p -> wanted.structure()
                                .parent(p)
                                .filter(index.id()::equals)
                                .isPresent());
    }

    /// A constraint that comes with one of the parent that nobody validated, and is valid itself.
    private boolean validatedAlone(Part.ConstraintPart c) {
        return c.follows()
                && c.constraint().common().validated()
                && wanted.structure().parents(c.id().qualified()).stream()
                        .map(p -> wanted.parts().get(ObjectId.of(Kind.CONSTRAINT, p, c.id().part())))
                        .anyMatch(p -> p instanceof Part.ConstraintPart above
                                && !above.constraint().common().validated());
    }

    /// The statements that take a part away, as they are for a table that has children.
    List<String> taken(Part part, List<String> statements) {
        return switch (part) {
            case Part.IndexPart i
            when holdsConstraints(i) ->
                statements.stream().map(s -> s + " CASCADE").toList();
            case Part.ColumnPart c
            when keptBelow(c.id()) ->
                statements.stream()
                        .map(s -> s.replaceFirst("^ALTER TABLE ", "ALTER TABLE ONLY "))
                        .toList();
            default -> statements;
        };
    }

    /// Whether constraints of partitions have their indexes under this one: neither goes without the other, unless both
    /// go at once.
    private boolean holdsConstraints(Part.IndexPart index) {
        return old.parts().values().stream()
                .anyMatch(p -> p instanceof Part.ConstraintPart c
                        && c.parentIndex().filter(index.index().name()::equals).isPresent());
    }

    /// Whether a table that inherits the column keeps it.
    private boolean keptBelow(ObjectId column) {
        QualifiedName table = column.qualified();
        return wanted.parts().values().stream()
                .anyMatch(p -> p instanceof Part.ColumnPart c
                        && c.id().part().equals(column.part())
                        && old.parts().containsKey(c.id())
                        && old.structure().parents(c.id().qualified()).contains(table)
                        && wanted.structure().parents(c.id().qualified()).contains(table));
    }
}
