package dev.pgsteady.backup;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a restore did.
///
/// @param database the database that is there now
/// @param rows     that were loaded
/// @param took     from the first statement until the database was in place
/// @param replaced the name under which what was there before is kept; empty when nothing was, or it was
///                 dropped
/// @param before   the backup of what was replaced; empty when none was taken
/// @param compared whether every row and object was read back and was the same
/// @param warnings sentences about what is not as it was
public record Restored(
        SetId set,
        String database,
        long rows,
        Duration took,
        Optional<String> replaced,
        Optional<SetId> before,
        boolean compared,
        List<String> warnings)
        implements RestoreOutcome {
    public Restored {
        warnings = List.copyOf(warnings);
    }
}
