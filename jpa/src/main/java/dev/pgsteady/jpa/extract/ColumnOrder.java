package dev.pgsteady.jpa.extract;

import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.DenormalizedTable;
import org.hibernate.mapping.IndexedCollection;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.OneToMany;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.Value;

/// The order of a table's columns: the key, then as the class declares them, then what subclasses add.
/// Hibernate's own is that of the alphabet.
final class ColumnOrder {
    private final Map<Table, Map<String, Integer>> places = new HashMap<>();

    ColumnOrder(MetadataImplementor metadata) {
        metadata.getEntityBindings().stream()
                .sorted(Comparator.comparingInt(ColumnOrder::depth).thenComparing(PersistentClass::getEntityName))
                .forEach(this::entity);
        metadata.getCollectionBindings().forEach(this::collection);
    }

    /// The columns of a table in their order.
    List<Column> of(Table table) {
        List<Column> columns = new ArrayList<>(table.getColumns());
        Map<String, Integer> known = new LinkedHashMap<>();
        for (Table part : parts(table)) {
            places.getOrDefault(part, Map.of()).keySet().forEach(name -> known.putIfAbsent(name, known.size()));
        }
        columns.sort(Comparator.comparingInt(c -> known.getOrDefault(Names.of(c), Integer.MAX_VALUE)));
        return columns;
    }

    /// A table of a class in `TABLE_PER_CLASS` repeats what the tables of its superclasses have.
    private static Deque<Table> parts(Table table) {
        Deque<Table> parts = new ArrayDeque<>();
        parts.push(table);
        while (parts.getFirst() instanceof DenormalizedTable repeated) {
            parts.push(repeated.getIncludedTable());
        }
        return parts;
    }

    private static int depth(PersistentClass entity) {
        int depth = 0;
        for (PersistentClass above = entity.getSuperclass(); above != null; above = above.getSuperclass()) {
            depth++;
        }
        return depth;
    }

    private void entity(PersistentClass entity) {
        key(entity.getTable(), entity.getKey());
        if (entity.getSuperclass() == null && entity.getDiscriminator() != null) {
            add(entity.getTable(), entity.getDiscriminator());
        }
        for (Join join : entity.getJoins()) {
            key(join.getTable(), join.getKey());
        }
        properties(entity.getMappedClass(), entity.getProperties());
    }

    private void key(Table table, Value key) {
        if (key instanceof Component component) {
            inOrder(component.getComponentClass(), component.getProperties()).forEach(p -> add(table, p.getValue()));
        }
        add(table, key);
    }

    private void collection(Collection collection) {
        if (collection.getElement() instanceof OneToMany) {
            return;
        }
        Table table = collection.getCollectionTable();
        add(table, collection.getKey());
        if (collection instanceof IndexedCollection indexed) {
            add(table, indexed.getIndex());
        }
        value(table, collection.getElement());
    }

    private void properties(Class<?> type, List<Property> properties) {
        inOrder(type, properties).forEach(p -> value(p.getValue().getTable(), p.getValue()));
    }

    private void value(Table table, Value value) {
        if (value instanceof Component component && component.getAggregateColumn() == null) {
            inOrder(component.getComponentClass(), component.getProperties()).forEach(p -> value(table, p.getValue()));
        } else if (!(value instanceof Collection)) {
            add(table, value);
        }
    }

    private void add(Table table, Value value) {
        Map<String, Integer> places = this.places.computeIfAbsent(table, k -> new LinkedHashMap<>());
        for (Selectable selectable : value.getSelectables()) {
            if (selectable instanceof Column column) {
                places.putIfAbsent(Names.of(column), places.size());
            }
        }
    }

    /// Properties as the class declares their fields, those of superclasses first. What has no field comes
    /// last.
    static List<Property> inOrder(@org.jspecify.annotations.Nullable Class<?> type, List<Property> properties) {
        Map<String, Integer> declared = new HashMap<>();
        Deque<Class<?>> classes = new ArrayDeque<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            classes.push(at);
        }
        for (Class<?> at : classes) {
            for (Field field : at.getDeclaredFields()) {
                declared.putIfAbsent(field.getName(), declared.size());
            }
        }
        return properties.stream()
                .sorted(Comparator.comparingInt(p -> declared.getOrDefault(p.getName(), Integer.MAX_VALUE)))
                .toList();
    }
}
