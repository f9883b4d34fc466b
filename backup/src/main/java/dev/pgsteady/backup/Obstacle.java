package dev.pgsteady.backup;

import dev.pgsteady.core.Problem;
import java.util.List;
import java.util.stream.Collectors;

/// Something without which a backup would be partial.
///
/// @param what without a full stop
/// @param fix  the SQL or the deed that removes it
public record Obstacle(String what, String fix) {
    private static final int SHOWN = 10;

    /// @throws Problem PARTIAL naming them, when there are any
    static void requireNone(String database, List<Obstacle> obstacles) {
        if (!obstacles.isEmpty()) {
            throw new Problem(
                    Problem.Kind.PARTIAL,
                    "A backup of %s would not be whole: %s%s."
                            .formatted(
                                    database,
                                    joined(
                                            obstacles.stream()
                                                    .map(Obstacle::what)
                                                    .toList(),
                                            "; "),
                                    obstacles.size() > SHOWN ? " and %d more".formatted(obstacles.size() - SHOWN) : ""),
                    joined(obstacles.stream().map(Obstacle::fix).distinct().toList(), " "));
        }
    }

    private static String joined(List<String> words, String between) {
        return words.stream().limit(SHOWN).collect(Collectors.joining(between));
    }
}
