package dev.pgsteady.migrate;

import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.UserType;
import dev.pgsteady.schema.plan.Model;
import dev.pgsteady.schema.plan.ObjectId;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import dev.pgsteady.schema.plan.Part;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// What stays of a schema beside what entities say of it. They say tables, columns, constraints, indexes,
/// sequences and types, and by annotations of ours also extensions, triggers with their functions, and policies.
/// Of everything else, of who owns it and of who may use it, they know nothing.
final class Unsaid implements Predicate<ObjectId> {
    private static final Set<Kind> SAID = EnumSet.of(
            Kind.TYPE,
            Kind.SEQUENCE,
            Kind.TABLE,
            Kind.COLUMN,
            Kind.DEFAULT,
            Kind.SEQUENCE_OWNER,
            Kind.CONSTRAINT,
            Kind.FOREIGN_KEY,
            Kind.INDEX,
            Kind.COMMENT,
            Kind.EXTENSION,
            Kind.ROUTINE,
            Kind.TRIGGER,
            Kind.POLICY);
    private static final Set<Kind> NEVER_SAID =
            EnumSet.of(Kind.OWNER, Kind.GRANTS, Kind.DEFAULT_PRIVILEGES, Kind.MARKS, Kind.PARTITION, Kind.STATISTICS);
    private static final String HISTORY = "pgsteady_revisions";

    private final Model said;
    private final Model there;
    private final Predicate<ObjectId> byHand;
    private final Set<String> partitions = new HashSet<>();

    /// @param said   the schema that the entities say
    /// @param there  the schema that is there
    /// @param byHand whether something that entities could say was made by somebody who wrote SQL
    Unsaid(Model said, Model there, Predicate<ObjectId> byHand) {
        this.said = said;
        this.there = there;
        this.byHand = byHand;
        there.parts().keySet().stream()
                .filter(id -> id.kind() == Kind.PARTITION && !said.parts().containsKey(id))
                .forEach(id -> partitions.add(id.schema() + "." + id.name()));
    }

    /// Whether a part of the schema that is there stays as it is.
    @Override
    public boolean test(ObjectId id) {
        Part part = there.parts().get(id);
        if (part == null) {
            return false;
        }
        if (NEVER_SAID.contains(id.kind()) || ownBusiness(part)) {
            return true;
        }
        if (said.parts().containsKey(id)) {
            return settled(part, said.parts().get(id));
        }
        return !SAID.contains(id.kind()) || byHand.test(id);
    }

    /// The history of the revisions, partitions of what the entities do not divide, and types that no Java type is.
    private boolean ownBusiness(Part part) {
        String relation = part instanceof Part.IndexPart index
                ? index.on().schema() + "." + index.on().name()
                : part.id().schema() + "." + part.id().name();
        boolean exotic = part instanceof Part.TypePart type
                && !(type.type() instanceof UserType.EnumType)
                && !(type.type() instanceof UserType.CompositeType);
        return exotic || partitions.contains(relation) || relation.endsWith("." + HISTORY);
    }

    /// How a table is stored, and how an index looks things up, is not theirs to say. How it is divided, and to whom it
    /// shows its rows, is only where they say so. In which order a check lists what it allows is nobody's.
    private boolean settled(Part there, Part said) {
        if (there instanceof Part.TablePart a && said instanceof Part.TablePart b) {
            return !shaped(a, b);
        }
        if (there instanceof Part.ConstraintPart a && said instanceof Part.ConstraintPart b) {
            return allowsTheSame(a.constraint(), b.constraint());
        }
        return there instanceof Part.IndexPart a
                && said instanceof Part.IndexPart b
                && !a.index().method().equals("btree")
                && b.index().method().equals("btree")
                && a.index().columns().equals(b.index().columns());
    }

    private static boolean allowsTheSame(Constraint there, Constraint said) {
        return there instanceof Constraint.Check a
                && said instanceof Constraint.Check b
                && ValueLists.sorted(a.definition()).equals(ValueLists.sorted(b.definition()));
    }

    private boolean shaped(Part.TablePart there, Part.TablePart said) {
        Part.Shape wanted = said.shape();
        boolean divided = wanted.partitionKey().isPresent()
                && !wanted.partitionKey().equals(there.shape().partitionKey());
        boolean guarded = wanted.rowSecurity().enabled()
                && !wanted.rowSecurity().equals(there.shape().rowSecurity());
        return divided || guarded || (!wanted.rowSecurity().enabled() && unguarded(there));
    }

    /// Whether every policy of a table goes that made it show rows to some and not to others.
    private boolean unguarded(Part.TablePart table) {
        if (!table.shape().rowSecurity().enabled()) {
            return false;
        }
        List<ObjectId> policies = there.parts().keySet().stream()
                .filter(id -> id.kind() == Kind.POLICY)
                .filter(id -> id.schema().equals(table.id().schema())
                        && id.name().equals(table.id().name()))
                .toList();
        return !policies.isEmpty() && policies.stream().noneMatch(this);
    }
}
