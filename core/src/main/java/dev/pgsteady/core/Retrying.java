package dev.pgsteady.core;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Runs a transaction again when it lost against another one: SQLSTATE 40001 or 40P01 anywhere in the chain of causes
/// (manual, 13.5 Serialization Failure Handling).
///
/// Waits between 0 and 10, 20, 40, ... 640 ms before each further try, by chance ("full jitter"), so that those who
/// collided do not collide again.
final class Retrying {
    private static final Set<String> LOST = Set.of("40001", "40P01");
    private static final System.Logger LOG = System.getLogger(Database.class.getName());
    private static final int FIRST_MILLIS = 10;
    private static final int DOUBLINGS = 6;

    private final TransactionOptions options;
    private final Pace pace;

    Retrying(TransactionOptions options, Pace pace) {
        this.options = options;
        this.pace = pace;
    }

    /// One try of the whole unit.
    @FunctionalInterface
    interface Attempt<T> {
        T make() throws SQLException;
    }

    <T> T run(Attempt<T> attempt) {
        Instant end = pace.clock().instant().plus(options.deadline());
        for (int number = 1; ; number++) {
            try {
                return attempt.make();
            } catch (SQLException e) {
                if (!again(e, number, end)) {
                    throw StatementWords.of(e);
                }
            } catch (RuntimeException e) {
                if (!again(e, number, end)) {
                    throw e;
                }
            }
        }
    }

    private boolean again(Throwable failure, int number, Instant end) {
        Optional<String> lost = lost(failure);
        if (lost.isEmpty() || number >= options.attempts()) {
            return false;
        }
        int most = FIRST_MILLIS << Math.min(number - 1, DOUBLINGS);
        Duration wait = Duration.ofMillis(pace.random().nextInt(most + 1));
        if (pace.clock().instant().plus(wait).isAfter(end)) {
            return false;
        }
        LOG.log(System.Logger.Level.DEBUG, "transaction lost ({0}), try {1} follows", lost.get(), number + 1);
        pause(wait);
        return true;
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

    /// The SQLSTATE by which a transaction lost, wherever it is in the chain of causes.
    static Optional<String> lost(Throwable failure) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 50; depth++) {
            if (at instanceof SQLException sql && sql.getSQLState() != null && LOST.contains(sql.getSQLState())) {
                return Optional.of(sql.getSQLState());
            }
            at = at.getCause();
        }
        return Optional.empty();
    }
}
