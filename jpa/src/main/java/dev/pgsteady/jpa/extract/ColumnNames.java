package dev.pgsteady.jpa.extract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UnionSubclass;
import org.hibernate.mapping.Value;

/// What the columns of a table may be called: by their names, and by the properties that they are of.
final class ColumnNames {
    private static final int SHOWN = 3;

    private final Table table;
    private final Map<String, List<String>> names = new LinkedHashMap<>();

    /// @param entities the classes whose rows it may hold
    ColumnNames(Table table, List<PersistentClass> entities) {
        this.table = table;
        for (PersistentClass entity : entities) {
            properties(entity, "", entity.getPropertyClosure());
            Optional.ofNullable(entity.getIdentifierProperty()).ifPresent(p -> property(entity, "", p));
            Optional.ofNullable(entity.getIdentifierMapper()).ifPresent(c -> properties(entity, "", c.getProperties()));
        }
        table.getColumns().forEach(c -> names.putIfAbsent(Names.of(c), List.of(Names.of(c))));
    }

    /// A column that no property has.
    void add(String column) {
        names.putIfAbsent(column, List.of(column));
    }

    boolean has(String name) {
        return names.containsKey(name);
    }

    private void properties(PersistentClass entity, String path, List<Property> properties) {
        properties.forEach(p -> property(entity, path, p));
    }

    private void property(PersistentClass entity, String path, Property property) {
        Value value = property.getValue();
        if (value instanceof Collection || !table.equals(table(entity, value))) {
            return;
        }
        List<String> columns = columns(value);
        if (!columns.isEmpty()) {
            names.putIfAbsent(path + property.getName(), columns);
        }
        if (value instanceof Component component) {
            properties(entity, path + property.getName() + ".", component.getProperties());
        }
    }

    /// The table in which a class has the columns of a value. In `TABLE_PER_CLASS` each repeats what it inherits.
    static Table table(PersistentClass entity, Value value) {
        return entity instanceof UnionSubclass ? entity.getTable() : value.getTable();
    }

    /// The names of a value's columns.
    static List<String> columns(Value value) {
        List<String> columns = new ArrayList<>();
        for (Selectable selectable : value.getSelectables()) {
            if (selectable instanceof Column column) {
                columns.add(Names.of(column));
            }
        }
        return columns;
    }

    /// @param place who asks
    List<String> of(String name, Place place) {
        List<String> columns = names.getOrDefault(name, List.of());
        if (columns.isEmpty()) {
            throw place.refused(
                    "names '%s', and its table %s has neither a column nor a property of that name"
                            .formatted(name, Names.text(table.getNameIdentifier())),
                    "Nearest are " + String.join(", ", nearest(name, names.keySet())) + ".");
        }
        return columns;
    }

    /// The names that look most like another.
    static List<String> nearest(String name, Set<String> all) {
        return new TreeSet<>(all)
                .stream()
                        .sorted(Comparator.comparingInt(n -> distance(plain(n), plain(name))))
                        .limit(SHOWN)
                        .toList();
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /// How many letters have to be put in, taken out or changed.
    private static int distance(String one, String other) {
        List<Integer> row = new ArrayList<>();
        for (int j = 0; j <= other.length(); j++) {
            row.add(j);
        }
        for (int i = 1; i <= one.length(); i++) {
            row = next(row, one.charAt(i - 1), other);
        }
        return row.getLast();
    }

    private static List<Integer> next(List<Integer> above, char letter, String other) {
        List<Integer> row = new ArrayList<>(List.of(above.getFirst() + 1));
        for (int j = 1; j < above.size(); j++) {
            int change = above.get(j - 1) + (letter == other.charAt(j - 1) ? 0 : 1);
            row.add(Collections.min(List.of(change, above.get(j) + 1, row.get(j - 1) + 1)));
        }
        return row;
    }
}
