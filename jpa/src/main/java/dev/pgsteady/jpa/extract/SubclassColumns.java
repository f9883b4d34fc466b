package dev.pgsteady.jpa.extract;

import dev.pgsteady.core.Sql;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.SingleTableSubclass;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.Value;

/// The columns of a table for a whole hierarchy that only some of its classes have. Such a column is null in
/// the rows of the others, so where a class says that it is not, that is a check for the rows of this class.
final class SubclassColumns {
    private final Map<Table, Map<String, Set<PersistentClass>>> owners = new HashMap<>();
    private final Map<Table, Set<String>> everywhere = new HashMap<>();
    private final Map<Table, Set<String>> kinds = new HashMap<>();

    SubclassColumns(MetadataImplementor metadata) {
        metadata.getEntityBindings().forEach(this::look);
    }

    private void look(PersistentClass entity) {
        if (entity instanceof RootClass && entity.getDiscriminator() != null) {
            column(entity.getDiscriminator())
                    .ifPresent(c -> kinds.computeIfAbsent(entity.getTable(), k -> new HashSet<>())
                            .add(Names.of(c)));
        }
        for (Property property : entity.getProperties()) {
            Table table = entity.getTable();
            if (!table.equals(property.getValue().getTable()) || property.isBackRef()) {
                continue;
            }
            Stream<Column> columns = property.getSelectables().stream()
                    .filter(Column.class::isInstance)
                    .map(Column.class::cast);
            if (entity instanceof SingleTableSubclass) {
                columns.forEach(c -> owners.computeIfAbsent(table, k -> new HashMap<>())
                        .computeIfAbsent(Names.of(c), k -> new HashSet<>())
                        .add(entity));
            } else {
                columns.forEach(c ->
                        everywhere.computeIfAbsent(table, k -> new HashSet<>()).add(Names.of(c)));
            }
        }
    }

    /// Whether it says of which class a row is.
    boolean tellsClass(Table table, Column column) {
        return kinds.getOrDefault(table, Set.of()).contains(Names.of(column));
    }

    /// Whether only some classes have it.
    boolean partial(Table table, Column column) {
        return owners.getOrDefault(table, Map.of()).containsKey(Names.of(column))
                && !everywhere.getOrDefault(table, Set.of()).contains(Names.of(column));
    }

    /// The check that stands for NOT NULL, where rows tell what class they are of.
    Optional<String> check(Table table, Column column) {
        Set<PersistentClass> classes = owners.getOrDefault(table, Map.of()).getOrDefault(Names.of(column), Set.of());
        List<PersistentClass> all = classes.stream()
                .flatMap(c -> Stream.concat(Stream.of(c), c.getSubclassClosure().stream()))
                .distinct()
                .toList();
        Optional<Column> kind = all.stream()
                .findFirst()
                .map(c -> c.getRootClass().getDiscriminator())
                .flatMap(SubclassColumns::column);
        Set<String> values = all.stream()
                .filter(c -> c.isAbstract() == null || !c.isAbstract())
                .map(PersistentClass::getDiscriminatorValue)
                .collect(Collectors.toCollection(TreeSet::new));
        if (kind.isEmpty()
                || values.isEmpty()
                || values.contains(PersistentClass.NULL_DISCRIMINATOR_MAPPING)
                || values.contains(PersistentClass.NOT_NULL_DISCRIMINATOR_MAPPING)) {
            return Optional.empty();
        }
        boolean number = kind.get().getValue().getType().getReturnedClass() == Integer.class;
        return Optional.of("%s NOT IN (%s) OR %s IS NOT NULL"
                .formatted(
                        Names.sql(kind.get()),
                        values.stream().map(v -> number ? v : Sql.literal(v)).collect(Collectors.joining(", ")),
                        Names.sql(column)));
    }

    private static Optional<Column> column(Value discriminator) {
        List<Selectable> selectables = discriminator.getSelectables();
        return selectables.size() == 1 && selectables.getFirst() instanceof Column column
                ? Optional.of(column)
                : Optional.empty();
    }
}
