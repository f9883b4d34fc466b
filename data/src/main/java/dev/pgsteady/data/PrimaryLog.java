package dev.pgsteady.data;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/// Where the primary's log was, and when: so a replica's lag is measured by our own clock alone, and is none when
/// nothing was written.
final class PrimaryLog {
    private static final int REMEMBERED = 600;

    private final InstantSource clock;
    private final Deque<Mark> marks = new ArrayDeque<>();

    PrimaryLog(InstantSource clock) {
        this.clock = clock;
    }

    private record Mark(Instant at, Lsn lsn) {}

    /// The log is here now.
    synchronized void mark(Lsn lsn) {
        if (!marks.isEmpty() && marks.getLast().lsn().equals(lsn)) {
            marks.removeLast();
        }
        marks.addLast(new Mark(clock.instant(), lsn));
        if (marks.size() > REMEMBERED) {
            marks.removeFirst();
        }
    }

    /// How far a server is behind that has replayed so much: none when it has all that was seen of the log,
    /// empty when it has not reached anything that is remembered.
    synchronized Optional<Duration> lag(Lsn replayed) {
        Iterator<Mark> newestFirst = marks.descendingIterator();
        boolean newest = true;
        while (newestFirst.hasNext()) {
            Mark mark = newestFirst.next();
            if (replayed.reached(mark.lsn())) {
                return Optional.of(newest ? Duration.ZERO : Duration.between(mark.at(), clock.instant()));
            }
            newest = false;
        }
        return Optional.empty();
    }
}
