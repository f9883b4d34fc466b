package dev.pgsteady.backup.exchange;

/// How a schema is written as a SQLite database.
///
/// @param schema      the schema whose tables are written
/// @param plainUuids  whether uuids become 32 digits without hyphens in a `char(32)`, as Django wants them,
///                    rather than the form that everybody else writes
public record SqliteExportOptions(String schema, boolean plainUuids) {
    /// The schema `public`, uuids with hyphens.
    public static final SqliteExportOptions USUAL = new SqliteExportOptions("public", false);
}
