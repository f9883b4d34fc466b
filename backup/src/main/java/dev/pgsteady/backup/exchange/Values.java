package dev.pgsteady.backup.exchange;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values as canonical text: the same text for the same value on both sides, and one that PostgreSQL reads.
final class Values {
    private static final long EXACT_IN_DOUBLE = 1L << 53;
    private static final long MILLIS_FROM = 100_000_000_000L;
    private static final Pattern TIMESTAMP = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?) ?(Z|[+-]\\d\\d(?::?\\d\\d)?)?");
    private static final Pattern UUIDS =
            Pattern.compile("([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");

    private Values() {}

    /// What a value of SQLite is as one of this type; empty when it is none.
    ///
    /// @param value an Integer, Long, Double, String or byte array, as SQLite stores it
    static Optional<String> of(ColumnType type, Object value) {
        return switch (type) {
            case BOOLEAN -> bool(value);
            case BIGINT -> value instanceof Integer || value instanceof Long ? Optional.of(value.toString()) : none();
            case DOUBLE -> real(value);
            case NUMERIC -> numeric(value);
            case TEXT -> text(value);
            case BYTEA -> value instanceof byte[] bytes ? Optional.of(bytes(bytes)) : none();
            case TIMESTAMPTZ -> timestamp(value);
            case DATE -> value instanceof String s ? parsed(() -> date(s).toString()) : none();
            case TIME ->
                value instanceof String s
                        ? parsed(() -> micros(LocalTime.parse(s)).toString())
                        : none();
            case UUID -> uuid(value);
            case JSONB -> value instanceof String s ? JsonText.canonical(s) : none();
        };
    }

    /// The value of a column of PostgreSQL; empty for null.
    static Optional<String> of(ColumnType type, ResultSet row, int column) throws SQLException {
        String value = switch (type) {
            case BOOLEAN -> row.getBoolean(column) ? "t" : "f";
            case BIGINT -> Long.toString(row.getLong(column));
            case DOUBLE -> Double.toString(row.getDouble(column));
            case NUMERIC, TEXT, JSONB ->
                Optional.ofNullable(row.getString(column)).orElse("");
            case BYTEA ->
                Optional.ofNullable(row.getBytes(column)).map(Values::bytes).orElse("");
            case TIMESTAMPTZ -> timestamp(row, column);
            case DATE -> String.valueOf(row.getObject(column, LocalDate.class));
            case TIME -> String.valueOf(row.getObject(column, LocalTime.class));
            case UUID -> String.valueOf(row.getObject(column, UUID.class));
        };
        if (row.wasNull()) {
            return Optional.empty();
        }
        return switch (type) {
            case NUMERIC -> Optional.of(decimal(value));
            case JSONB -> JsonText.canonical(value).or(() -> Optional.of(value));
            default -> Optional.of(value);
        };
    }

    private static Optional<String> none() {
        return Optional.empty();
    }

    /// Parsing that may fail.
    @FunctionalInterface
    private interface Parsing {
        String parse();
    }

    private static Optional<String> parsed(Parsing parsing) {
        try {
            return Optional.of(parsing.parse());
        } catch (DateTimeException e) {
            return none();
        }
    }

    private static Optional<String> bool(Object value) {
        return switch (value.toString().toLowerCase(Locale.ROOT)) {
            case "1", "true" -> Optional.of("t");
            case "0", "false" -> Optional.of("f");
            default -> none();
        };
    }

    private static Optional<String> real(Object value) {
        if (value instanceof Double d) {
            return Optional.of(d.toString());
        }
        boolean whole = value instanceof Integer || value instanceof Long;
        return whole && Math.abs(((Number) value).longValue()) <= EXACT_IN_DOUBLE
                ? Optional.of(Double.toString(((Number) value).doubleValue()))
                : none();
    }

    private static Optional<String> numeric(Object value) {
        String text = value instanceof byte[] ? "" : value.toString();
        return DECIMAL.matcher(text).matches() ? Optional.of(decimal(text)) : none();
    }

    /// `NaN` and `Infinity` stay words.
    static String decimal(String text) {
        return DECIMAL.matcher(text).matches()
                ? new BigDecimal(text).stripTrailingZeros().toPlainString()
                : text;
    }

    private static Optional<String> text(Object value) {
        boolean fits =
                value instanceof Integer || value instanceof Long || (value instanceof String s && s.indexOf('\0') < 0);
        return fits ? Optional.of(value.toString()) : none();
    }

    private static String bytes(byte[] bytes) {
        return "\\x" + HexFormat.of().formatHex(bytes);
    }

    /// What a byte array was before [#of] wrote it.
    static byte[] bytes(String canonical) {
        return HexFormat.of().parseHex(canonical, 2, canonical.length());
    }

    private static Optional<String> timestamp(Object value) {
        if (value instanceof Integer || value instanceof Long) {
            long number = ((Number) value).longValue();
            return parsed(() -> inRange(
                            Math.abs(number) >= MILLIS_FROM
                                    ? Instant.ofEpochMilli(number)
                                    : Instant.ofEpochSecond(number))
                    .toString());
        }
        return value instanceof String s ? parsed(() -> instant(s).toString()) : none();
    }

    private static String timestamp(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? "" : time.toInstant().toString();
    }

    /// Without an offset it is UTC, as SQLite's own functions have it.
    private static Instant instant(String text) {
        Matcher found = TIMESTAMP.matcher(text);
        if (!found.matches()) {
            throw new DateTimeException("not a timestamp");
        }
        ZoneOffset offset =
                Optional.ofNullable(found.group(3)).map(ZoneOffset::of).orElse(ZoneOffset.UTC);
        return inRange(date(found.group(1))
                .atTime(micros(LocalTime.parse(found.group(2))))
                .toInstant(offset));
    }

    private static Instant inRange(Instant instant) {
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1 || year > 9999) {
            throw new DateTimeException("not a year that both sides write alike");
        }
        return instant;
    }

    private static LocalDate date(String text) {
        LocalDate date = LocalDate.parse(text);
        if (date.getYear() < 1 || date.getYear() > 9999) {
            throw new DateTimeException("not a year that both sides write alike");
        }
        return date;
    }

    private static LocalTime micros(LocalTime time) {
        if (!time.truncatedTo(ChronoUnit.MICROS).equals(time)) {
            throw new DateTimeException("finer than a microsecond");
        }
        return time;
    }

    private static Optional<String> uuid(Object value) {
        Matcher found = UUIDS.matcher(value instanceof String s ? s.toLowerCase(Locale.ROOT) : "");
        return found.matches() ? Optional.of(found.replaceAll("$1-$2-$3-$4-$5")) : none();
    }

    /// Whether a text is what its bytes say: SQLite does not look at them.
    static boolean wellFormed(String text, byte[] bytes) {
        return text.indexOf('\uFFFD') < 0 || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
    }
}
