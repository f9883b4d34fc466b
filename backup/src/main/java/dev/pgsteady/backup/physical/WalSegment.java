package dev.pgsteady.backup.physical;

import java.util.Locale;
import java.util.regex.Pattern;

/// A file of the write-ahead log (manual, 30.6 WAL Internals).
///
/// @param timeline on which it was written
/// @param number   which one from the beginning of time
/// @param bytes    how long each is
record WalSegment(int timeline, long number, int bytes) implements Comparable<WalSegment> {
    static final Pattern FILE = Pattern.compile("[0-9A-F]{24}");
    static final String PARTIAL = ".partial";

    WalSegment {
        if (timeline < 1 || number < 0 || Integer.bitCount(bytes) != 1 || bytes < 1 << 20) {
            throw new IllegalArgumentException("not a WAL segment: " + timeline + " " + number + " " + bytes);
        }
    }

    /// The one that holds the byte at a position.
    static WalSegment at(int timeline, Lsn position, int bytes) {
        return new WalSegment(timeline, position.value() / bytes, bytes);
    }

    /// Reads the name of a file.
    static WalSegment of(String file, int bytes) {
        if (!FILE.matcher(file).matches()) {
            throw new IllegalArgumentException("not the name of a WAL segment: " + file);
        }
        long high = Long.parseLong(file.substring(8, 16), 16);
        long low = Long.parseLong(file.substring(16), 16);
        return new WalSegment(Integer.parseInt(file.substring(0, 8), 16), high * (0x1_0000_0000L / bytes) + low, bytes);
    }

    String file() {
        long each = 0x1_0000_0000L / bytes;
        return String.format(Locale.ROOT, "%08X%08X%08X", timeline, number / each, number % each);
    }

    Lsn start() {
        return new Lsn(number * bytes);
    }

    Lsn end() {
        return new Lsn((number + 1) * bytes);
    }

    @Override
    public int compareTo(WalSegment other) {
        int byTimeline = Integer.compare(timeline, other.timeline);
        return byTimeline != 0 ? byTimeline : Long.compare(number, other.number);
    }
}
