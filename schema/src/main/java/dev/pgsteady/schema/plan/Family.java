package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is different where tables have parents: partitions, and tables that inherit.
record Family(Model old, Model wanted) {
    /// The statements that make a part, as they are for a table that has parents or children.
    List<String> made(Part part, List<String> statements) {
        return switch (part) {
            case Part.ColumnPart c
            when comesAlong(c) -> {
                Part.ColumnPart above = above(c).getFirst();
                yield ownOf(above, changed(value(wanted, above.id()), value(wanted, c.id())), c);
            }
            case Part.ColumnPart c when isOfType(c) -> ofType(c, statements);
            case Part.DefaultPart d -> ofThisTable(d, statements);
            case Part.TypePart t -> withTables(t.id(), statements);
            case Part.IndexPart i
            when emptyShell(i) -> statements.stream().map(Family::only).toList();
            case Part.IndexPart i when joins(i) -> joined(i, statements);
            case Part.ConstraintPart c
            when validatedAlone(c) ->
                List.of("ALTER TABLE %s VALIDATE CONSTRAINT %s"
                        .formatted(c.id().qualified().sql(), Sql.identifier(c.id().part())));
            default -> statements;
        };
    }

    /// The statements that alter a part: what would go down to other tables, and is not wanted there, is said of this
    /// one alone.
    List<String> altered(Part part, List<String> statements) {
        List<String> made = made(part, statements);
        return part instanceof Part.ColumnPart c && hasChildren(wanted, c.id().qualified())
                ? made.stream().map(s -> isOwn(c, s) ? onlyTable(s) : s).toList()
                : made;
    }

    /// A partitioned table cannot lose `NOT NULL` alone: its partitions get theirs back.
    private boolean isOwn(Part.ColumnPart c, String sql) {
        if (sql.endsWith(" SET NOT NULL")) {
            return below(c).anyMatch(b -> !b.notNull());
        }
        if (sql.endsWith(" DROP NOT NULL")) {
            return !wanted.structure().isPartitioned(c.id().qualified()) && below(c).anyMatch(Part.ColumnPart::notNull);
        }
        return sql.contains(" SET STORAGE ") || sql.contains(" SET STATISTICS ");
    }

    /// The column in all tables that have it from this one.
    private Stream<Part.ColumnPart> below(Part.ColumnPart c) {
        return wanted.structure().children(c.id().qualified()).stream()
                .map(t -> wanted.parts().get(ObjectId.of(Kind.COLUMN, t, c.id().part())))
                .filter(Part.ColumnPart.class::isInstance)
                .map(Part.ColumnPart.class::cast)
                .flatMap(b -> Stream.concat(Stream.of(b), below(b)));
    }

    /// A part as it is when it is its turn: a partition loses `NOT NULL` with its table.
    Optional<Part> found(ObjectId id) {
        return Optional.ofNullable(old.parts().get(id))
                .map(part -> part instanceof Part.ColumnPart c && losesNotNull(c) ? c.nullable() : part);
    }

    private boolean losesNotNull(Part.ColumnPart c) {
        return wanted.structure()
                .divided(c.id().qualified())
                .map(p -> ObjectId.of(Kind.COLUMN, p, c.id().part()))
                .filter(p -> old.parts().get(p) instanceof Part.ColumnPart before
                        && wanted.parts().get(p) instanceof Part.ColumnPart after
                        && before.notNull()
                        && !after.notNull())
                .isPresent();
    }

    /// The part as it must be made: a table that becomes a partition has every column before it does.
    Part asMade(Part part) {
        return part instanceof Part.ColumnPart c && c.inherited() && becomesPartition(c.id().qualified())
                ? c.own(c.merged())
                : part;
    }

    /// What is still to be said of a column that a table has from its parents, or its type, when it is made.
    ///
    /// @param value the default that is said with it
    List<String> beyondParents(Part.ColumnPart c, Optional<String> value) {
        List<Part.ColumnPart> above = above(c);
        // Whether the parents have their new defaults by then is not known, so one that is wanted is always said.
        Optional<String> given = above.stream()
                .flatMap(p -> Stream.of(value(old, p.id()), value(wanted, p.id())))
                .flatMap(Optional::stream)
                .findFirst()
                .filter(v -> value.isEmpty());
        return ownOf(c.given(above), changed(given, value), c);
    }

    /// A default as that of this table alone: each of its children has its own.
    private List<String> ofThisTable(Part.DefaultPart d, List<String> statements) {
        return hasChildren(old, d.id().qualified()) || hasChildren(wanted, d.id().qualified())
                ? statements.stream().map(Family::onlyTable).toList()
                : statements;
    }

    private static boolean hasChildren(Model model, QualifiedName table) {
        return !model.structure().children(table).isEmpty();
    }

    private static String onlyTable(String sql) {
        return sql.replaceFirst("^ALTER TABLE ", "ALTER TABLE ONLY ");
    }

    /// Whether a column comes to a table that is there because a parent gets it.
    private boolean comesAlong(Part.ColumnPart c) {
        return c.inherited()
                && !old.parts().containsKey(c.id())
                && old.parts().containsKey(c.id().of(Kind.TABLE))
                && !above(c).isEmpty()
                && !becomesPartition(c.id().qualified());
    }

    private List<Part.ColumnPart> above(Part.ColumnPart c) {
        return wanted.structure().parents(c.id().qualified()).stream()
                .map(p -> wanted.parts().get(ObjectId.of(Kind.COLUMN, p, c.id().part())))
                .filter(Part.ColumnPart.class::isInstance)
                .map(Part.ColumnPart.class::cast)
                .toList();
    }

    /// Whether the type of its table says what columns there are.
    private boolean isOfType(Part.ColumnPart c) {
        ObjectId table = c.id().of(Kind.TABLE);
        return old.parts().get(table) instanceof Part.TablePart from
                && wanted.parts().get(table) instanceof Part.TablePart to
                && to.shape().ofType().isPresent()
                && to.shape().ofType().equals(from.shape().ofType());
    }

    /// What a table has of its own in a column that came, or changed, with an attribute of its type.
    private List<String> ofType(Part.ColumnPart c, List<String> statements) {
        return old.parts().containsKey(c.id())
                ? statements.stream().filter(s -> !s.contains(" TYPE ")).toList()
                : ownOf(c.given(List.of()), changed(Optional.empty(), value(wanted, c.id())), c);
    }

    /// What is done to the attributes of a type, done to the tables that are made of it as well.
    List<String> withTables(ObjectId type, List<String> statements) {
        return statements.stream()
                .map(sql -> sql.contains(" ATTRIBUTE ") && hasTables(type) ? sql + " CASCADE" : sql)
                .toList();
    }

    private boolean hasTables(ObjectId type) {
        return old.parts().values().stream()
                .anyMatch(p -> p instanceof Part.TablePart t
                        && t.shape().ofType().filter(type.qualified()::equals).isPresent());
    }

    /// What a table has of its own in a column that came with another.
    ///
    /// @param came      the column as it came
    /// @param byDefault what is done to its default
    private static List<String> ownOf(Part.ColumnPart came, Optional<String> byDefault, Part.ColumnPart c) {
        List<String> sql = new ArrayList<>();
        byDefault
                .filter(action -> c.generated().isEmpty())
                .ifPresent(action -> sql.add(Create.alterDefault(c.id(), action)));
        sql.addAll(ColumnSql.beyond(came, c));
        return sql;
    }

    private static Optional<String> changed(Optional<String> given, Optional<String> value) {
        return value.equals(given)
                ? Optional.empty()
                : Optional.of(value.map(v -> "SET DEFAULT " + v).orElse("DROP DEFAULT"));
    }

    private static Optional<String> value(Model model, ObjectId column) {
        return model.parts().get(new ObjectId(Kind.DEFAULT, column.schema(), column.name(), column.part()))
                        instanceof Part.DefaultPart d
                ? Optional.of(d.expression())
                : Optional.empty();
    }

    /// Whether it is to be a partition of a table that it is none of.
    private boolean becomesPartition(QualifiedName table) {
        Optional<QualifiedName> of = wanted.structure().divided(table);
        return old.parts().containsKey(ObjectId.of(Kind.TABLE, table))
                && of.isPresent()
                && !of.equals(old.structure().divided(table));
    }

    private static String only(String sql) {
        return sql.startsWith("CREATE ") ? sql.replaceFirst(" ON ", " ON ONLY ") : sql;
    }

    /// An index of a partitioned table that none of its partitions takes part in.
    private boolean emptyShell(Part.IndexPart index) {
        boolean partitioned = wanted.structure().isPartitioned(index.on());
        boolean partitions = wanted.parts().values().stream()
                .anyMatch(p ->
                        p instanceof Part.PartitionPart x && x.of().parent().equals(index.on()));
        return partitioned
                && partitions
                && wanted.parts().values().stream()
                        .noneMatch(p -> wanted.structure()
                                .parent(p)
                                .filter(index.id()::equals)
                                .isPresent());
    }

    /// Whether it is to belong to an index of the parent table that is there, which takes none by itself. One that is
    /// made takes those of the partitions, and so does a table to which a partition is attached.
    private boolean joins(Part.IndexPart index) {
        Optional<ObjectId> parent = index.index().parent().map(p -> ObjectId.of(Kind.INDEX, p));
        boolean alone = !(old.parts().get(index.id()) instanceof Part.IndexPart before
                && before.index().parent().isPresent());
        return alone
                && old.parts().containsKey(ObjectId.of(Kind.PARTITION, index.on()))
                && parent.filter(p -> old.parts().get(p) instanceof Part.IndexPart from
                                && wanted.parts().get(p) instanceof Part.IndexPart to
                                && IndexSql.alter(from, to).isPresent())
                        .isPresent();
    }

    private static List<String> joined(Part.IndexPart index, List<String> statements) {
        List<String> sql = new ArrayList<>(statements);
        index.index()
                .parent()
                .ifPresent(p -> sql.add("ALTER INDEX %s ATTACH PARTITION %s"
                        .formatted(p.sql(), index.id().sql())));
        return sql;
    }

    /// A constraint that comes with one of the parent that nobody validated, and is valid itself.
    private boolean validatedAlone(Part.ConstraintPart c) {
        return c.follows()
                && c.constraint().common().validated()
                && wanted.structure().parents(c.id().qualified()).stream()
                        .map(p -> wanted.parts().get(ObjectId.of(Kind.CONSTRAINT, p, c.id().part())))
                        .anyMatch(p -> p instanceof Part.ConstraintPart above
                                && !above.constraint().common().validated());
    }

    /// The statements that take a part away, as they are for a table that has children.
    List<String> taken(Part part, List<String> statements) {
        return switch (part) {
            case Part.IndexPart i
            when holdsConstraints(i) ->
                statements.stream().map(s -> s + " CASCADE").toList();
            case Part.ColumnPart c when isOfType(c) -> List.of();
            case Part.ColumnPart c
            when keptBelow(c.id()) -> statements.stream().map(Family::onlyTable).toList();
            case Part.DefaultPart d -> ofThisTable(d, statements);
            default -> statements;
        };
    }

    /// Whether constraints of partitions have their indexes under this one: neither goes without the other, unless both
    /// go at once.
    private boolean holdsConstraints(Part.IndexPart index) {
        return old.parts().values().stream()
                .anyMatch(p -> p instanceof Part.ConstraintPart c
                        && c.parentIndex().filter(index.index().name()::equals).isPresent());
    }

    /// Whether a table that inherits the column keeps it.
    private boolean keptBelow(ObjectId column) {
        QualifiedName table = column.qualified();
        return wanted.parts().values().stream()
                .anyMatch(p -> p instanceof Part.ColumnPart c
                        && c.id().part().equals(column.part())
                        && old.parts().containsKey(c.id())
                        && old.structure().parents(c.id().qualified()).contains(table)
                        && wanted.structure().parents(c.id().qualified()).contains(table));
    }
}
