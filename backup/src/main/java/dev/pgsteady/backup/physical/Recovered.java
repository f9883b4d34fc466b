package dev.pgsteady.backup.physical;

import dev.pgsteady.backup.SetId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A server that was recovered and runs.
///
/// @param set        the backup that it began with
/// @param data       its data directory
/// @param port       where it listens
/// @param timeline   on which it goes on; that of the archive while it is paused
/// @param lastCommit when the last transaction in it was committed; empty when none was after the backup
/// @param took       from the first byte to the target
/// @param notes      sentences about what was left out
public record Recovered(
        SetId set, Path data, int port, int timeline, Optional<Instant> lastCommit, Duration took, List<String> notes) {
    public Recovered {
        notes = List.copyOf(notes);
    }
}
