package dev.pgsteady.core;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/// Time and chance, as retries need them: real ones, or a test's.
///
/// @param clock  what time it is
/// @param random what decides how long to wait
/// @param pause  how to wait
public record Pace(InstantSource clock, RandomGenerator random, Pause pause) {
    /// Waits.
    @FunctionalInterface
    public interface Pause {
        /// Comes back after this long.
        void of(Duration time) throws InterruptedException;
    }

    /// Real time and real chance.
    public static Pace real() {
        return new Pace(
                InstantSource.system(), () -> ThreadLocalRandom.current().nextLong(), Thread::sleep);
    }
}
