package dev.pgsteady.migrate;

import dev.pgsteady.core.Pace;
import dev.pgsteady.core.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// Tries again what lost against others, with pauses that grow and vary, until patience is at its end.
final class Attempts {
    private static final long FIRST_MILLIS = 250;
    private static final int DOUBLINGS = 5;

    private final Duration patience;
    private final Pace pace;
    private final BlockerWatch watch;
    private final Consumer<RunEvent> events;

    /// Something to try.
    @FunctionalInterface
    interface Attempt {
        /// @param left how much patience is left
        void make(Duration left) throws StatementFailure;
    }

    Attempts(Duration patience, Pace pace, BlockerWatch watch, Consumer<RunEvent> events) {
        this.patience = patience;
        this.pace = pace;
        this.watch = watch;
        this.events = events;
    }

    /// Tries until it is done.
    ///
    /// @throws StatementFailure when it failed for another reason than others
    /// @throws Problem          TIMEOUT when patience is at its end
    void run(Step step, Attempt attempt) throws StatementFailure {
        Instant end = pace.clock().instant().plus(patience);
        for (int tries = 1; ; tries++) {
            try {
                attempt.make(Duration.between(pace.clock().instant(), end));
                return;
            } catch (StatementFailure e) {
                if (!e.lost()) {
                    throw e;
                }
                again(step, e, tries, end);
            }
        }
    }

    private void again(Step step, StatementFailure e, int tries, Instant end) {
        List<Blocker> blockers = watch.last();
        long most = FIRST_MILLIS << Math.min(tries - 1, DOUBLINGS);
        Duration wait = Duration.ofMillis(most / 2 + pace.random().nextLong(most / 2 + 1));
        if (!pace.clock().instant().plus(wait).isBefore(end)) {
            throw exhausted(e, tries, blockers);
        }
        events.accept(new RunEvent.Again(step, e.place(), e.message(), blockers, wait));
        Pauses.pause(pace, wait, "Nothing of the revision that waited was kept, or the history says how far it is.");
    }

    private Problem exhausted(StatementFailure e, int tries, List<Blocker> blockers) {
        Problem problem = e.problem("");
        String who =
                blockers.isEmpty() ? "Who was in the way is not known" : "In the way was " + Blocker.words(blockers);
        return new Problem(
                Problem.Kind.TIMEOUT,
                String.valueOf(problem.getMessage()).strip() + " Tried " + (tries == 1 ? "once" : tries + " times")
                        + " in " + patience.toSeconds() + " s. " + who + ".",
                blockers.isEmpty()
                        ? "Try it when less is going on, or give it more time with --wait."
                        : "Let that session end its transaction, or end it: SELECT pg_terminate_backend("
                                + blockers.getFirst().pid() + "); or give it more time with --wait.",
                e);
    }
}
