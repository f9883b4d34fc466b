package dev.pgsteady.schema.plan;

import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Table;
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
import java.util.stream.Stream;

/// What is done with each part: made, taken away, altered in place, or taken away and made anew.
final class Decision {
    private final Model old;
    private final Model wanted;
    private final boolean online;
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
        wanted.parts().forEach(this::compare);
        old.parts().keySet().stream()
                .filter(id -> !wanted.parts().containsKey(id))
                .forEach(this::uproot);
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
        Part before = old.parts().get(id);
        if (before == null) {
            checked(id);
            return;
        }
        if (before.equals(part)) {
            return;
        }
        requireOwnColumn(before, part);
        left(before, part).filter(wanted.parts()::containsKey).ifPresent(this::again);
        Optional<List<String>> statements = exchanged(part) || hasValues(before, part) || isRequired(before, part)
                ? Optional.empty()
                : Alter.between(before, part);
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

    /// Whether an attribute of a composite type is to get another type while columns have it: then it is made anew.
    private boolean hasValues(Part before, Part part) {
        return before instanceof Part.TypePart from
                && part instanceof Part.TypePart to
                && from.type() instanceof UserType.CompositeType old
                && to.type() instanceof UserType.CompositeType wanted
                && TypeSql.retypes(old, wanted)
                && inColumns(part.id(), new TreeSet<>());
    }

    /// Whether a domain is no longer to be null while arrays or composite types have it, where nobody can look.
    private boolean isRequired(Part before, Part part) {
        return before instanceof Part.TypePart from
                && part instanceof Part.TypePart to
                && from.type() instanceof UserType.DomainType old
                && to.type() instanceof UserType.DomainType wanted
                && wanted.notNull()
                && !old.notNull()
                && isContained(part.id());
    }

    /// Whether a column, or a materialized view, has the type, or another type or domain that is made of it.
    private boolean inColumns(ObjectId type, Set<ObjectId> seen) {
        return old.requiredBy(type).stream()
                .filter(seen::add)
                .anyMatch(id -> id.kind() == Kind.COLUMN
                        || id.kind() == Kind.MATERIALIZED_VIEW
                        || (isType(id) && inColumns(id, seen)));
    }

    private static boolean isType(ObjectId id) {
        return id.kind() == Kind.TYPE || id.kind() == Kind.DOMAIN;
    }

    /// While a type stands aside, what it is made of is still there under its old name too.
    private void swapWhatSwappedTypesHave() {
        Deque<ObjectId> open = new ArrayDeque<>(swapped);
        while (!open.isEmpty()) {
            old.requires(open.poll()).stream()
                    .filter(on -> isType(on) && anew.contains(on) && swapped.add(on))
                    .forEach(open::add);
        }
    }

    /// Where a table inherits, no statement makes a column its own, or no longer its own, and keeps the values.
    private void requireOwnColumn(Part before, Part part) {
        if (before instanceof Part.ColumnPart from
                && part instanceof Part.ColumnPart to
                && to.merged()
                && from.inherited() != to.inherited()
                && wanted.parts().get(ObjectId.of(Kind.TABLE, to.id().qualified())) instanceof Part.TablePart t
                && !t.shape().inherits().isEmpty()) {
            throw new Unplannable(to.id(), "no statement makes a column inherited, or its own, and keeps its values");
        }
    }

    /// What looks the same but rests on a part that goes rests on another one in the wanted schema, and is made
    /// anew.
    private void uproot(ObjectId gone) {
        boolean succeeded =
                isRoutine(gone) && wanted.parts().keySet().stream().anyMatch(id -> comes(id) && isNamedAs(gone, id));
        for (ObjectId dependent : old.requiredBy(gone)) {
            boolean said = alters.containsKey(dependent) && isSaidWhole(dependent.kind()) && !succeeded;
            if (wanted.parts().containsKey(dependent) && !said && !holds(dependent)) {
                again(dependent);
            }
        }
    }

    /// The routines that go while another of their name comes. As long as both are there a call may mean either.
    Stream<ObjectId> predecessors(ObjectId id) {
        return comes(id)
                ? old.parts().keySet().stream()
                        .filter(o -> isRoutine(o)
                                && isNamedAs(o, id)
                                && !wanted.parts().containsKey(o))
                : Stream.empty();
    }

    private boolean comes(ObjectId id) {
        return isRoutine(id) && !old.parts().containsKey(id);
    }

    private static boolean isNamedAs(ObjectId one, ObjectId other) {
        return one.schema().equals(other.schema()) && one.name().equals(other.name());
    }

    private static boolean isRoutine(ObjectId id) {
        return id.kind() == Kind.ROUTINE || id.kind() == Kind.AGGREGATE;
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
        if (comes && old.parts().containsKey(domain) && isContained(domain)) {
            again(domain);
        }
    }

    private boolean isContained(ObjectId type) {
        return old.requiredBy(type).stream()
                .anyMatch(id -> (old.parts().get(id) instanceof Part.ColumnPart c
                                && c.type().array())
                        || (isType(id) && inColumns(id, new TreeSet<>())));
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
        String name =
                "(?<![\\p{L}\\p{N}_$\"])" + Pattern.quote(Sql.identifier(column.part())) + "(?![\\p{L}\\p{N}_$\"])";
        return old.parts().get(table) instanceof Part.TablePart t
                && wanted.parts().containsKey(table)
                && t.shape()
                        .partitionKey()
                        .filter(key -> Pattern.compile(name).matcher(key).find())
                        .isPresent();
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
                && old.parts().get(ObjectId.of(Kind.TABLE, top.on())) instanceof Part.TablePart t
                && t.shape().kind() == Table.Kind.PARTITIONED;
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
        if (isType(id)
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
