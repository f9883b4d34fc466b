package dev.pgsteady.backup.physical;

import java.util.Locale;
import java.util.regex.Pattern;

/// A position in the write-ahead log, as in `0/16B3748` (manual, 8.20 pg_lsn Type).
///
/// @param value in bytes from the beginning of time
public record Lsn(long value) implements Comparable<Lsn> {
    private static final Pattern FORM = Pattern.compile("[0-9A-Fa-f]{1,8}/[0-9A-Fa-f]{1,8}");

    public Lsn {
        if (value < 0) {
            throw new IllegalArgumentException("not a position in the write-ahead log: " + value);
        }
    }

    /// @throws IllegalArgumentException when the text is none
    public static Lsn parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a position in the write-ahead log: " + text);
        }
        int slash = text.indexOf('/');
        return new Lsn(
                Long.parseLong(text.substring(0, slash), 16) << 32 | Long.parseLong(text.substring(slash + 1), 16));
    }

    /// How many bytes this is after another one; negative when it is before.
    public long minus(Lsn other) {
        return value - other.value;
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%X/%X", value >>> 32, value & 0xFFFFFFFFL);
    }
}
