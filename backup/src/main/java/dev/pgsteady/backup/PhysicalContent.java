package dev.pgsteady.backup;

import java.util.List;
import java.util.Optional;

/// The copy of a whole server, as `pg_basebackup` writes it: one tar stream.
///
/// @param startLsn where recovery has to begin, as in `0/2000028`
/// @param stopLsn  the earliest position at which the copy is consistent
/// @param timeline the timeline of both
/// @param parent   the backup that an incremental one builds on
/// @param bytes    of the stream
/// @param parts    the stream, in order
public record PhysicalContent(
        String startLsn, String stopLsn, int timeline, Optional<SetId> parent, long bytes, List<PartId> parts) {
    public PhysicalContent {
        parts = List.copyOf(parts);
    }
}
