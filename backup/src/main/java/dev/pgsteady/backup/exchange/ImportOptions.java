package dev.pgsteady.backup.exchange;

import java.util.Map;
import java.util.Set;

/// How a SQLite database is taken over.
///
/// @param schema         the schema that gets the tables; it is made when it is missing, and must have none
///                       yet
/// @param proposals      what may be read into columns that are declared as text
/// @param types          types that are asked for, by `table.column`; they go before all else
/// @param keepViolations whether foreign keys that rows violate are made `NOT VALID`, rather than the
///                       import refused
public record ImportOptions(
        String schema, Set<Proposal> proposals, Map<String, ColumnType> types, boolean keepViolations) {
    /// Into `public`, types as declared, nothing violated.
    public static final ImportOptions USUAL = new ImportOptions("public", Set.of(), Map.of(), false);

    public ImportOptions {
        proposals = Set.copyOf(proposals);
        types = Map.copyOf(types);
    }

    /// What a text may be when each of a column's values looks like it.
    public enum Proposal {
        /// `timestamp with time zone`.
        TIMES(ColumnType.TIMESTAMPTZ),
        /// `jsonb`.
        JSON(ColumnType.JSONB),
        /// `uuid`.
        UUIDS(ColumnType.UUID);

        private final ColumnType type;

        Proposal(ColumnType type) {
            this.type = type;
        }

        ColumnType type() {
            return type;
        }
    }
}
