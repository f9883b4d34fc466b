package dev.pgsteady.data.proof;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.data.proof.Rows.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// What happened to the rows of all tables, tables without a change left out.
record Changes(SortedMap<QualifiedName, Change> tables) {
    /// What happened to a table's rows; a row that was changed is gone and new.
    record Change(List<String> columns, List<Row> gone, List<Row> added) {
        boolean none() {
            return gone.isEmpty() && added.isEmpty();
        }

        private boolean asManyAs(Change other) {
            return gone.size() == other.gone.size() && added.size() == other.added.size();
        }

        /// The values of a column in all rows, whichever row they are in. Of a made up one it counts only whether it is
        /// there.
        private Map<Optional<Long>, Integer> values(int column, boolean madeUp) {
            Map<Optional<Long>, Integer> values = new HashMap<>();
            Function<Row, Optional<Long>> value = row -> {
                Optional<Long> print = row.values().get(column);
                return madeUp ? print.map(v -> 0L) : print;
            };
            gone.forEach(row -> values.merge(value.apply(row), -1, Integer::sum));
            added.forEach(row -> values.merge(value.apply(row), 1, Integer::sum));
            values.values().removeIf(n -> n == 0);
            return values;
        }
    }

    boolean none() {
        return tables.isEmpty();
    }

    /// What happened to a table that is among them.
    private Change of(QualifiedName table) {
        return Objects.requireNonNull(tables.get(table));
    }

    /// The columns whose values are others each time that the same is done: made up ids, times, what is drawn by lot.
    ///
    /// @param again what the same did another time
    /// @return by table; empty when it did not change as many rows
    Optional<Map<QualifiedName, Set<String>>> madeUp(Changes again) {
        if (!asManyAs(again)) {
            return Optional.empty();
        }
        Map<QualifiedName, Set<String>> madeUp = new TreeMap<>();
        tables.forEach((name, change) -> madeUp.put(name, different(change, again.of(name), Set.of())));
        return Optional.of(madeUp);
    }

    /// Where this is not what another did; empty when it is the same.
    ///
    /// @param madeUp columns whose values may differ, by table
    Optional<String> unlike(Changes whole, Map<QualifiedName, Set<String>> madeUp) {
        if (!asManyAs(whole)) {
            return Optional.of(words() + " of " + whole.words());
        }
        List<String> places = new ArrayList<>();
        tables.forEach((name, change) -> different(change, whole.of(name), madeUp.getOrDefault(name, Set.of()))
                .forEach(column -> places.add(name.sql() + "." + column)));
        return places.isEmpty() ? Optional.empty() : Optional.of("other values in " + String.join(", ", places));
    }

    private boolean asManyAs(Changes other) {
        return tables.keySet().equals(other.tables.keySet())
                && tables.entrySet().stream().allMatch(e -> e.getValue().asManyAs(other.of(e.getKey())));
    }

    private static Set<String> different(Change one, Change other, Set<String> madeUp) {
        Set<String> different = new TreeSet<>();
        for (int i = 0; i < one.columns().size(); i++) {
            String column = one.columns().get(i);
            boolean any = madeUp.contains(column);
            if (!one.values(i, any).equals(other.values(i, any))) {
                different.add(column);
            }
        }
        return different;
    }

    /// The changes for a person.
    String words() {
        StringBuilder words = new StringBuilder();
        tables.forEach((table, change) -> words.append(words.isEmpty() ? "" : ", ")
                .append(table.sql())
                .append(" -")
                .append(change.gone().size())
                .append(" +")
                .append(change.added().size()));
        return words.isEmpty() ? "no change" : words.toString();
    }
}
