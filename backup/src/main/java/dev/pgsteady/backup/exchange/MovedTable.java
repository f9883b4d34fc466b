package dev.pgsteady.backup.exchange;

import dev.pgsteady.backup.Fingerprint;

/// A table that was moved, read back and found the same.
///
/// @param fingerprint over its values as canonical text, the same on both sides
public record MovedTable(String table, long rows, Fingerprint fingerprint) {}
