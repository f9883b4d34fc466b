package dev.pgsteady.embedded;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The version of a PostgreSQL server, as numbers (manual, "Versioning policy": major, then minor).
///
/// @param major the release line, such as 18; never negative
/// @param minor the bug-fix release within it; 0 for a beta or development build
public record PostgresVersion(int major, int minor) implements Comparable<PostgresVersion> {
    private static final Pattern BANNER =
            Pattern.compile("\\(PostgreSQL\\)\\s+(\\d{1,4})(?:\\.(\\d{1,4}))?", Pattern.CASE_INSENSITIVE);
    private static final Pattern PLAIN = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

    public PostgresVersion {
        if (major < 0 || minor < 0) {
            throw new IllegalArgumentException("not a version: " + major + "." + minor);
        }
    }

    /// Reads what `postgres --version` prints, or nothing when it is something else.
    public static Optional<PostgresVersion> fromBanner(String banner) {
        return from(BANNER.matcher(banner), false);
    }

    /// Reads what [#toString()] wrote, or nothing when it is something else.
    public static Optional<PostgresVersion> parse(String text) {
        return from(PLAIN.matcher(text), true);
    }

    private static Optional<PostgresVersion> from(Matcher matcher, boolean whole) {
        if (!(whole ? matcher.matches() : matcher.find())) {
            return Optional.empty();
        }
        String minor = matcher.group(2);
        return Optional.of(
                new PostgresVersion(Integer.parseInt(matcher.group(1)), minor == null ? 0 : Integer.parseInt(minor)));
    }

    @Override
    public int compareTo(PostgresVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
