package dev.pgsteady.schema.plan;

import dev.pgsteady.schema.UserType;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.Set;
import java.util.TreeSet;

/// Where values of types and domains are, and what PostgreSQL refuses to do to a type for it.
record TypeUses(Model old) {
    static boolean isType(ObjectId id) {
        return id.kind() == Kind.TYPE || id.kind() == Kind.DOMAIN;
    }

    /// Whether a type cannot be altered into another because of the values that there are.
    boolean forbid(Part before, Part part) {
        return before instanceof Part.TypePart from
                && part instanceof Part.TypePart to
                && (retypesValues(from.type(), to.type()) || requiresValues(from.type(), to.type()));
    }

    /// Whether an attribute of a composite type is to get another type while columns have it.
    private boolean retypesValues(UserType before, UserType after) {
        return before instanceof UserType.CompositeType from
                && after instanceof UserType.CompositeType to
                && TypeSql.retypes(from, to)
                && inColumns(id(before), new TreeSet<>());
    }

    /// Whether a domain is no longer to be null while arrays or composite types have it, where nobody can look.
    private boolean requiresValues(UserType before, UserType after) {
        return before instanceof UserType.DomainType from
                && after instanceof UserType.DomainType to
                && to.notNull()
                && !from.notNull()
                && contained(id(before));
    }

    private static ObjectId id(UserType type) {
        return ObjectId.of(type instanceof UserType.DomainType ? Kind.DOMAIN : Kind.TYPE, type.name());
    }

    /// Whether a column, or a materialized view, has the type, or another type or domain that is made of it.
    private boolean inColumns(ObjectId type, Set<ObjectId> seen) {
        return old.requiredBy(type).stream()
                .filter(seen::add)
                .anyMatch(id -> id.kind() == Kind.COLUMN
                        || id.kind() == Kind.MATERIALIZED_VIEW
                        || (isType(id) && inColumns(id, seen)));
    }

    /// Whether columns have it in arrays, or within another type.
    boolean contained(ObjectId type) {
        return old.requiredBy(type).stream()
                .anyMatch(id -> (old.parts().get(id) instanceof Part.ColumnPart c
                                && c.type().array())
                        || (isType(id) && inColumns(id, new TreeSet<>())));
    }
}
