package dev.pgsteady.demo;

import dev.pgsteady.core.Problem;

/// Adds the steps of the work up to one number that only grows, and stops the work when its thread is
/// interrupted.
final class Meter {
    private final Progress progress;
    private final long total;
    private String what = "";
    private long before;
    private long size;

    Meter(Progress progress, long total) {
        this.progress = progress;
        this.total = total;
    }

    /// Ends the step before and begins one of that size.
    void begin(String step, long units) {
        before += size;
        what = step;
        size = units;
        at(0);
    }

    /// So many units of this step are done.
    void at(long done) {
        if (Thread.currentThread().isInterrupted()) {
            throw new Problem(
                    Problem.Kind.INTERRUPTED,
                    "The demo was interrupted while " + what + ".",
                    "Run it again: what is half done is never shown and is replaced.");
        }
        progress.at(what, Math.min(total, before + Math.min(done, size)), total);
    }

    /// Ends the last step.
    void done() {
        before = total;
        at(0);
    }
}
