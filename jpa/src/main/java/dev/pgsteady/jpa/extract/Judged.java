package dev.pgsteady.jpa.extract;

import dev.pgsteady.jpa.ModelLint;
import dev.pgsteady.mapping.AppendOnly;
import dev.pgsteady.mapping.IndexMethod;
import dev.pgsteady.mapping.TableIndex;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.Constraint;
import org.hibernate.mapping.ManyToOne;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.Table;

/// Hibernate's model as lints look at it.
record Judged(MetadataImplementor metadata, ColumnTypes types, Marks marks) {
    /// Something that a lint found.
    ///
    /// @param type   the class
    /// @param member the property; empty for the class
    record Hit(Class<?> type, String member, Table table, String what) {}

    /// A property that a class declares, or a superclass that is no entity, or what is embedded.
    ///
    /// @param path with the properties that it is embedded in
    record Member(PersistentClass entity, Class<?> holder, Property property, String path) {
        Hit hit(String what) {
            return new Hit(entity.getMappedClass(), path, ColumnNames.table(entity, property.getValue()), what);
        }

        Class<?> java() {
            return property.getType().getReturnedClass();
        }

        /// Whether it has a column that may be null.
        boolean nullable() {
            return columns().anyMatch(Column::isNullable);
        }

        Stream<Column> columns() {
            return property.getSelectables().stream()
                    .filter(Column.class::isInstance)
                    .map(Column.class::cast);
        }

        /// An annotation of the field or the getter.
        <A extends Annotation> Optional<A> annotation(Class<A> kind) {
            String name = property.getName();
            String getter = "get" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            for (Class<?> at = holder; at != null && at != Object.class; at = at.getSuperclass()) {
                Optional<A> found = Stream.concat(
                                Arrays.stream(at.getDeclaredFields())
                                        .filter(f -> f.getName().equals(name)),
                                Arrays.stream(at.getDeclaredMethods())
                                        .filter(m -> m.getName().equals(getter) && m.getParameterCount() == 0))
                        .map(e -> e.getAnnotation(kind))
                        .flatMap(Stream::ofNullable)
                        .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }

        Optional<Collection> collection() {
            return property.getValue() instanceof Collection c ? Optional.of(c) : Optional.empty();
        }
    }

    /// What a lint finds.
    List<Hit> hits(ModelLint lint) {
        return switch (lint) {
            case MISSING_VERSION -> KeyLints.version(this);
            case IDENTITY_KEY -> KeyLints.identity(this);
            case TABLE_GENERATOR -> KeyLints.tableGenerator(this);
            case SINGLE_STEPS -> KeyLints.steps(this);
            case NO_EQUALS -> KeyLints.equality(this);
            case FLOATING_MONEY -> ColumnLints.money(this);
            case TIME_WITHOUT_ZONE -> ColumnLints.withoutZone(this);
            case OLD_DATE -> ColumnLints.oldDate(this);
            case ORDINAL_ENUM -> ColumnLints.ordinal(this);
            case DEFAULT_LENGTH -> ColumnLints.defaultLength(this);
            case COMPARED_AS_TEXT -> ColumnLints.comparedAsText(this);
            case LARGE_OBJECT -> ColumnLints.largeObject(this);
            case NULLABLE_BOOLEAN -> ColumnLints.nullableBoolean(this);
            case PRIMITIVE_NULLABLE -> ColumnLints.primitive(this);
            case UNIQUE_WITH_NULLS -> NameLints.uniqueWithNulls(this);
            case SUBCLASS_NOT_NULL -> NameLints.subclass(this);
            case KEY_WORD -> NameLints.keyWord(this);
            case LONG_NAME -> NameLints.tooLong(this);
            case UNINDEXED_FOREIGN_KEY -> RelationLints.unindexed(this);
            case EAGER_COLLECTION -> RelationLints.eagerCollection(this);
            case EAGER_REFERENCE -> RelationLints.eagerReference(this);
            case CASCADE_BY_PROGRAM -> RelationLints.cascade(this);
            case TWO_OWNERS -> RelationLints.twoOwners(this);
            case ELEMENTS_STAY -> CollectionLints.elementsStay(this);
            case UNINDEXED_JOIN_TABLE -> CollectionLints.unindexed(this);
            case JOIN_TABLE_WITHOUT_KEY -> CollectionLints.withoutKey(this);
            case MANY_TO_MANY_LIST -> CollectionLints.list(this, true);
            case ELEMENT_LIST -> CollectionLints.list(this, false);
        };
    }

    /// The entities, by name.
    List<PersistentClass> entities() {
        return metadata.getEntityBindings().stream()
                .filter(e -> e.getMappedClass() != null)
                .sorted(Comparator.comparing(PersistentClass::getEntityName))
                .toList();
    }

    /// The properties that entities declare, what is embedded taken apart.
    Stream<Member> members() {
        return entities().stream().flatMap(e -> {
            List<Member> all = new ArrayList<>();
            Class<?> type = e.getMappedClass();
            ColumnOrder.inOrder(type, e.getProperties()).forEach(p -> member(new Member(e, type, p, p.getName()), all));
            return all.stream();
        });
    }

    private static void member(Member member, List<Member> all) {
        if (member.property().isBackRef() || member.property().isSynthetic()) {
            return;
        }
        if (member.property().getValue() instanceof Component component) {
            component
                    .getProperties()
                    .forEach(p -> member(
                            new Member(
                                    member.entity(),
                                    component.getComponentClass(),
                                    p,
                                    member.path() + "." + p.getName()),
                            all));
            return;
        }
        all.add(member);
    }

    /// The collections whose elements stand in a table of their own, each where it is owned.
    Stream<Member> tables() {
        return members()
                .filter(m -> m.collection()
                        .filter(c -> !c.isInverse() && !(c.getElement() instanceof org.hibernate.mapping.OneToMany))
                        .isPresent());
    }

    static boolean manyToMany(Collection collection) {
        return collection.getElement() instanceof ManyToOne;
    }

    String type(Column column) {
        return types.of(column);
    }

    boolean appendOnly(Table table) {
        return marks.of(AppendOnly.class).stream()
                .anyMatch(m -> m.place().table().equals(table));
    }

    /// Whether an index, a key or a unique constraint of the table begins with the columns, in any order.
    boolean indexed(Table table, List<Column> columns) {
        List<String> wanted = columns.stream().map(Names::of).toList();
        return indexes(table)
                .anyMatch(i ->
                        i.size() >= wanted.size() && i.subList(0, wanted.size()).containsAll(wanted));
    }

    private Stream<List<String>> indexes(Table table) {
        Stream<Constraint> keys =
                Stream.concat(Stream.ofNullable(table.getPrimaryKey()), table.getUniqueKeys().values().stream());
        return Stream.of(
                        keys.map(k -> names(k.getColumns())),
                        table.getIndexes().values().stream().map(i -> names(i.getSelectables())),
                        table.getColumns().stream().filter(Column::isUnique).map(c -> List.of(Names.of(c))),
                        marks.of(TableIndex.class).stream()
                                .filter(m -> m.place().table().equals(table))
                                .filter(m -> m.annotation().where().isEmpty()
                                        && m.annotation().method() == IndexMethod.BTREE)
                                .map(m -> m.place().keys(m.annotation().columns()).stream()
                                        .map(k -> k.what().replace("\"", ""))
                                        .toList()))
                .flatMap(s -> s);
    }

    private static List<String> names(List<? extends Selectable> columns) {
        return columns.stream()
                .map(s -> s instanceof Column c ? Names.of(c) : s.getText())
                .toList();
    }
}
