package dev.pgsteady.migrate.adopt;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.plan.Model;
import dev.pgsteady.schema.plan.ObjectId;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import dev.pgsteady.schema.plan.Part;
import java.util.Optional;
import java.util.function.Predicate;

/// The partitions that were made at run time, of tables that revisions divide: they come with the months and go with
/// them, and no revision says so.
///
/// @param replayed what the revisions give
/// @param live     what the database has
record ComingAndGoing(Model replayed, Model live) implements Predicate<ObjectId> {
    /// Whether a part of the database is such a partition, or belongs to one.
    @Override
    public boolean test(ObjectId id) {
        return live.parts().get(id) instanceof Part.IndexPart index
                ? made(index.on())
                : !id.schema().isEmpty() && made(new QualifiedName(id.schema(), id.name()));
    }

    private static ObjectId id(Kind kind, QualifiedName table) {
        return new ObjectId(kind, table.schema(), table.name(), "");
    }

    private boolean made(QualifiedName table) {
        Optional<QualifiedName> parent = parent(live, table);
        return parent.isPresent()
                && !replayed.parts().containsKey(id(Kind.TABLE, table))
                && (divided(parent.get()) || made(parent.get()));
    }

    private boolean divided(QualifiedName table) {
        return replayed.parts().get(id(Kind.TABLE, table)) instanceof Part.TablePart t
                && t.shape().partitionKey().isPresent();
    }

    private static Optional<QualifiedName> parent(Model schema, QualifiedName table) {
        return schema.parts().get(id(Kind.PARTITION, table)) instanceof Part.PartitionPart p
                ? Optional.of(p.of().parent())
                : Optional.empty();
    }
}
