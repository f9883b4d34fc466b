package dev.pgsteady.data.usage;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Uses that were added up and are not written yet. Sorted, so that two processes that write at the same time
/// lock rows in the same order.
final class Tally {
    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::day).thenComparing(Key::feature).thenComparing(Key::tenant);

    private final SortedMap<Key, Sums> sums = new TreeMap<>(ORDER);
    private final SortedSet<Visit> visits =
            new TreeSet<>(Comparator.comparing(Visit::key, ORDER).thenComparing(Visit::person));

    /// What is counted together.
    record Key(LocalDate day, String feature, String tenant) {}

    /// @param person a digest, in hexadecimal digits
    record Visit(Key key, String person) {}

    private record Sums(long uses, long failures, long millis) {
        Sums plus(Sums other) {
            return new Sums(uses + other.uses, failures + other.failures, millis + other.millis);
        }
    }

    void add(LocalDate day, Use use, Function<String, String> digest) {
        Key key = new Key(day, use.feature(), use.tenant());
        sums.merge(key, new Sums(1, use.failed() ? 1 : 0, use.took().toMillis()), Sums::plus);
        use.person().ifPresent(person -> visits.add(new Visit(key, digest.apply(person))));
    }

    int size() {
        return sums.size() + visits.size();
    }

    boolean isEmpty() {
        return sums.isEmpty();
    }

    void clear() {
        sums.clear();
        visits.clear();
    }

    int write(Connection connection, String days, String people) throws SQLException {
        List<Key> keys = List.copyOf(sums.keySet());
        try (PreparedStatement statement = connection.prepareStatement(days)) {
            set(statement, keys);
            statement.setArray(4, numbers(connection, sums.values().stream().map(Sums::uses)));
            statement.setArray(5, numbers(connection, sums.values().stream().map(Sums::failures)));
            statement.setArray(6, numbers(connection, sums.values().stream().map(Sums::millis)));
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(people)) {
            set(statement, visits.stream().map(Visit::key).toList());
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "text", visits.stream().map(v -> "\\x" + v.person()).toArray()));
            statement.executeUpdate();
        }
        return keys.size();
    }

    private static void set(PreparedStatement statement, List<Key> keys) throws SQLException {
        Connection connection = statement.getConnection();
        statement.setArray(
                1,
                connection.createArrayOf(
                        "text", keys.stream().map(k -> k.day().toString()).toArray()));
        statement.setArray(
                2,
                connection.createArrayOf("text", keys.stream().map(Key::feature).toArray()));
        statement.setArray(
                3,
                connection.createArrayOf("text", keys.stream().map(Key::tenant).toArray()));
    }

    private static Array numbers(Connection connection, java.util.stream.Stream<Long> numbers) throws SQLException {
        return connection.createArrayOf("bigint", numbers.toArray());
    }
}
