package dev.pgsteady.backup.store;

import dev.pgsteady.core.Problem;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

/// Tries again what may pass by waiting: so many times, and not beyond a total time. The waits double,
/// and each is cut by chance to something between nothing and all of it, so that many who failed together
/// do not come back together.
final class Patience {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final int attempts;
    private final Duration total;
    private final Time time;
    private final RandomGenerator random;

    Patience(int attempts, Duration total, Time time, RandomGenerator random) {
        this.attempts = attempts;
        this.total = total;
        this.time = time;
        this.random = random;
    }

    static Patience standard() {
        return new Patience(8, Duration.ofMinutes(15), new Time() {}, new SecureRandom());
    }

    /// Measures and passes the time.
    interface Time {
        default long nanos() {
            return System.nanoTime();
        }

        default void pause(Duration wait) throws InterruptedException {
            Thread.sleep(wait);
        }
    }

    /// Knows what a failure means.
    interface Judge {
        /// How long to wait at least before it is tried again; empty when that would change nothing.
        Optional<Duration> again(Exception failure);

        /// @param attempts how often it was tried
        Problem problem(Exception failure, int attempts);
    }

    /// What the call gives in the end.
    ///
    /// @throws Problem what the judge makes of the last failure; INTERRUPTED when the thread was
    <T> T call(Callable<T> call, Judge judge) {
        long begin = time.nanos();
        for (int attempt = 1; ; attempt++) {
            try {
                return call.call();
            } catch (Problem known) {
                throw known;
            } catch (Exception e) {
                requireNotInterrupted(e);
                Optional<Duration> atLeast = judge.again(e);
                if (atLeast.isEmpty() || attempt == attempts) {
                    throw judge.problem(e, attempt);
                }
                Duration wait = longer(atLeast.get(), backOff(attempt));
                if (wait.plusNanos(time.nanos() - begin).compareTo(total) > 0) {
                    throw judge.problem(e, attempt);
                }
                pause(wait);
            }
        }
    }

    private Duration backOff(int attempt) {
        long most = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(attempt - 1, 20));
        return Duration.ofMillis(random.nextLong(most + 1));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private void pause(Duration wait) {
        try {
            time.pause(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            requireNotInterrupted(e);
        }
    }

    private static void requireNotInterrupted(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new Problem(Problem.Kind.INTERRUPTED, "Interrupted while the store was at work.", "Run it again.", e);
        }
    }
}
