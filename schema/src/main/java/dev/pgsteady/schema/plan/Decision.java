package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.UserType;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is done with each part: made, taken away, altered in place, or taken away and made anew.
final class Decision {
    private final Model old;
    private final Model wanted;
    private final boolean online;
    private final Family family;
    private final TypeUses uses;
    private final Rerouting rerouting;
    private final Set<QualifiedName> coming;
    private final Map<ObjectId, List<String>> alters = new TreeMap<>();
    private final Set<ObjectId> anew = new TreeSet<>();
    private final Set<ObjectId> retyped = new TreeSet<>();
    private final Set<ObjectId> swapped = new TreeSet<>();
    private final Deque<ObjectId> unsettled = new ArrayDeque<>();

    /// @param online whether others use the database meanwhile
    Decision(Model old, Model wanted, boolean online) {
        this.old = old;
        this.wanted = wanted;
        this.online = online;
        this.family = new Family(old, wanted);
        this.uses = new TypeUses(old);
        this.rerouting = new Rerouting(old, wanted, online);
        this.coming = coming();
        wanted.parts().forEach(this::compare);
        old.parts().keySet().stream()
                .filter(id -> !wanted.parts().containsKey(id))
                .forEach(this::uproot);
        reroute();
        while (!unsettled.isEmpty()) {
            settle(unsettled.poll());
        }
        swapWhatSwappedTypesHave();
        alters.keySet().removeAll(anew);
    }

    /// The statements for each part that is altered in place.
    Map<ObjectId, List<String>> alters() {
        return alters;
    }

    /// Which rows belong elsewhere.
    Rerouting rerouting() {
        return rerouting;
    }

    /// Whether a type is made anew while columns that stay have it.
    boolean swaps(ObjectId id) {
        return swapped.contains(id);
    }

    /// Whether a part is taken away: for good, or to be made anew.
    boolean drops(ObjectId id) {
        return old.parts().containsKey(id) && (!wanted.parts().containsKey(id) || anew.contains(id));
    }

    /// Whether a part is made: for the first time, or anew.
    boolean creates(ObjectId id) {
        return wanted.parts().containsKey(id) && (!old.parts().containsKey(id) || anew.contains(id));
    }

    private void compare(ObjectId id, Part part) {
        Optional<Part> found = family.found(id);
        if (found.isEmpty()) {
            checked(id);
            return;
        }
        Part before = found.get();
        if (changesHome(id)) {
            again(id);
            return;
        }
        if (before.equals(part)) {
            return;
        }
        if (changesHands(before, part)) {
            again(id.of(Kind.TABLE));
        }
        left(before, part).filter(wanted.parts()::containsKey).ifPresent(this::again);
        Optional<List<String>> statements =
                exchanged(part) || uses.forbid(before, part) ? Optional.empty() : Alter.between(before, part);
        if (statements.isEmpty()) {
            again(id);
        } else {
            alters.put(id, statements.get());
            if (before instanceof Part.ColumnPart from
                    && part instanceof Part.ColumnPart to
                    && ColumnSql.retyped(from, to)) {
                retype(id);
            }
        }
    }

    /// Whether what a trait is of comes from another part now, as the sequence of an identity column does that was a
    /// sequence of its own.
    private boolean changesHome(ObjectId id) {
        return switch (id.kind()) {
            case OWNER, GRANTS, COMMENT ->
                !old.structure().container(id).equals(wanted.structure().container(id));
            default -> false;
        };
    }

    /// Whether several partitions of a table get other bounds, which may be each other's: then all are detached first.
    private boolean exchanged(Part part) {
        return part instanceof Part.PartitionPart p
                && wanted.parts().values().stream()
                                .filter(other -> other instanceof Part.PartitionPart o
                                        && o.of().parent().equals(p.of().parent())
                                        && old.parts().get(o.id()) instanceof Part.PartitionPart before
                                        && !before.equals(o))
                                .count()
                        > 1;
    }

    /// A partition whose rows do not all fit its new bounds is detached first and attached last, and no foreign key
    /// looks for rows that are on their way.
    private void reroute() {
        rerouting.leaving().forEach((partition, leaving) -> {
            ObjectId id = ObjectId.of(Kind.PARTITION, partition);
            if (leaving.stays() && alters.containsKey(id)) {
                again(id);
            }
        });
        rerouting.keys().forEach(this::again);
    }

    /// While a type stands aside, what it is made of is still there under its old name too.
    private void swapWhatSwappedTypesHave() {
        Deque<ObjectId> open = new ArrayDeque<>(swapped);
        while (!open.isEmpty()) {
            old.requires(open.poll()).stream()
                    .filter(on -> TypeUses.isType(on) && anew.contains(on) && swapped.add(on))
                    .forEach(open::add);
        }
    }

    /// Whether a column of a table that inherits is to be its own, or no longer its own: no statement does that and
    /// keeps the values.
    private boolean changesHands(Part before, Part part) {
        return before instanceof Part.ColumnPart from
                && part instanceof Part.ColumnPart to
                && to.merged()
                && from.inherited() != to.inherited()
                && wanted.parts().get(ObjectId.of(Kind.TABLE, to.id().qualified())) instanceof Part.TablePart t
                && !t.shape().inherits().isEmpty();
    }

    /// What looks the same but rests on a part that goes rests on another one in the wanted schema, and is made
    /// anew.
    private void uproot(ObjectId gone) {
        boolean succeeded = gone.kind().overloads() && coming.contains(gone.qualified());
        for (ObjectId dependent : old.requiredBy(gone)) {
            boolean said = alters.containsKey(dependent) && isSaidWhole(dependent.kind()) && !succeeded;
            if (wanted.parts().containsKey(dependent) && !said && !holds(dependent)) {
                again(dependent);
            }
        }
    }

    /// The names of routines that come. As long as one that goes is there too, a call may mean either.
    private Set<QualifiedName> coming() {
        return wanted.parts().keySet().stream()
                .filter(id -> id.kind().overloads() && !old.parts().containsKey(id))
                .map(ObjectId::qualified)
                .collect(Collectors.toSet());
    }

    /// Whether what alters it says all that it rests on, as `CREATE OR REPLACE VIEW` does.
    private static boolean isSaidWhole(Kind kind) {
        return switch (kind) {
            case INDEX, CONSTRAINT, FOREIGN_KEY, TRIGGER, MATERIALIZED_VIEW, STATISTICS -> false;
            default -> true;
        };
    }

    /// Whether it holds rows. What is computed is there again when it is made anew.
    private boolean holds(ObjectId id) {
        return id.kind().holds()
                && !(wanted.parts().get(id) instanceof Part.ColumnPart c
                        && c.generated().isPresent());
    }

    private void again(ObjectId id) {
        if (anew.add(id)) {
            unsettled.add(id);
            checked(id);
        }
    }

    /// A constraint that comes to a domain is tried on all values. Values in arrays and composite types are out of its
    /// reach, and it is refused: then the domain is made anew, and the values go over to it.
    private void checked(ObjectId constraint) {
        ObjectId domain = constraint.of(Kind.DOMAIN);
        boolean comes = constraint.kind() == Kind.DOMAIN_CONSTRAINT
                && wanted.parts().get(constraint) instanceof Part.DomainConstraintPart c
                && c.validated();
        if (comes && old.parts().containsKey(domain) && uses.contained(domain)) {
            again(domain);
        }
    }

    /// What a table is partitioned by gets another type only with the table.
    private void retype(ObjectId column) {
        ObjectId table = column.of(Kind.TABLE);
        if (isKey(column, table)) {
            again(table);
        }
        if (retyped.add(column)) {
            unsettled.add(column);
        }
    }

    private boolean isKey(ObjectId column, ObjectId table) {
        return old.parts().get(table) instanceof Part.TablePart t
                && wanted.parts().containsKey(table)
                && t.shape()
                        .partitionKey()
                        .filter(key -> names(key, Sql.identifier(column.part())))
                        .isPresent();
    }

    private static boolean names(String key, String column) {
        String within = "[\\p{L}\\p{N}_$\"]";
        return Pattern.compile("(?<!" + within + ")" + Pattern.quote(column) + "(?!" + within + ")")
                .matcher(key)
                .find();
    }

    private void settle(ObjectId id) {
        boolean gone = anew.contains(id);
        if (gone && id.kind() == Kind.TABLE) {
            partitions(id);
        }
        if (gone && id.kind() == Kind.INDEX) {
            indexesBelow(id);
        }
        for (ObjectId dependent : old.requiredBy(id)) {
            if (wanted.parts().containsKey(dependent) && (gone || minds(id, dependent))) {
                remake(id, dependent);
            }
        }
    }

    /// The index that one of a partition no longer belongs to: nothing takes it out but to drop that index, and with it
    /// all that belong to it.
    private static Optional<ObjectId> left(Part before, Part part) {
        return before instanceof Part.IndexPart from
                        && part instanceof Part.IndexPart to
                        && !from.index().parent().equals(to.index().parent())
                ? from.index().parent().map(p -> ObjectId.of(Kind.INDEX, p))
                : Optional.empty();
    }

    private void indexesBelow(ObjectId index) {
        boolean above = old.parts().get(index) instanceof Part.IndexPart top
                && old.structure().isPartitioned(top.on());
        if (!above) {
            return;
        }
        old.parts().forEach((id, part) -> {
            boolean below = part instanceof Part.IndexPart i
                    && i.index().parent().filter(index.qualified()::equals).isPresent();
            if (below && wanted.parts().containsKey(id)) {
                again(id);
            }
        });
    }

    /// Partitions are made anew with their table: their rows may belong into others now.
    private void partitions(ObjectId table) {
        wanted.parts().forEach((id, part) -> {
            boolean stays = part instanceof Part.PartitionPart after
                    && old.parts().get(id) instanceof Part.PartitionPart before
                    && after.of().parent().equals(table.qualified())
                    && before.of().parent().equals(table.qualified());
            if (stays && Stream.of(old, wanted).allMatch(m -> m.parts().containsKey(id.of(Kind.TABLE)))) {
                again(id.of(Kind.TABLE));
            }
        });
    }

    /// A column that holds values is not made anew when its type is: it goes over to the new one.
    private void remake(ObjectId id, ObjectId dependent) {
        if (TypeUses.isType(id)
                && anew.contains(id)
                && wanted.parts().get(dependent) instanceof Part.ColumnPart column
                && old.parts().get(dependent) instanceof Part.ColumnPart before
                && column.generated().isEmpty()) {
            requireOrder(id);
            swapped.add(id);
            boolean retyped = ColumnSql.retyped(before, column);
            if (!retyped && !anew.contains(dependent)) {
                List<String> sql = new ArrayList<>();
                if (!column.inherited()) {
                    sql.addAll(SwappedType.over(column));
                }
                sql.addAll(alters.getOrDefault(dependent, List.of()));
                alters.put(dependent, sql);
            }
            retype(dependent);
        } else {
            again(dependent);
        }
    }

    /// Values of a composite type go over by position, so its attributes must stay where they are.
    private void requireOrder(ObjectId id) {
        if (wanted.parts().get(id) instanceof Part.TypePart t
                && t.type() instanceof UserType.CompositeType to
                && !(old.parts().get(id) instanceof Part.TypePart b
                        && b.type() instanceof UserType.CompositeType from
                        && TypeSql.reachable(from, to))) {
            throw new Unplannable(id, "the order of its attributes cannot be changed while columns have it");
        }
    }

    /// What PostgreSQL does not carry along when a column gets another type. Indexes and checks it does; but of a
    /// table in use they are made anew, where it would read every row for them and nothing else.
    private boolean minds(ObjectId column, ObjectId dependent) {
        return switch (dependent.kind()) {
            case VIEW,
                    MATERIALIZED_VIEW,
                    RULE,
                    POLICY,
                    TRIGGER,
                    FOREIGN_KEY,
                    ROUTINE,
                    AGGREGATE,
                    PUBLICATION,
                    STATISTICS -> true;
            case COLUMN -> true;
            case DEFAULT -> castsItsDefault(column);
            case CONSTRAINT -> online && keepsTheRows(column) && isCheck(dependent);
            case INDEX -> online && keepsTheRows(column) && isBuiltAgain(dependent);
            default -> false;
        };
    }

    private boolean keepsTheRows(ObjectId column) {
        return old.parts().get(column) instanceof Part.ColumnPart from
                && wanted.parts().get(column) instanceof Part.ColumnPart to
                && Widening.keepsTheRows(from, to);
    }

    private boolean isCheck(ObjectId id) {
        return old.parts().get(id) instanceof Part.ConstraintPart c
                && c.constraint() instanceof Constraint.Check
                && !c.follows();
    }

    /// An index with a condition or an expression is built again whatever the new type is, others are not. One that
    /// is unique must not be away for a while.
    private boolean isBuiltAgain(ObjectId id) {
        return old.parts().get(id) instanceof Part.IndexPart i
                && !i.index().unique()
                && i.index().parent().isEmpty()
                && (i.index().predicate().isPresent()
                        || i.index().keys().stream().anyMatch(k -> k.column().isEmpty()));
    }

    /// Whether the default has to be said anew: PostgreSQL casts it along only within one kind of type.
    private boolean castsItsDefault(ObjectId column) {
        return !(old.parts().get(column) instanceof Part.ColumnPart from
                && wanted.parts().get(column) instanceof Part.ColumnPart to
                && from.type().category() == to.type().category()
                && from.type().category() != 'E');
    }
}
