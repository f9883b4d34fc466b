package dev.pgsteady.core;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Runs a unit of work again, as a whole, when it failed in a way that another try may mend ([Retries] says which).
///
/// Waits between 0 and 10, 20, 40, ... 640 ms before each further try, by chance ("full jitter"), so that those who
/// collided do not collide again. Another way to talk to a database (JPA) is retried by the same rules through it.
public final class Retrying {
    private static final System.Logger LOG = System.getLogger(Database.class.getName());
    private static final int FIRST_MILLIS = 10;
    private static final int DOUBLINGS = 6;

    private final Retries retries;
    private final Optional<Duration> limit;
    private final Pace pace;

    /// Retries as these options say.
    public Retrying(TransactionOptions options, Pace pace) {
        this.retries = options.retries();
        this.limit = options.limit();
        this.pace = pace;
    }

    /// The unit of work. Tells the attempt when it begins to work and when it commits.
    @FunctionalInterface
    public interface Unit<T> {
        /// Does all of it, in a session or a connection that no earlier try has used.
        T run(Attempt attempt) throws SQLException;
    }

    /// Runs the unit until it succeeds or no further try is allowed.
    ///
    /// @throws Problem when the server refuses a statement or the connection breaks; COMMIT_UNKNOWN when it broke
    ///                 during COMMIT
    public <T> T run(Unit<T> unit) {
        Instant start = pace.clock().instant();
        for (int number = 1; ; number++) {
            Attempt attempt = new Attempt(number, limit.map(start::plus), pace);
            try {
                return unit.run(attempt);
            } catch (SQLException e) {
                if (!again(e, attempt, start)) {
                    throw unknown(e, attempt).orElseGet(() -> StatementWords.of(e));
                }
            } catch (RuntimeException e) {
                if (!again(e, attempt, start)) {
                    throw unknown(e, attempt).map(RuntimeException.class::cast).orElse(e);
                }
            }
        }
    }

    private boolean again(Throwable failure, Attempt attempt, Instant start) {
        Loss loss = Loss.of(failure);
        if (!retries.allow(loss, attempt.stage()) || attempt.number() >= retries.attempts()) {
            return false;
        }
        int most = FIRST_MILLIS << Math.min(attempt.number() - 1, DOUBLINGS);
        Duration wait = Duration.ofMillis(pace.random().nextInt(most + 1));
        Duration allowed =
                limit.filter(l -> l.compareTo(retries.deadline()) < 0).orElse(retries.deadline());
        if (pace.clock().instant().plus(wait).isAfter(start.plus(allowed))) {
            return false;
        }
        LOG.log(System.Logger.Level.DEBUG, "transaction failed ({0}), try {1} follows", loss, attempt.number() + 1);
        pause(wait);
        return true;
    }

    /// A connection that broke during COMMIT leaves nobody knowing: that has words of its own.
    private static Optional<Problem> unknown(Throwable failure, Attempt attempt) {
        boolean lost = attempt.stage() == Attempt.Stage.COMMITTING && Loss.of(failure) == Loss.CONNECTION;
        return lost
                ? Optional.of(new Problem(
                        Problem.Kind.COMMIT_UNKNOWN,
                        "The connection broke while the transaction was being committed. It is not known whether its"
                                + " changes are there.",
                        "Look for them before it is run again; a transaction that is marked as idempotent is run"
                                + " again by itself.",
                        failure))
                : Optional.empty();
    }

    private void pause(Duration wait) {
        try {
            pace.pause().of(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(
                    Problem.Kind.INTERRUPTED,
                    "The work was interrupted while it waited to try a transaction again.",
                    "Nothing of the transaction is kept; run it again.",
                    e);
        }
    }
}
