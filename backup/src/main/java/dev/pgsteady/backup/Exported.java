package dev.pgsteady.backup;

import java.util.List;

/// A backup that was written for other programs.
///
/// @param rows  of all tables
/// @param notes sentences about what a reader must know
public record Exported(SetId set, String database, long rows, List<String> notes) {
    public Exported {
        notes = List.copyOf(notes);
    }
}
