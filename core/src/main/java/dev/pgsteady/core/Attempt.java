package dev.pgsteady.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One try of a unit of work: which one it is, how far it came, and how long it may still take.
public final class Attempt {
    private final int number;
    private final Optional<Instant> end;
    private final Pace pace;
    private Stage stage = Stage.NOTHING_SENT;

    Attempt(int number, Optional<Instant> end, Pace pace) {
        this.number = number;
        this.end = end;
        this.pace = pace;
    }

    /// How far a try came, as far as the server may know of it.
    public enum Stage {
        /// The work has not begun.
        NOTHING_SENT,
        /// The work has begun; without a COMMIT nothing of it stays.
        WORKING,
        /// COMMIT was sent, and no answer has come.
        COMMITTING
    }

    /// 1 for the first.
    public int number() {
        return number;
    }

    /// How far it came.
    public Stage stage() {
        return stage;
    }

    /// The work begins.
    public void working() {
        stage = Stage.WORKING;
    }

    /// COMMIT is sent next.
    ///
    /// @throws Problem TIMEOUT when the time of the whole is over: then nothing is committed
    public void committing() {
        if (remaining().filter(Duration.ZERO::equals).isPresent()) {
            throw late();
        }
        stage = Stage.COMMITTING;
    }

    /// How long the whole may still take, zero when its time is over; empty when it has no limit.
    public Optional<Duration> remaining() {
        return end.map(e -> Duration.between(pace.clock().instant(), e))
                .map(left -> left.isNegative() ? Duration.ZERO : left);
    }

    /// What is said when the time of the whole is over.
    static Problem late() {
        return new Problem(
                Problem.Kind.TIMEOUT,
                "The transaction was not finished within the time that it was given; nothing of it is kept.",
                "Give it more time, or make it shorter.");
    }
}
