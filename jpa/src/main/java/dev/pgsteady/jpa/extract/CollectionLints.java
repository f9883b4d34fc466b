package dev.pgsteady.jpa.extract;

import dev.pgsteady.jpa.extract.Judged.Hit;
import dev.pgsteady.jpa.extract.Judged.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.mapping.Bag;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.ForeignKey;

/// Lints about collections whose elements stand in a table of their own.
final class CollectionLints {
    private CollectionLints() {}

    private static Stream<Member> of(Judged model, boolean manyToMany) {
        return model.tables().filter(m -> Judged.manyToMany(table(m)) == manyToMany);
    }

    private static Collection table(Member member) {
        return member.collection().orElseThrow();
    }

    /// What is said of one side of a join table holds for both.
    static List<Hit> elementsStay(Judged model) {
        return model.tables()
                .filter(m -> table(m).getCollectionTable().getForeignKeyCollection().stream()
                        .noneMatch(RelationLints::acts))
                .filter(m ->
                        !table(m).getCollectionTable().getForeignKeyCollection().isEmpty())
                .map(m -> m.hit("The rows of %s stay when their owner is deleted by SQL: no ON DELETE CASCADE."
                        .formatted(name(m))))
                .toList();
    }

    private static String name(Member member) {
        return Names.text(table(member).getCollectionTable().getNameIdentifier());
    }

    static List<Hit> unindexed(Judged model) {
        List<Hit> hits = new ArrayList<>();
        model.tables().forEach(m -> {
            Set<List<String>> seen = new HashSet<>();
            for (ForeignKey key : table(m).getCollectionTable().getForeignKeyCollection()) {
                if (!model.indexed(table(m).getCollectionTable(), key.getColumns())
                        && seen.add(key.getColumns().stream().map(Names::of).toList())) {
                    hits.add(m.hit(
                            "No index of %s begins with %s.".formatted(name(m), TableDdl.list(key.getColumns()))));
                }
            }
        });
        return hits;
    }

    static List<Hit> withoutKey(Judged model) {
        return of(model, true)
                .filter(m -> !table(m).getCollectionTable().hasPrimaryKey())
                .map(m -> m.hit("The table " + name(m) + " has no primary key."))
                .toList();
    }

    /// A list without an order is a bag.
    static List<Hit> list(Judged model, boolean manyToMany) {
        return of(model, manyToMany)
                .filter(m -> table(m) instanceof Bag && RelationLints.toMany(m) == manyToMany)
                .map(m -> m.hit("The collection is a List without @OrderColumn."))
                .toList();
    }
}
