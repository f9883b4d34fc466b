package dev.pgsteady.migrate.adopt;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.plan.Model;
import dev.pgsteady.schema.plan.ObjectId;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import dev.pgsteady.schema.plan.Part;
import dev.pgsteady.schema.plan.Part.PartitionPart;
import java.util.Optional;
import java.util.function.Predicate;

/// The partitions that one schema has and another, which divides the same tables, has not: they come with the
/// months and go with them, and no revision says so. Where rows go that fit nowhere else is not among them.
///
/// @param other the schema that has not got them
/// @param one   the schema that has
record ComingAndGoing(Model other, Model one) implements Predicate<ObjectId> {
    private static final String ANYTHING = "DEFAULT";

    /// Whether a part of the one schema is such a partition, or belongs to it.
    @Override
    public boolean test(ObjectId id) {
        return one.parts().get(id) instanceof Part.IndexPart index
                ? passes(index.on())
                : !id.schema().isEmpty() && passes(new QualifiedName(id.schema(), id.name()));
    }

    private static ObjectId id(Kind kind, QualifiedName table) {
        return new ObjectId(kind, table.schema(), table.name(), "");
    }

    private boolean passes(QualifiedName table) {
        Optional<PartitionPart> partition = partition(table);
        return partition.isPresent()
                && !other.parts().containsKey(id(Kind.TABLE, table))
                && !partition.get().of().bound().equals(ANYTHING)
                && (divided(partition.get().of().parent())
                        || passes(partition.get().of().parent()));
    }

    private boolean divided(QualifiedName table) {
        return other.parts().get(id(Kind.TABLE, table)) instanceof Part.TablePart t
                && t.shape().partitionKey().isPresent();
    }

    private Optional<PartitionPart> partition(QualifiedName table) {
        return one.parts().get(id(Kind.PARTITION, table)) instanceof PartitionPart p
                ? Optional.of(p)
                : Optional.empty();
    }
}
