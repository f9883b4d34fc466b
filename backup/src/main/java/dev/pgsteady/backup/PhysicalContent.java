package dev.pgsteady.backup;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The copy of a whole server, as `pg_basebackup` writes it: one tar stream.
///
/// @param startLsn     where recovery has to begin, as in `0/2000028`
/// @param stopLsn      the earliest position at which the copy is consistent
/// @param stopped      the server's clock when that position had been passed
/// @param timeline     the timeline of both
/// @param segmentBytes how long a WAL segment is
/// @param superuser    the role that `initdb` made
/// @param settings     of the server, as far as one that is restored needs to know them
/// @param parent       the backup that an incremental one builds on
/// @param bytes        of the stream
/// @param parts        the stream, in order
public record PhysicalContent(
        String startLsn,
        String stopLsn,
        Instant stopped,
        int timeline,
        int segmentBytes,
        String superuser,
        Map<String, String> settings,
        Optional<SetId> parent,
        long bytes,
        List<PartId> parts) {
    public PhysicalContent {
        settings = java.util.Collections.unmodifiableMap(new TreeMap<>(settings));
        parts = List.copyOf(parts);
    }
}
