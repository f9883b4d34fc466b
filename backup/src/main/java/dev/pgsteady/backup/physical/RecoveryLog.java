package dev.pgsteady.backup.physical;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a server wrote about its recovery (source: `src/backend/access/transam/xlogrecovery.c`).
record RecoveryLog(String text) {
    private static final Pattern LAST_COMMIT = Pattern.compile("last completed transaction was at log time (.+)");
    private static final Pattern REDO_DONE = Pattern.compile("redo done at ([0-9A-F]+/[0-9A-F]+)");
    private static final Pattern NEW_TIMELINE = Pattern.compile("selected new timeline ID: (\\d+)");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[.SSSSSS][.SSSSS][.SSSS][.SSS][.SS][.S]X");

    /// When the last transaction was committed that has been replayed.
    Optional<Instant> lastCommit() {
        return find(LAST_COMMIT)
                .map(String::strip)
                .map(t -> OffsetDateTime.parse(t, TIME).toInstant());
    }

    /// Where the last record begins that has been replayed.
    Optional<Lsn> redoDone() {
        return find(REDO_DONE).map(Lsn::parse);
    }

    Optional<Integer> newTimeline() {
        return find(NEW_TIMELINE).map(Integer::valueOf);
    }

    /// Whether the log ended before the target.
    boolean endedTooEarly() {
        return text.contains("recovery ended before configured recovery target was reached");
    }

    boolean paused() {
        return text.contains("pausing at the end of recovery") || text.contains("recovery has paused");
    }

    /// Whether the server left recovery.
    boolean complete() {
        return text.contains("archive recovery complete");
    }

    private Optional<String> find(Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        Optional<String> last = Optional.empty();
        while (matcher.find()) {
            last = Optional.of(matcher.group(1));
        }
        return last;
    }
}
