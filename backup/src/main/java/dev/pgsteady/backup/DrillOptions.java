package dev.pgsteady.backup;

import java.util.List;

/// How far a drill goes.
///
/// @param level   how much is proved
/// @param smoke   the user's own queries: each must return at least one row whose first column is true,
///                or not be of
///                type boolean
/// @param workers how many connections load and read at once
public record DrillOptions(Level level, List<String> smoke, int workers) {
    /// Restore and compare, with amcheck, by two workers.
    public static final DrillOptions USUAL = new DrillOptions(Level.CHECK, List.of(), 2);

    public DrillOptions {
        smoke = List.copyOf(smoke);
    }

    /// How much is proved; each level includes those before it.
    public enum Level {
        /// Every part is there and has the bytes that were stored.
        BYTES,
        /// It was restored, and every row and object is the same.
        RESTORE,
        /// The indexes agree with their tables (amcheck), and the user's queries answer.
        CHECK
    }
}
