package dev.pgsteady.backup;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What came of a drill; kept beside the backup.
///
/// @param passed      whether everything was as it should be
/// @param level       how far it went
/// @param server      the version of the server that it was restored into, as in 150018; 0 at level BYTES
/// @param rows        that were restored and compared
/// @param objects     that were compared
/// @param seconds     by stage: how long it took
/// @param restore     seconds from nothing to a usable database: the measured recovery time
/// @param failures    what was not as it should be
/// @param notes       what was left out, and why
/// @param tool        the version of pgsteady
/// @param host        where it ran
public record DrillResult(
        SetId set,
        Instant at,
        boolean passed,
        DrillOptions.Level level,
        int server,
        long rows,
        long objects,
        Map<String, Double> seconds,
        double restore,
        List<String> failures,
        List<String> notes,
        String tool,
        String host) {
    public DrillResult {
        seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
        failures = List.copyOf(failures);
        notes = List.copyOf(notes);
    }
}
