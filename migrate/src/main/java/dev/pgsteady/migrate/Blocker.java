package dev.pgsteady.migrate;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// A session that another one waits for.
///
/// @param pid         its process on the server
/// @param application what it calls itself; empty when it does not say or this role may not see it
/// @param state       as `pg_stat_activity` has it, `idle in transaction`; empty when this role may not see it
/// @param since       how long its transaction, or else the session, has been there, to the second
public record Blocker(int pid, String application, String state, Duration since) {
    /// What it is and how to end it, for a person.
    public String words() {
        return "process " + pid
                + (application.isEmpty() ? "" : ", " + application)
                + (state.isEmpty() ? "" : ", " + state)
                + ", for " + time(since);
    }

    static String words(List<Blocker> blockers) {
        return blockers.stream().map(Blocker::words).collect(Collectors.joining("; "));
    }

    private static String time(Duration time) {
        long seconds = time.toSeconds();
        return seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }
}
