package dev.pgsteady.schema;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The current row of a catalog query. Short texts are shared: a catalog says `integer` and `public` thousands of
/// times.
final class Row {
    private static final int LONGEST_SHARED = 64;

    private final ResultSet rows;
    private final Map<String, String> shared;

    Row(ResultSet rows, Map<String, String> shared) {
        this.rows = rows;
        this.shared = shared;
    }

    static Map<String, String> sharing() {
        return new HashMap<>();
    }

    private @Nullable String raw(String column) {
        try {
            String text = rows.getString(column);
            return text == null || text.length() > LONGEST_SHARED ? text : share(text);
        } catch (SQLException e) {
            throw new IllegalStateException("the catalog query has no column " + column, e);
        }
    }

    private String share(String text) {
        String known = shared.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    Optional<String> maybe(String column) {
        return Optional.ofNullable(raw(column));
    }

    /// Empty for NULL.
    String text(String column) {
        String text = raw(column);
        return text == null ? "" : text;
    }

    /// False for NULL.
    boolean flag(String column) {
        return "t".equals(raw(column));
    }

    /// Zero for NULL.
    long number(String column) {
        String text = raw(column);
        return text == null ? 0 : Long.parseLong(text);
    }

    int integer(String column) {
        return Math.toIntExact(number(column));
    }

    double real(String column) {
        String text = raw(column);
        return text == null ? 0 : Double.parseDouble(text);
    }

    /// A `"char"` column; a blank for the empty one.
    char letter(String column) {
        String text = raw(column);
        return text == null || text.isEmpty() ? ' ' : text.charAt(0);
    }

    /// The elements of an array, none for NULL.
    List<String> elements(String column) {
        String text = raw(column);
        return text == null
                ? List.of()
                : ArrayText.elements(text).stream().map(this::share).toList();
    }

    List<String> sorted(String column) {
        return elements(column).stream().sorted().toList();
    }

    /// The numbers of an array or vector, none for NULL.
    long[] numbers(String column) {
        String text = raw(column);
        return text == null ? new long[0] : ArrayText.numbers(text);
    }

    /// A column in microseconds since 1970.
    Optional<Instant> instant(String column) {
        return maybe(column).map(micros -> Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS));
    }
}
