package dev.pgsteady.backup;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a restore did, of whatever it was.
public sealed interface RestoreOutcome permits Restored, RestoredTables {
    /// The backup that it came from.
    SetId set();

    /// How many were loaded.
    long rows();

    /// From the first statement until what was restored was in place.
    Duration took();

    /// The name under which what was there before is kept; empty when nothing was, or it was dropped.
    Optional<String> replaced();

    /// The backup of what was replaced; empty when none was taken.
    Optional<SetId> before();

    /// Whether what was loaded was read back and was the same.
    boolean compared();

    /// Sentences about what is not as it was.
    List<String> warnings();
}
