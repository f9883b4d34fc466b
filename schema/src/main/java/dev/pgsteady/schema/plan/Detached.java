package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The schema that a plan starts from, with what `DETACH PARTITION` leaves behind: columns, keys and indexes that are
/// the
/// table's own.
record Detached(Model old, Model wanted) {
    Model model() {
        Set<QualifiedName> tables = new HashSet<>();
        old.parts().forEach((id, part) -> {
            boolean stays = wanted.parts().containsKey(id.of(Kind.TABLE));
            if (part instanceof Part.PartitionPart && stays && !sameParent(id)) {
                tables.add(id.qualified());
            }
        });
        if (tables.isEmpty()) {
            return old;
        }
        Map<ObjectId, Part> changed = new TreeMap<>();
        old.parts().values().forEach(part -> freed(part, tables).ifPresent(own -> changed.put(own.id(), own)));
        return old.with(changed);
    }

    private boolean sameParent(ObjectId id) {
        return old.parts().get(id) instanceof Part.PartitionPart before
                && wanted.parts().get(id) instanceof Part.PartitionPart after
                && before.of().parent().equals(after.of().parent());
    }

    private static Optional<Part> freed(Part part, Set<QualifiedName> tables) {
        return switch (part) {
            case Part.ColumnPart c when tables.contains(c.id().qualified()) -> Optional.of(c.own(false));
            case Part.ConstraintPart c
            when tables.contains(c.id().qualified()) ->
                Optional.of(new Part.ConstraintPart(c.id(), c.constraint(), false, Optional.empty(), c.options()));
            case Part.IndexPart i
            when tables.contains(i.on()) ->
                Optional.of(new Part.IndexPart(i.id(), i.on(), IndexSql.bare(i.index(), Optional.empty())));
            default -> Optional.empty();
        };
    }
}
