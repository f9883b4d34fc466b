package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

/// The defaults on which the parents of a table do not agree. The server refuses to make a table that has a column
/// from them only (manual, CREATE TABLE, INHERITS), so they get these defaults when the table is there.
///
/// @param children by default: the tables that are made before it
record ParentDefaults(Map<ObjectId, Set<ObjectId>> children) {
    static ParentDefaults of(Model wanted) {
        Map<ObjectId, Set<ObjectId>> children = new HashMap<>();
        wanted.parts().values().forEach(part -> {
            if (part instanceof Part.ColumnPart c && c.inherited()) {
                collect(
                        wanted,
                        c,
                        (value, table) -> children.computeIfAbsent(value, v -> new HashSet<>())
                                .add(table));
            }
        });
        return new ParentDefaults(children);
    }

    private static void collect(Model wanted, Part.ColumnPart c, BiConsumer<ObjectId, ObjectId> sink) {
        List<QualifiedName> parents = wanted.structure().parents(c.id().qualified());
        List<Part.DefaultPart> values = parents.stream()
                .map(p -> wanted.parts().get(ObjectId.of(Kind.DEFAULT, p, c.id().part())))
                .filter(Objects::nonNull)
                .map(Part.DefaultPart.class::cast)
                .toList();
        if (values.stream().map(Part.DefaultPart::expression).distinct().count() > 1) {
            values.forEach(v -> sink.accept(v.id(), c.id().of(Kind.TABLE)));
        }
    }

    /// Whether a default is said on its own, and not with its table or column.
    boolean apart(ObjectId value) {
        return children.containsKey(value);
    }

    /// The tables that are made before a default.
    Set<ObjectId> before(ObjectId value) {
        return children.getOrDefault(value, Set.of());
    }
}
