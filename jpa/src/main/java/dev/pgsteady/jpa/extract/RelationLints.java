package dev.pgsteady.jpa.extract;

import dev.pgsteady.jpa.extract.Judged.Hit;
import dev.pgsteady.jpa.extract.Judged.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.ForeignKey;
import org.hibernate.mapping.ManyToOne;
import org.hibernate.mapping.OneToMany;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;

/// Lints about references between entities.
final class RelationLints {
    private RelationLints() {}

    /// Those of join tables are another lint's.
    static List<Hit> unindexed(Judged model) {
        List<Hit> hits = new ArrayList<>();
        model.members()
                .filter(m -> m.property().getValue() instanceof ToOne)
                .filter(m -> !m.columns().toList().isEmpty())
                .filter(m -> bare(
                        model, m.property().getValue().getTable(), m.columns().toList()))
                .map(m -> m.hit(
                        "No index begins with " + TableDdl.list(m.columns().toList()) + "."))
                .forEach(hits::add);
        for (PersistentClass entity : model.entities()) {
            entity.getTable().getForeignKeyCollection().stream()
                    .filter(k -> bare(model, entity.getTable(), k.getColumns()))
                    .filter(k -> model.members()
                            .noneMatch(m -> m.property().getValue() instanceof ToOne
                                    && m.columns().toList().equals(k.getColumns())
                                    && entity.getTable()
                                            .equals(m.property().getValue().getTable())))
                    .map(k -> new Hit(
                            entity.getMappedClass(),
                            "",
                            entity.getTable(),
                            "No index begins with " + TableDdl.list(k.getColumns()) + "."))
                    .forEach(hits::add);
        }
        return hits;
    }

    private static boolean bare(Judged model, Table table, List<Column> columns) {
        return !model.indexed(table, columns);
    }

    static List<Hit> eagerCollection(Judged model) {
        return model.members()
                .filter(m -> m.collection().filter(c -> !c.isLazy()).isPresent())
                .map(m -> m.hit("The collection is fetched eagerly."))
                .toList();
    }

    static List<Hit> eagerReference(Judged model) {
        return model.members()
                .filter(m -> m.property().getValue() instanceof ToOne one && !one.isLazy())
                .map(m -> m.hit("The reference is fetched eagerly."))
                .toList();
    }

    static List<Hit> cascade(Judged model) {
        return model.members()
                .filter(m -> m.collection()
                        .filter(c -> c.getElement() instanceof OneToMany && removes(m, c))
                        .isPresent())
                .filter(m -> m.collection()
                        .flatMap(RelationLints::key)
                        .filter(RelationLints::acts)
                        .isEmpty())
                .map(m -> m.hit("The elements are removed by cascade, and the foreign key has no ON DELETE."))
                .toList();
    }

    private static boolean removes(Member member, Collection collection) {
        String cascade =
                Optional.ofNullable(member.property().getCascade()).orElse("").toLowerCase(Locale.ROOT);
        return collection.hasOrphanDelete()
                || Stream.of("all", "remove", "delete")
                        .anyMatch(w -> List.of(cascade.split("\\W+")).contains(w));
    }

    /// The foreign key from the elements to their owner.
    private static Optional<ForeignKey> key(Collection collection) {
        List<Column> columns = collection.getKey().getSelectables().stream()
                .filter(Column.class::isInstance)
                .map(Column.class::cast)
                .toList();
        return collection.getCollectionTable().getForeignKeyCollection().stream()
                .filter(k -> k.getColumns().equals(columns))
                .filter(RelationLints::acts)
                .findFirst();
    }

    static boolean acts(ForeignKey key) {
        OnDeleteAction action = key.getOnDeleteAction();
        String said = Optional.ofNullable(key.getKeyDefinition()).orElse("").toLowerCase(Locale.ROOT);
        return (action != null && action != OnDeleteAction.NO_ACTION) || said.contains("on delete");
    }

    static List<Hit> twoOwners(Judged model) {
        return model.members()
                .filter(m -> m.collection()
                        .filter(c -> !c.isInverse() && back(model, m, c))
                        .isPresent())
                .map(m -> m.hit("The elements refer to this entity themselves, and there is no mappedBy."))
                .toList();
    }

    /// Whether the elements have a reference, or an owned collection, the other way.
    private static boolean back(Judged model, Member member, Collection collection) {
        String owner = member.entity().getEntityName();
        boolean many = collection.getElement() instanceof ManyToOne;
        String element = collection.getElement() instanceof OneToMany o
                ? o.getReferencedEntityName()
                : collection.getElement() instanceof ManyToOne o ? o.getReferencedEntityName() : "";
        return model.members()
                .filter(m -> m.entity().getEntityName().equals(element) && !m.equals(member))
                .anyMatch(m -> (many && Judged.manyToMany(collection) && toMany(member))
                        ? m.collection()
                                .filter(c -> !c.isInverse()
                                        && c.getElement() instanceof ManyToOne o
                                        && o.getReferencedEntityName().equals(owner))
                                .isPresent()
                        : m.property().getValue() instanceof ToOne o
                                && o.getReferencedEntityName().equals(owner));
    }

    /// Whether it is a relation of many to many, and not of one to many with a join table.
    static boolean toMany(Member member) {
        return member.annotation(jakarta.persistence.ManyToMany.class).isPresent();
    }
}
