package dev.pgsteady.backup;

import dev.pgsteady.core.QualifiedName;
import java.util.Set;

/// What of a backup's database is loaded, and how.
///
/// @param workers  how many connections load at once
/// @param owners   whether objects get their owners and rights back; otherwise they belong to who loads
/// @param rows     whether rows are loaded, or the schema alone
/// @param tables   the only tables that are loaded; none for everything
public record LoadOptions(int workers, boolean owners, boolean rows, Set<QualifiedName> tables) {
    /// Everything, with two workers.
    public static final LoadOptions USUAL = new LoadOptions(2, true, true, Set.of());

    public LoadOptions {
        tables = Set.copyOf(tables);
    }

    boolean whole() {
        return tables.isEmpty();
    }

    boolean takes(Manifest.Name name) {
        return whole() || tables.contains(name.qualified());
    }
}
