package dev.pgsteady.readiness.rules;

import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import java.util.List;

/// Which indexes can find the rows that refer to one parent.
final class Serving {
    private Serving() {}

    static boolean serves(Table table, List<String> columns) {
        for (Index index : table.indexes()) {
            if (serves(index, columns)) {
                return true;
            }
        }
        return false;
    }

    /// Whether the index begins with these columns in any order, and has an entry for every row in which they are not
    /// null.
    static boolean serves(Index index, List<String> columns) {
        int width = columns.size();
        boolean searchable = index.method().equals("btree") || (index.method().equals("hash") && width == 1);
        return searchable
                && index.valid()
                && index.ready()
                && index.keys().size() >= width
                && leads(index, columns)
                && index.predicate().map(p -> impliedBy(p, columns)).orElse(true);
    }

    private static boolean leads(Index index, List<String> columns) {
        for (int i = 0; i < columns.size(); i++) {
            var column = index.keys().get(i).column();
            if (column.isEmpty() || !columns.contains(column.get())) {
                return false;
            }
        }
        return columns.size() == 1 || index.columns().subList(0, columns.size()).containsAll(columns);
    }

    private static boolean impliedBy(String predicate, List<String> columns) {
        return Guards.conditions(predicate)
                .allMatch(c -> columns.stream().anyMatch(k -> c.equals(Sql.identifier(k) + " IS NOT NULL")));
    }
}
