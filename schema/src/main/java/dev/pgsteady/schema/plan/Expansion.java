package dev.pgsteady.schema.plan;

import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A wanted schema with the tables and columns that are to go still there, so that programs that use them run on, and
/// programs that know nothing of them can write rows already.
///
/// @param there  the schema that is there
/// @param wanted the one that is wanted in the end
record Expansion(Model there, Model wanted) {
    Model model() {
        Set<ObjectId> stay = staying();
        Model both = wanted.keeping(there, stay::contains);
        Map<ObjectId, Part> optional = new TreeMap<>();
        for (ObjectId id : stay) {
            boolean alone = id.kind() == Kind.COLUMN && wanted.parts().containsKey(id.of(Kind.TABLE));
            if (alone && both.parts().get(id) instanceof Part.ColumnPart c && mustBeGiven(c, both)) {
                optional.put(id, c.nullable());
            }
        }
        return both.with(optional);
    }

    private Set<ObjectId> staying() {
        Set<ObjectId> stay = new TreeSet<>();
        there.parts().keySet().stream()
                .filter(id -> id.kind() == Kind.TABLE || id.kind() == Kind.COLUMN)
                .filter(id -> !wanted.parts().containsKey(id))
                .forEach(stay::add);
        boolean more = !stay.isEmpty();
        while (more) {
            more = false;
            for (ObjectId id : there.parts().keySet()) {
                if (!stay.contains(id) && !wanted.parts().containsKey(id) && hangsOn(id, stay)) {
                    more |= stay.add(id);
                }
            }
        }
        return stay;
    }

    /// What belongs to something that stays, or is required by it.
    private boolean hangsOn(ObjectId id, Set<ObjectId> stay) {
        boolean inside = there.structure().container(id).filter(stay::contains).isPresent();
        boolean required = there.requiredBy(id).stream().anyMatch(stay::contains);
        boolean ofTable = switch (id.kind()) {
            case CONSTRAINT, FOREIGN_KEY, INDEX, SEQUENCE_OWNER ->
                there.requires(id).stream().anyMatch(stay::contains);
            default -> false;
        };
        return inside || required || ofTable;
    }

    /// A value for it must be in each new row, and programs to come give none.
    private static boolean mustBeGiven(Part.ColumnPart c, Model model) {
        ObjectId value = new ObjectId(Kind.DEFAULT, c.id().schema(), c.id().name(), c.id().part());
        boolean key = model.parts().values().stream()
                .anyMatch(p -> p instanceof Part.ConstraintPart k
                        && k.id().sameObject(c.id())
                        && k.constraint() instanceof Constraint.PrimaryKey primary
                        && primary.columns().contains(c.id().part()));
        return c.notNull()
                && !key
                && c.identity().isEmpty()
                && c.generated().isEmpty()
                && !model.parts().containsKey(value);
    }
}
