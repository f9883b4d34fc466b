package dev.pgsteady.backup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A finished backup, as its COMMIT says it; to be read without a key.
///
/// @param finished     when the last part was safe
/// @param kind         `logical` or `physical`
/// @param databases    whose databases; `*` for the whole server of a physical one
/// @param rows         in all tables; 0 in a physical one
/// @param contentBytes before compression
/// @param storedBytes  of all parts, those of earlier backups included
/// @param addedBytes   of the parts that this one added
/// @param manifest     the SHA-256 of the manifest's object
/// @param mac          over id and manifest; empty when the repository is not encrypted
public record BackupSet(
        SetId id,
        Instant started,
        Instant finished,
        String kind,
        List<String> databases,
        long rows,
        long contentBytes,
        long storedBytes,
        long addedBytes,
        PartId manifest,
        Optional<String> mac) {
    public BackupSet {
        databases = List.copyOf(databases);
    }

    BackupSet sealed(PartId its, Optional<String> code) {
        return new BackupSet(
                id, started, finished, kind, databases, rows, contentBytes, storedBytes, addedBytes, its, code);
    }
}
