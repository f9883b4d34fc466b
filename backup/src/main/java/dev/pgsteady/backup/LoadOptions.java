package dev.pgsteady.backup;

/// What of a backup's database is loaded, and how.
///
/// @param workers  how many connections load at once
/// @param owners   whether objects get their owners and rights back; otherwise they belong to who loads
/// @param rows     whether rows are loaded, or the schema alone
public record LoadOptions(int workers, boolean owners, boolean rows) {
    /// Everything, with two workers.
    public static final LoadOptions USUAL = new LoadOptions(2, true, true);
}
