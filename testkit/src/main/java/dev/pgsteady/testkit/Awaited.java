package dev.pgsteady.testkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// What comes about by itself, within a limit.
public final class Awaited {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private Awaited() {}

    /// Waits until it holds.
    ///
    /// @throws AssertionError when it did not come about within a minute and a half
    public static void until(String what, BooleanSupplier condition) {
        until(what, LIMIT, condition);
    }

    /// Waits until it holds.
    ///
    /// @param limit how long at most
    /// @throws AssertionError when it did not come about by then
    public static void until(String what, Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not come about: " + what);
            }
            try {
                never.await(20, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
