package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the bounds of a table's partitions say of a row (manual, CREATE TABLE, "PARTITION OF").
///
/// @param table which is divided
/// @param keys  the columns and expressions that it is divided by, as SQL that can be compared
record Bounds(QualifiedName table, List<String> keys) {
    static final String DEFAULT = "DEFAULT";

    private static final Pattern HASH =
            Pattern.compile("FOR VALUES WITH \\(modulus (\\d+), remainder (\\d+)\\)", Pattern.CASE_INSENSITIVE);
    private static final String IN = "FOR VALUES IN ";
    private static final String FROM = "FOR VALUES FROM ";

    Bounds {
        keys = List.copyOf(keys);
    }

    /// @param key `pg_get_partkeydef`
    static Bounds of(QualifiedName table, String key) {
        return new Bounds(
                table,
                Listed.in(key, key.indexOf('(')).stream().map(Bounds::value).toList());
    }

    /// A key without the operator class, which is said after it.
    private static String value(String key) {
        List<String> words = Listed.words(key);
        return words.size() > 2 && words.get(1).equals("COLLATE")
                ? String.join(" ", words.subList(0, 3))
                : words.getFirst();
    }

    /// The condition that is true for the rows which belong to a partition, and for no others.
    ///
    /// @param bound   as `pg_get_expr` of `relpartbound`; not [#DEFAULT]
    Optional<String> condition(String bound) {
        Matcher hash = HASH.matcher(bound);
        if (hash.matches()) {
            return Optional.of("satisfies_hash_partition('%s'::regclass, %s, %s, %s)"
                    .formatted(table.sql().replace("'", "''"), hash.group(1), hash.group(2), String.join(", ", keys)));
        }
        if (bound.startsWith(IN)) {
            return Optional.of(list(Listed.in(bound, IN.length())));
        }
        if (bound.startsWith(FROM)) {
            Range range = range(bound);
            List<String> both = new ArrayList<>();
            keys.forEach(k -> both.add(k + " IS NOT NULL"));
            end(range.from(), ">", "MAXVALUE").ifPresent(both::add);
            end(range.to(), "<", "MINVALUE").ifPresent(both::add);
            return Optional.of(String.join(" AND ", both));
        }
        return Optional.empty();
    }

    private String list(List<String> values) {
        String key = keys.getFirst();
        List<String> some = values.stream().filter(v -> !v.equals("NULL")).toList();
        List<String> either = new ArrayList<>();
        if (!some.isEmpty()) {
            either.add("%s IN (%s)".formatted(key, String.join(", ", some)));
        }
        if (some.size() < values.size()) {
            either.add(key + " IS NULL");
        }
        return String.join(" OR ", either);
    }

    /// One end of a range, rows compared from left to right.
    ///
    /// @param beyond the word that puts a row with equal values before it outside
    private Optional<String> end(List<String> values, String operator, String beyond) {
        int bounded = 0;
        while (bounded < values.size() && !isInfinite(values.get(bounded))) {
            bounded++;
        }
        boolean strict = bounded < values.size() ? values.get(bounded).equals(beyond) : operator.equals("<");
        if (bounded == 0) {
            return strict ? Optional.of("false") : Optional.empty();
        }
        return Optional.of("%s %s %s"
                .formatted(
                        row(keys.subList(0, bounded)),
                        strict ? operator : operator + "=",
                        row(values.subList(0, bounded))));
    }

    private static boolean isInfinite(String value) {
        return value.equals("MINVALUE") || value.equals("MAXVALUE");
    }

    private static String row(List<String> values) {
        return values.size() == 1 ? values.getFirst() : "ROW(" + String.join(", ", values) + ")";
    }

    /// Where a range begins and ends, a value for each key.
    private record Range(List<String> from, List<String> to) {}

    private static Range range(String bound) {
        return new Range(
                Listed.in(bound, FROM.length()), Listed.in(bound, bound.indexOf('(', bound.lastIndexOf(") TO ("))));
    }

    /// Whether every row of one bound is known to fit another.
    static boolean within(String bound, String other) {
        if (bound.equals(other)) {
            return true;
        }
        if (bound.startsWith(IN) && other.startsWith(IN)) {
            return Listed.in(other, IN.length()).containsAll(Listed.in(bound, IN.length()));
        }
        if (bound.startsWith(FROM) && other.startsWith(FROM)) {
            Range inner = range(bound);
            Range outer = range(other);
            return Limit.known(outer.from(), inner.from(), c -> c <= 0)
                    && Limit.known(inner.to(), outer.to(), c -> c <= 0);
        }
        Matcher inner = HASH.matcher(bound);
        Matcher outer = HASH.matcher(other);
        return inner.matches()
                && outer.matches()
                && number(inner, 1) % number(outer, 1) == 0
                && number(inner, 2) % number(outer, 1) == number(outer, 2);
    }

    /// Whether no row is known to fit both bounds.
    static boolean apart(String bound, String other) {
        if (bound.startsWith(IN) && other.startsWith(IN)) {
            return Collections.disjoint(Listed.in(bound, IN.length()), Listed.in(other, IN.length()));
        }
        if (bound.startsWith(FROM) && other.startsWith(FROM)) {
            Range one = range(bound);
            Range two = range(other);
            return Limit.known(one.to(), two.from(), c -> c <= 0) || Limit.known(two.to(), one.from(), c -> c <= 0);
        }
        Matcher one = HASH.matcher(bound);
        Matcher two = HASH.matcher(other);
        if (!one.matches() || !two.matches()) {
            return false;
        }
        long common = common(number(one, 1), number(two, 1));
        return number(one, 2) % common != number(two, 2) % common;
    }

    private static long number(Matcher hash, int group) {
        return Long.parseLong(hash.group(group));
    }

    private static long common(long a, long b) {
        return b == 0 ? a : common(b, a % b);
    }

    /// The partitions' conditions as one: true for the rows that fit any.
    Optional<String> any(List<String> bounds) {
        List<String> conditions =
                bounds.stream().flatMap(b -> condition(b).stream()).toList();
        return conditions.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        conditions.size() == 1 ? conditions.getFirst() : "(" + String.join(") OR (", conditions) + ")");
    }
}
