package dev.pgsteady.backup;

import dev.pgsteady.core.QualifiedName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a restore of tables did.
///
/// @param tables   where they are now
/// @param rows     that were loaded
/// @param replaced the schema that keeps the tables whose place they took; empty when there were none, or they
///                 were dropped
/// @param before   the backup that was taken of the database before tables were dropped
/// @param compared whether every row was read back and was the same
/// @param warnings sentences about what is not as it was
public record RestoredTables(
        SetId set,
        List<QualifiedName> tables,
        long rows,
        Duration took,
        Optional<String> replaced,
        Optional<SetId> before,
        boolean compared,
        List<String> warnings)
        implements RestoreOutcome {
    public RestoredTables {
        tables = List.copyOf(tables);
        warnings = List.copyOf(warnings);
    }
}
