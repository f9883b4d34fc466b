package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The schema that a plan starts from, with what `DETACH PARTITION` and `NO INHERIT` leave behind: columns, keys and
/// indexes that are the table's own.
record Detached(Model old, Model wanted) {
    Model model() {
        Map<QualifiedName, List<QualifiedName>> kept = new HashMap<>();
        old.parts().forEach((id, part) -> {
            if (wanted.parts().containsKey(id.of(Kind.TABLE))) {
                if (part instanceof Part.PartitionPart && !sameParent(id)) {
                    kept.put(id.qualified(), List.of());
                } else if (part instanceof Part.TablePart from
                        && wanted.parts().get(id) instanceof Part.TablePart to
                        && !TableSql.left(from.shape(), to.shape()).isEmpty()) {
                    kept.put(id.qualified(), TableSql.kept(from.shape(), to.shape()));
                }
            }
        });
        if (kept.isEmpty()) {
            return old;
        }
        Map<ObjectId, Part> changed = new TreeMap<>();
        old.parts().values().forEach(part -> freed(part, kept).ifPresent(own -> changed.put(own.id(), own)));
        return old.with(changed);
    }

    /// The tables that one inherits from no longer.
    static List<QualifiedName> left(Model old, Model wanted, ObjectId table) {
        return old.parts().get(table) instanceof Part.TablePart from
                        && wanted.parts().get(table) instanceof Part.TablePart to
                ? TableSql.left(from.shape(), to.shape())
                : List.of();
    }

    private boolean sameParent(ObjectId id) {
        return old.parts().get(id) instanceof Part.PartitionPart before
                && wanted.parts().get(id) instanceof Part.PartitionPart after
                && before.of().parent().equals(after.of().parent());
    }

    private Optional<Part> freed(Part part, Map<QualifiedName, List<QualifiedName>> kept) {
        return switch (part) {
            case Part.ColumnPart c when freed(c.id(), kept) -> Optional.of(c.own(false));
            case Part.ConstraintPart c
            when freed(c.id(), kept) ->
                Optional.of(new Part.ConstraintPart(c.id(), c.constraint(), false, Optional.empty(), c.options()));
            case Part.IndexPart i
            when kept.containsKey(i.on()) ->
                Optional.of(new Part.IndexPart(i.id(), i.on(), IndexSql.bare(i.index(), Optional.empty())));
            default -> Optional.empty();
        };
    }

    /// Whether no parent that a table keeps has the like.
    private boolean freed(ObjectId id, Map<QualifiedName, List<QualifiedName>> kept) {
        return Optional.ofNullable(kept.get(id.qualified()))
                .filter(stay ->
                        stay.stream().noneMatch(p -> old.parts().containsKey(ObjectId.of(id.kind(), p, id.part()))))
                .isPresent();
    }
}
