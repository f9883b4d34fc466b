package dev.pgsteady.backup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A finished backup, as its COMMIT says it; to be read without a key.
///
/// @param finished     when the last part was safe
/// @param kind         `logical` or `physical`
/// @param server       the system identifier of the server that it was taken from, where it could be read
/// @param databases    whose databases; `*` for the whole server of a physical one
/// @param rows         in all tables; 0 in a physical one
/// @param contentBytes before compression
/// @param storedBytes  of all parts, those of earlier backups included
/// @param addedBytes   of the parts that this one added
/// @param manifest     the SHA-256 of the manifest's object
/// @param mac          over id and manifest; empty when the repository is not encrypted
/// @param parent       the backup that an incremental one builds on, as its manifest says
public record BackupSet(
        SetId id,
        Instant started,
        Instant finished,
        String kind,
        Optional<String> server,
        List<String> databases,
        long rows,
        long contentBytes,
        long storedBytes,
        long addedBytes,
        PartId manifest,
        Optional<String> mac,
        Optional<SetId> parent) {
    public BackupSet {
        databases = List.copyOf(databases);
    }

    /// Whether it holds a database of a server; one whose server is not known is taken for that server's.
    public boolean holds(String database, Optional<String> identifier) {
        return isOf(identifier) && (databases.contains(database) || physical());
    }

    /// Whether it is of a server, by its system identifier; one whose server is not known is taken for
    /// that server's.
    public boolean isOf(Optional<String> identifier) {
        return server.isEmpty() || identifier.isEmpty() || server.equals(identifier);
    }

    /// Whether it is the copy of a whole server.
    public boolean physical() {
        return kind.equals("physical");
    }

    BackupSet sealed(PartId its, Optional<String> code) {
        return new BackupSet(
                id,
                started,
                finished,
                kind,
                server,
                databases,
                rows,
                contentBytes,
                storedBytes,
                addedBytes,
                its,
                code,
                parent);
    }
}
