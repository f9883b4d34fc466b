package dev.pgsteady.data;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in the write-ahead log: what was written before it is there once it is replayed (manual, 8.20 pg_lsn
/// Type).
///
/// @param position the number of bytes before it
public record Lsn(long position) implements Comparable<Lsn> {
    private static final Pattern TEXT = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");

    /// Reads PostgreSQL's form, `16/B374D848`.
    ///
    /// @throws IllegalArgumentException when the text is none
    public static Lsn parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a place in the log: " + text);
        }
        return new Lsn(Long.parseLong(parts.group(1), 16) << 32 | Long.parseLong(parts.group(2), 16));
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(position, other.position);
    }

    /// Whether a server that has replayed this much has what was written before `wanted`.
    boolean reached(Lsn wanted) {
        return compareTo(wanted) >= 0;
    }

    /// PostgreSQL's form.
    @Override
    public String toString() {
        return "%X/%X".formatted(position >>> 32, position & 0xFFFFFFFFL);
    }
}
