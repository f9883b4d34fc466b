package dev.pgsteady.backup.physical;

import dev.pgsteady.core.Problem;
import java.util.ArrayList;
import java.util.List;

/// Where a timeline comes from (manual, 26.3.6 Timelines).
///
/// @param timeline  whose history it is
/// @param ancestors the timelines before it, oldest first
record TimelineHistory(int timeline, List<Ancestor> ancestors) {
    /// A timeline that was left.
    ///
    /// @param until where the next one branched off
    record Ancestor(int timeline, Lsn until) {}

    TimelineHistory {
        ancestors = List.copyOf(ancestors);
    }

    /// The history of a timeline that comes from nowhere.
    static TimelineHistory none(int timeline) {
        return new TimelineHistory(timeline, List.of());
    }

    /// Reads a `.history` file.
    static TimelineHistory parse(int timeline, String text) {
        List<Ancestor> ancestors = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            String[] words = line.split("\\s+", 3);
            if (!line.isEmpty() && !line.startsWith("#")) {
                ancestors.add(ancestor(timeline, words));
            }
        }
        return new TimelineHistory(timeline, ancestors);
    }

    private static Ancestor ancestor(int timeline, String[] words) {
        try {
            return new Ancestor(Integer.parseInt(words[0]), Lsn.parse(words[1]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new Problem(
                    Problem.Kind.DAMAGED,
                    "The history of timeline %d in the archive makes no sense.".formatted(timeline),
                    "Copy it again from the server's pg_wal folder.",
                    e);
        }
    }

    /// Whether what was at a position of a timeline is part of this one's past.
    boolean contains(int other, Lsn position) {
        return other == timeline
                || ancestors.stream()
                        .anyMatch(a -> a.timeline() == other && a.until().compareTo(position) >= 0);
    }

    /// The timeline whose segment is to be read: the newest that had begun by then. The tail of one that
    /// was left is never read, since the segment in which the switch happened begins the next timeline
    /// with a copy.
    WalSegment segment(long number, int bytes) {
        int current = timeline;
        for (Ancestor ancestor : ancestors.reversed()) {
            if (ancestor.until().value() / bytes <= number) {
                break;
            }
            current = ancestor.timeline();
        }
        return new WalSegment(current, number, bytes);
    }
}
