package dev.pgsteady.backup;

import java.util.ArrayList;
import java.util.List;

/// What a comparison of a database with a backup found.
///
/// @param differences where it is not what the backup says
/// @param otherwise   where it says in other words what may be the same, because its server is of another release
/// @param from        the major release of the backup's server
/// @param to          the major release of the database's server
record Compared(List<Difference> differences, List<Difference> otherwise, int from, int to) {
    private static final int TOLD = 10;

    Compared {
        differences = List.copyOf(differences);
        otherwise = List.copyOf(otherwise);
    }

    /// What to look at; nothing when all was said in the same words.
    List<String> notes() {
        if (otherwise.isEmpty()) {
            return List.of();
        }
        List<String> notes = new ArrayList<>();
        notes.add(
                ("The backup is of PostgreSQL %d, and PostgreSQL %d says this in other words, though it is there; look whether"
                                + " it means the same.")
                        .formatted(from, to));
        otherwise.stream().limit(TOLD).map(Difference::toString).forEach(notes::add);
        if (otherwise.size() > TOLD) {
            notes.add("… and %d more.".formatted(otherwise.size() - TOLD));
        }
        return List.copyOf(notes);
    }
}
