package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// What requires what by the nature of the parts, whatever the server records.
final class Structure {
    private static final List<Kind> RELATIONS =
            List.of(Kind.TABLE, Kind.FOREIGN_TABLE, Kind.VIEW, Kind.MATERIALIZED_VIEW);

    private final Map<ObjectId, Part> parts;
    private final Map<QualifiedName, ObjectId> identityColumns = new HashMap<>();
    private final Map<QualifiedName, ObjectId> keys = new HashMap<>();
    private final Map<QualifiedName, List<ObjectId>> keysAndIndexes = new HashMap<>();
    private final Set<QualifiedName> referred = new HashSet<>();
    private final Set<QualifiedName> joined = new HashSet<>();
    private final Map<QualifiedName, List<QualifiedName>> children = new HashMap<>();

    Structure(Map<ObjectId, Part> parts) {
        this.parts = parts;
        parts.values().forEach(this::index);
    }

    private void index(Part part) {
        switch (part) {
            case Part.TablePart t -> t.shape().inherits().forEach(p -> below(p, t.id()));
            case Part.PartitionPart p -> below(p.of().parent(), p.id());
            case Part.ColumnPart c -> c.sequence().ifPresent(s -> identityColumns.put(s.name(), c.id()));
            case Part.IndexPart i -> {
                on(i.on(), i.id());
                i.index().parent().ifPresent(joined::add);
            }
            case Part.ConstraintPart c -> {
                keys.put(new QualifiedName(c.id().schema(), c.id().part()), c.id());
                if (c.constraint() instanceof Constraint.ForeignKey key) {
                    referred.add(key.target());
                }
                on(c.id().qualified(), c.id());
                c.parentIndex().ifPresent(joined::add);
            }
            default -> {}
        }
    }

    /// The foreign key that one comes from: that of the parent table, or, where the table it refers to is a
    /// partition, the one of the same table that refers to its parent.
    private Optional<ObjectId> parentKey(Part.ConstraintPart c, Constraint.ForeignKey key) {
        QualifiedName table = c.id().qualified();
        Stream<Keys> above = Stream.concat(
                parents(table).stream().map(p -> new Keys(p, key.target())),
                parents(key.target()).stream().map(target -> new Keys(table, target)));
        return above.flatMap(k -> keysAndIndexes.getOrDefault(k.table(), List.of()).stream()
                        .filter(id -> !id.equals(c.id())
                                && parts.get(id) instanceof Part.ConstraintPart other
                                && other.constraint() instanceof Constraint.ForeignKey f
                                && f.target().equals(k.target())
                                && f.columns().equals(key.columns())
                                && f.targetColumns().equals(key.targetColumns())))
                .findFirst();
    }

    /// A table with foreign keys, and the one that they refer to.
    private record Keys(QualifiedName table, QualifiedName target) {}

    /// The column that a sequence goes with, where one owns it.
    Optional<ObjectId> owningColumn(ObjectId sequence) {
        return parts.get(ObjectId.of(Kind.SEQUENCE_OWNER, sequence.qualified())) instanceof Part.SequenceOwnerPart o
                ? Optional.of(
                        ObjectId.of(Kind.COLUMN, o.column().table(), o.column().column()))
                : Optional.empty();
    }

    private void on(QualifiedName table, ObjectId id) {
        keysAndIndexes.computeIfAbsent(table, t -> new ArrayList<>()).add(id);
    }

    /// @param require hears what cannot be there without what
    /// @param order   hears what is made after what, though it could be there without
    void edges(BiConsumer<ObjectId, ObjectId> require, BiConsumer<ObjectId, ObjectId> order) {
        for (Part part : parts.values()) {
            for (ObjectId on : needs(part)) {
                require.accept(part.id(), on);
            }
            if (part.id().kind() != Kind.FOREIGN_KEY) {
                parent(part).ifPresent(parent -> order.accept(parent, part.id()));
            }
            above(part).forEach(parent -> order.accept(part.id(), parent));
            if (part instanceof Part.GrantsPart g && g.of().kind() == Kind.COLUMN) {
                grantsOfTable(g.of()).ifPresent(grants -> order.accept(g.id(), grants));
            }
            if (part instanceof Part.PartitionPart p) {
                beforeAttaching(p).forEach(on -> order.accept(p.id(), on));
                apart(p.of().parent()).forEach(index -> order.accept(index, p.id()));
            }
        }
    }

    /// Whether a foreign key refers to the table, or to one that it is a partition of.
    boolean isReferred(QualifiedName table) {
        return referred.contains(table)
                || divided(table).filter(this::isReferred).isPresent();
    }

    /// The table that one is a partition of.
    Optional<QualifiedName> divided(QualifiedName table) {
        return parts.get(ObjectId.of(Kind.PARTITION, table)) instanceof Part.PartitionPart p
                ? Optional.of(p.of().parent())
                : Optional.empty();
    }

    /// Whether a table is the other one, or a partition of it at any depth.
    boolean within(QualifiedName table, QualifiedName other) {
        return table.equals(other)
                || divided(table).filter(t -> within(t, other)).isPresent();
    }

    /// The tables that a table is a partition of or inherits from.
    List<QualifiedName> parents(QualifiedName table) {
        if (parts.get(ObjectId.of(Kind.PARTITION, table)) instanceof Part.PartitionPart p) {
            return List.of(p.of().parent());
        }
        return parts.get(ObjectId.of(Kind.TABLE, table)) instanceof Part.TablePart t
                ? t.shape().inherits()
                : List.of();
    }

    private void below(QualifiedName parent, ObjectId child) {
        children.computeIfAbsent(parent, p -> new ArrayList<>()).add(child.qualified());
    }

    boolean isPartitioned(QualifiedName table) {
        return parts.get(ObjectId.of(Kind.TABLE, table)) instanceof Part.TablePart t
                && t.shape().kind() == Table.Kind.PARTITIONED;
    }

    /// The tables that inherit from a table, or are partitions of it.
    List<QualifiedName> children(QualifiedName table) {
        return children.getOrDefault(table, List.of());
    }

    /// The columns or checks of the parent tables that one comes from: what is done to those is done to it as well.
    private Stream<ObjectId> above(Part part) {
        boolean follows = switch (part) {
            case Part.ColumnPart c -> c.merged();
            case Part.ConstraintPart c -> c.follows() && c.id().kind() == Kind.CONSTRAINT;
            default -> false;
        };
        return follows
                ? parents(part.id().qualified()).stream()
                        .map(p -> ObjectId.of(part.id().kind(), p, part.id().part()))
                        .filter(parts::containsKey)
                : Stream.empty();
    }

    /// The rights on a column's table: to take one of these away takes it from the columns too.
    private Optional<ObjectId> grantsOfTable(ObjectId column) {
        return relation(column.qualified()).map(table -> table.trait(Kind.GRANTS));
    }

    /// The index or key of the parent table that one of a partition belongs to. It comes after: made last, it
    /// takes those of the partitions as they are.
    Optional<ObjectId> parent(Part part) {
        if (part instanceof Part.ConstraintPart c && c.constraint() instanceof Constraint.ForeignKey key) {
            return c.inherited() ? parentKey(c, key) : Optional.empty();
        }
        Optional<QualifiedName> index = switch (part) {
            case Part.IndexPart i -> i.index().parent();
            case Part.ConstraintPart c -> c.parentIndex();
            default -> Optional.empty();
        };
        return index.map(i -> {
            ObjectId plain = ObjectId.of(Kind.INDEX, i);
            return parts.containsKey(plain) ? plain : keys.getOrDefault(i, plain);
        });
    }

    /// What a part stands in or hangs on; empty for what stands alone.
    Optional<ObjectId> container(ObjectId id) {
        return switch (id.kind()) {
            case COLUMN, CONSTRAINT, FOREIGN_KEY, TRIGGER, POLICY -> relation(id.qualified());
            case PARTITION, MARKS -> relation(id.qualified());
            case DEFAULT -> {
                ObjectId column = new ObjectId(Kind.COLUMN, id.schema(), id.name(), id.part());
                yield parts.containsKey(column) ? Optional.of(column) : relation(id.qualified());
            }
            case INDEX ->
                Optional.ofNullable(parts.get(id))
                        .filter(Part.IndexPart.class::isInstance)
                        .flatMap(p -> relation(((Part.IndexPart) p).on()));
            case DOMAIN_CONSTRAINT -> Optional.of(new ObjectId(Kind.DOMAIN, id.schema(), id.name(), ""));
            case SEQUENCE_OWNER -> Optional.of(new ObjectId(Kind.SEQUENCE, id.schema(), id.name(), ""));
            case NOTED -> parts.get(id) instanceof Part.NotedPart n ? Optional.of(n.of()) : Optional.empty();
            case OWNER, GRANTS, COMMENT -> Optional.of(traitOf(id));
            default -> Optional.empty();
        };
    }

    private ObjectId traitOf(ObjectId id) {
        Part part = parts.get(id);
        ObjectId of = id;
        if (part instanceof Part.OwnerPart p) {
            of = p.of();
        } else if (part instanceof Part.GrantsPart p) {
            of = p.of();
        } else if (part instanceof Part.CommentPart p) {
            of = p.of();
        }
        return substitute(of);
    }

    /// The part that brings the object: an index of a constraint comes with it, an identity column's sequence
    /// with the column, a view's column with the view.
    private ObjectId substitute(ObjectId of) {
        if (parts.containsKey(of)) {
            return of;
        }
        return switch (of.kind()) {
            case COLUMN -> relation(of.qualified()).orElse(of);
            case SEQUENCE -> identityColumns.getOrDefault(of.qualified(), of);
            case INDEX -> keys.getOrDefault(of.qualified(), of);
            default -> of;
        };
    }

    private Optional<ObjectId> relation(QualifiedName name) {
        return RELATIONS.stream()
                .map(k -> ObjectId.of(k, name))
                .filter(parts::containsKey)
                .findFirst();
    }

    private List<ObjectId> needs(Part part) {
        List<ObjectId> on = new ArrayList<>();
        container(part.id()).ifPresent(on::add);
        if (!part.id().schema().isEmpty() && container(part.id()).isEmpty()) {
            on.add(ObjectId.of(Kind.NAMESPACE, part.id().schema()));
        }
        switch (part) {
            case Part.PartitionPart p -> on.add(ObjectId.of(Kind.TABLE, p.of().parent()));
            case Part.ExtensionPart p -> on.add(ObjectId.of(Kind.NAMESPACE, p.namespace()));
            case Part.TablePart t -> t.shape().inherits().forEach(i -> on.add(ObjectId.of(Kind.TABLE, i)));
            case Part.SequenceOwnerPart s ->
                on.add(ObjectId.of(Kind.COLUMN, s.column().table(), s.column().column()));
            case Part.ConstraintPart c -> on.addAll(columns(c));
            case Part.ColumnPart c -> type(c).ifPresent(on::add);
            case Part.MarksPart m ->
                Stream.concat(m.index().stream(), m.clustered().stream()).forEach(i -> on.add(index(m, i)));
            case Part.IndexPart i -> i.index().columns().forEach(c -> on.add(ObjectId.of(Kind.COLUMN, i.on(), c)));
            default -> {}
        }
        return on;
    }

    /// The type that says what columns a table has.
    private Optional<ObjectId> type(Part.ColumnPart c) {
        return parts.get(c.id().of(Kind.TABLE)) instanceof Part.TablePart t
                ? t.shape().ofType().map(type -> ObjectId.of(Kind.TYPE, type))
                : Optional.empty();
    }

    private ObjectId index(Part.MarksPart marks, String name) {
        QualifiedName index = new QualifiedName(marks.id().schema(), name);
        return keys.getOrDefault(index, ObjectId.of(Kind.INDEX, index));
    }

    private static List<ObjectId> columns(Part.ConstraintPart c) {
        QualifiedName table = c.id().qualified();
        return switch (c.constraint()) {
            case Constraint.PrimaryKey p -> columns(table, p.columns());
            case Constraint.Unique u -> columns(table, u.columns());
            case Constraint.Check k -> columns(table, k.columns());
            case Constraint.Exclusion e -> columns(table, e.columns());
            case Constraint.ForeignKey f -> {
                List<ObjectId> on = new ArrayList<>(columns(table, f.columns()));
                on.addAll(columns(f.target(), f.targetColumns()));
                yield on;
            }
            case Constraint.NotNull ignored -> List.of();
            case Constraint.ConstraintTrigger ignored -> List.of();
        };
    }

    private static List<ObjectId> columns(QualifiedName table, List<String> names) {
        return names.stream().map(c -> ObjectId.of(Kind.COLUMN, table, c)).toList();
    }

    /// Both tables whole: attaching takes what matches, and makes what is missing under names of its own.
    private List<ObjectId> beforeAttaching(Part.PartitionPart p) {
        List<ObjectId> on = new ArrayList<>();
        on.addAll(keysAndIndexes.getOrDefault(p.id().qualified(), List.of()));
        on.addAll(keysAndIndexes.getOrDefault(p.of().parent(), List.of()));
        on.removeIf(id -> id.kind() == Kind.FOREIGN_KEY);
        on.removeAll(apart(p.of().parent()));
        return on;
    }

    /// The indexes of a table to which none of its partitions' belongs. They come after these: they would take those
    /// that match.
    private List<ObjectId> apart(QualifiedName table) {
        return keysAndIndexes.getOrDefault(table, List.of()).stream()
                .filter(id -> id.kind() == Kind.INDEX && !joined.contains(id.qualified()))
                .toList();
    }
}
