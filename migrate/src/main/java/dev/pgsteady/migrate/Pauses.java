package dev.pgsteady.migrate;

import dev.pgsteady.core.Pace;
import dev.pgsteady.core.Problem;
import java.time.Duration;

/// Waiting that Ctrl-C may break off.
final class Pauses {
    private Pauses() {}

    /// @param left what holds when it is broken off, as a sentence
    static void pause(Pace pace, Duration time, String left) {
        try {
            pace.pause().of(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(
                    Problem.Kind.INTERRUPTED, "The run was interrupted while it waited. " + left, "Run it again.", e);
        }
    }
}
