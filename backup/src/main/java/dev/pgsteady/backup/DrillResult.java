package dev.pgsteady.backup;

import dev.pgsteady.backup.DrillOptions.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What came of a drill; kept beside the backup.
///
/// @param passed   whether everything was as it should be
/// @param level    how far it went
/// @param server   the version of the server that it was restored into, as in 150018; 0 at level BYTES
/// @param rows     that were restored and compared
/// @param objects  that were compared; databases, of a physical backup
/// @param seconds  by stage: how long it took
/// @param restore  seconds from nothing to a usable database: the measured recovery time
/// @param failures what was not as it should be
/// @param notes    what was left out, and why
/// @param tool     the version of pgsteady
/// @param host     where it ran
/// @param reached  what besides came out
public record DrillResult(
        SetId set,
        Instant at,
        boolean passed,
        Level level,
        int server,
        long rows,
        long objects,
        Map<String, Double> seconds,
        double restore,
        List<String> failures,
        List<String> notes,
        String tool,
        String host,
        Optional<Reached> reached) {
    /// The stage that only drills of a physical backup have.
    public static final String RECOVERY = "recovery";

    public DrillResult {
        seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
        failures = List.copyOf(failures);
        notes = List.copyOf(notes);
    }

    /// What besides came out of a drill that was asked for more.
    ///
    /// @param lastCommit the last commit in the archive of the log
    /// @param between    the time that the server was recovered to as well
    /// @param live       where the live database is not what the backup is
    /// @param commands   the commands of the runbook that were carried out
    public record Reached(
            Optional<Instant> lastCommit,
            Optional<Instant> between,
            Optional<List<String>> live,
            List<String> commands) {
        public Reached {
            live = live.map(List::copyOf);
            commands = List.copyOf(commands);
        }
    }

    /// Whether a whole server was recovered, rather than databases loaded.
    public boolean recovered() {
        return seconds.containsKey(RECOVERY);
    }

    /// What was done, in sentences.
    public List<String> summary() {
        List<String> sentences = new ArrayList<>();
        sentences.add(done());
        reached.ifPresent(r -> {
            r.between().ifPresent(t -> sentences.add("Recovered to %s as well.".formatted(t)));
            r.lastCommit().ifPresent(t -> sentences.add("The last commit in it is of %s.".formatted(t)));
            if (!r.commands().isEmpty()) {
                sentences.add("%d commands of the runbook were carried out."
                        .formatted(r.commands().size()));
            }
            r.live().ifPresent(d -> sentences.add(live(d)));
        });
        return List.copyOf(sentences);
    }

    private String done() {
        if (level == Level.BYTES) {
            return "Every part was read.";
        }
        if (recovered()) {
            String looked = level == Level.RESTORE
                    ? "."
                    : String.format(Locale.ROOT, "; every index and table of %d databases looked at.", objects);
            return String.format(Locale.ROOT, "Recovered in %.1f s%s", restore, looked);
        }
        return String.format(
                Locale.ROOT, "Restored in %.1f s: %,d rows and %,d objects compared.", restore, rows, objects);
    }

    /// Only a database that nobody has written to since is the same.
    private static String live(List<String> differences) {
        return differences.isEmpty()
                ? "The live database is the same, row by row."
                : "The live database is not the same in %d places, which is no fault of the backup when somebody wrote to it since:"
                        .formatted(differences.size());
    }
}
