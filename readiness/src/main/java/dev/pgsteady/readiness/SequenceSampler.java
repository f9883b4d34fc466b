package dev.pgsteady.readiness;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Sql;
import dev.pgsteady.readiness.Samples.SequenceSample;
import dev.pgsteady.readiness.SequenceColumns.Fed;
import dev.pgsteady.schema.Sequence;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Compares sequences with the values that their columns hold already.
///
/// Columns are read first and sequences afterwards: what is inserted in between moves the sequence too.
/// Many are read with one query; when one of them is locked or forbidden, the halves are tried by
/// themselves.
public final class SequenceSampler {
    private static final int TOGETHER = 64;
    private static final Duration TIME = Duration.ofMillis(400);

    private final LongSupplier clock;

    /// @param clock nanoseconds, from any beginning
    public SequenceSampler(LongSupplier clock) {
        this.clock = clock;
    }

    /// Compares all that can be compared in the time that there is, those of the largest tables first.
    ///
    /// @param connection outside a transaction; it is left so, with auto-commit as it was
    /// @throws Problem when the connection breaks
    public List<SequenceSample> sample(Connection connection, Facts facts) {
        List<Fed> all = SequenceColumns.comparable(facts).stream()
                .sorted(Comparator.comparingLong(f -> -rows(facts, f)))
                .toList();
        List<SequenceSample> samples = new ArrayList<>();
        if (!all.isEmpty()) {
            Glances.during(connection, clock, TIME, glances -> {
                for (int from = 0; from < all.size() && !glances.over(); from += TOGETHER) {
                    samples.addAll(sample(glances, all.subList(from, Math.min(all.size(), from + TOGETHER))));
                }
                return samples;
            });
        }
        return samples;
    }

    private static long rows(Facts facts, Fed fed) {
        return facts.table(fed.column().table()).map(facts::rows).orElse(0L);
    }

    private static List<SequenceSample> sample(Glances glances, List<Fed> some) throws SQLException {
        Optional<List<SequenceSample>> seen = glances.look(s -> together(s, some));
        if (seen.isPresent() || some.size() == 1 || glances.over()) {
            return seen.orElse(List.of());
        }
        int half = some.size() / 2;
        List<SequenceSample> samples = new ArrayList<>(sample(glances, some.subList(0, half)));
        samples.addAll(sample(glances, some.subList(half, some.size())));
        return samples;
    }

    private static List<SequenceSample> together(Statement statement, List<Fed> some) throws SQLException {
        OwnersFunctions.refuse(
                statement, some.stream().map(f -> f.column().table()).toList());
        statement.execute("LOCK TABLE %s IN ACCESS SHARE MODE NOWAIT"
                .formatted(some.stream()
                        .map(f -> f.column().table().sql())
                        .distinct()
                        .collect(Collectors.joining(", "))));
        Map<Integer, Long> furthest = read(statement, some, i -> last(some.get(i)));
        Map<Integer, Long> next = read(statement, some, i -> next(some.get(i).sequence()));
        Map<Integer, Long> nearest = new TreeMap<>();
        boolean behind = next.entrySet().stream()
                .filter(e -> furthest.containsKey(e.getKey()))
                .anyMatch(e -> behind(some.get(e.getKey()), e.getValue(), furthest.getOrDefault(e.getKey(), 0L)));
        if (behind) {
            nearest.putAll(read(statement, some, i -> nearest(some.get(i), next.getOrDefault(i, 0L))));
        }
        return next.entrySet().stream()
                .map(e -> new SequenceSample(
                        some.get(e.getKey()).sequence().name(),
                        some.get(e.getKey()).column(),
                        e.getValue(),
                        Optional.ofNullable(nearest.get(e.getKey())),
                        Optional.ofNullable(furthest.get(e.getKey()))))
                .toList();
    }

    /// One number for each, by its place; none where the number is null.
    private static Map<Integer, Long> read(Statement statement, List<Fed> some, IntFunction<String> each)
            throws SQLException {
        String sql = IntStream.range(0, some.size())
                .mapToObj(i -> "(SELECT %s %d, %s)".formatted(MainStatements.MARK, i, each.apply(i)))
                .collect(Collectors.joining(" UNION ALL "));
        Map<Integer, Long> numbers = new TreeMap<>();
        try (ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                long number = row.getLong(2);
                if (!row.wasNull()) {
                    numbers.put(row.getInt(1), number);
                }
            }
        }
        return numbers;
    }

    private static boolean up(Fed fed) {
        return fed.sequence().increment() > 0;
    }

    private static String last(Fed fed) {
        return "%s(%s)::bigint FROM %s"
                .formatted(
                        up(fed) ? "max" : "min",
                        Sql.identifier(fed.column().column()),
                        fed.column().table().sql());
    }

    /// Null at the end of what bigint can hold.
    private static String next(Sequence sequence) {
        return """
                CASE WHEN NOT is_called THEN last_value
                     WHEN last_value::numeric + %1$d BETWEEN -9223372036854775808 AND 9223372036854775807
                     THEN last_value + %1$d END FROM %2$s""".formatted(sequence.increment(), sequence.name().sql());
    }

    private static String nearest(Fed fed, long next) {
        String column = Sql.identifier(fed.column().column());
        return "%s(%s)::bigint FROM %s WHERE %2$s %s %d"
                .formatted(up(fed) ? "min" : "max", column, fed.column().table().sql(), up(fed) ? ">=" : "<=", next);
    }

    private static boolean behind(Fed fed, long next, long furthest) {
        return up(fed) ? furthest >= next : furthest <= next;
    }
}
