package dev.pgsteady.jpa.extract;

import dev.pgsteady.core.Sql;
import dev.pgsteady.jpa.extract.Judged.Hit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Constraint;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.SingleTableSubclass;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UniqueKey;

/// Lints about names, and about what holds for whole tables.
final class NameLints {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final int LONGEST = 63;

    private NameLints() {}

    static List<Hit> keyWord(Judged model) {
        return named(
                model, n -> PLAIN.matcher(n).matches() && !Sql.identifier(n).equals(n), "is a key word of SQL");
    }

    static List<Hit> tooLong(Judged model) {
        return named(model, n -> n.getBytes(StandardCharsets.UTF_8).length > LONGEST, "is longer than 63 bytes");
    }

    private static List<Hit> named(Judged model, Predicate<String> wrong, String words) {
        List<Hit> hits = new ArrayList<>();
        for (PersistentClass entity : model.entities()) {
            names(entity.getTable()).stream()
                    .filter(wrong)
                    .forEach(n -> hits.add(new Hit(
                            entity.getMappedClass(), "", entity.getTable(), "The name " + n + " " + words + ".")));
        }
        model.members()
                .flatMap(m -> m.columns()
                        .map(Names::of)
                        .filter(wrong)
                        .map(n -> m.hit("The name " + n + " of the column " + words + ".")))
                .forEach(hits::add);
        return hits.stream().distinct().toList();
    }

    /// Of the table, and of what somebody named on it.
    private static List<String> names(Table table) {
        List<String> names = new ArrayList<>(List.of(Names.text(table.getNameIdentifier())));
        table.getIndexes().values().stream().map(Index::getName).forEach(n -> add(n, names));
        table.getUniqueKeys().values().stream().map(Constraint::getName).forEach(n -> add(n, names));
        table.getForeignKeyCollection().stream().map(Constraint::getName).forEach(n -> add(n, names));
        return names;
    }

    private static void add(String name, List<String> names) {
        Names.given(name).ifPresent(names::add);
    }

    static List<Hit> subclass(Judged model) {
        SubclassColumns shared = new SubclassColumns(model.metadata());
        return model.members()
                .filter(m -> m.entity() instanceof SingleTableSubclass)
                .filter(m -> m.columns()
                        .anyMatch(c ->
                                !c.isNullable() && shared.partial(m.entity().getTable(), c)))
                .map(m -> m.hit("The column is required, and other classes of the table do not have it."))
                .toList();
    }

    static List<Hit> uniqueWithNulls(Judged model) {
        List<Hit> hits = new ArrayList<>();
        model.members()
                .filter(m -> m.collection().isEmpty())
                .filter(m -> m.columns().anyMatch(c -> c.isUnique() && c.isNullable()))
                .map(m -> m.hit("The column is unique and can be null."))
                .forEach(hits::add);
        for (PersistentClass entity : model.entities()) {
            for (UniqueKey key : entity.getTable().getUniqueKeys().values()) {
                if (!said(key) && !single(key)) {
                    nullable(entity.getTable(), key)
                            .ifPresent(c -> hits.add(new Hit(
                                    entity.getMappedClass(),
                                    "",
                                    entity.getTable(),
                                    "(%s) is unique, and %s can be null."
                                            .formatted(TableDdl.list(key.getColumns()), Names.of(c)))));
                }
            }
        }
        return hits.stream().distinct().toList();
    }

    private static boolean said(UniqueKey key) {
        String options = Optional.ofNullable(key.getOptions()).orElse("").toLowerCase(Locale.ROOT);
        return options.contains("nulls not distinct") || options.contains("is not null");
    }

    /// A key over one column is found at its property.
    private static boolean single(UniqueKey key) {
        return key.getColumns().size() == 1 && key.getColumns().getFirst().isUnique();
    }

    private static Optional<Column> nullable(Table table, UniqueKey key) {
        List<String> names = key.getColumns().stream().map(Names::of).toList();
        return table.getColumns().stream()
                .filter(c -> names.contains(Names.of(c)) && c.isNullable())
                .findFirst();
    }
}
