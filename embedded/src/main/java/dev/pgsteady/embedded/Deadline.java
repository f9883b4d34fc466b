package dev.pgsteady.embedded;

import java.time.Duration;

/// A moment after which waiting has no more sense.
record Deadline(long nanos) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    boolean over() {
        return System.nanoTime() - nanos >= 0;
    }

    /// Waits a little, unless the deadline is over. Returns whether there is still time.
    boolean pause(Duration step) {
        if (over()) {
            return false;
        }
        try {
            Thread.sleep(step);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Trouble.interrupted();
        }
    }
}
