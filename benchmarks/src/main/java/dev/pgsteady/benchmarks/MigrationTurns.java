package dev.pgsteady.benchmarks;

import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The turns of one peer on empty databases. All of them together have ten minutes: a turn that would not end in
/// what is left of them is not begun, and one that has not ended by then is cut off, for the database that it works on
/// is dropped.
final class MigrationTurns {
    private static final Duration BOUND = Duration.ofMinutes(10);

    private final MigrationPeer peer;
    private final Path folder;
    private final boolean again;
    private final List<Double> times = new ArrayList<>();
    private final List<Double> idle = new ArrayList<>();
    private long left = BOUND.toNanos();
    private long longest;

    /// @param folder its migrations
    /// @param again  whether it is run once more, when there is nothing to do
    MigrationTurns(MigrationPeer peer, Path folder, boolean again) {
        this.peer = peer;
        this.folder = folder;
        this.again = again;
    }

    /// Its times in milliseconds.
    List<Double> times() {
        return times;
    }

    /// Its times when there was nothing to do.
    List<Double> idle() {
        return idle;
    }

    /// One more turn, when there is time for it.
    void turn() throws Exception {
        if (left <= longest) {
            return;
        }
        long from = System.nanoTime();
        try (TestDatabase database = TestServer.shared().create()) {
            if (timed(times, database) && again) {
                timed(idle, database);
            }
        }
        long taken = System.nanoTime() - from;
        longest = Math.max(longest, taken);
        left -= taken;
    }

    /// Whether it ended in time.
    private boolean timed(List<Double> into, TestDatabase database) throws Exception {
        FutureTask<Double> task = new FutureTask<>(() -> {
            long from = System.nanoTime();
            peer.migrate(folder, database);
            return (System.nanoTime() - from) / 1e6;
        });
        Thread.ofPlatform().daemon().start(task);
        try {
            into.add(task.get(left, TimeUnit.NANOSECONDS));
            return true;
        } catch (TimeoutException e) {
            task.cancel(true);
            left = 0;
            return false;
        }
    }

    /// What is to be known of how it was measured, when it did not have all its turns.
    String remark(int rounds) {
        int whole = again ? idle.size() : times.size();
        return whole == rounds
                ? ""
                : "%s: %d of %d rounds, for they have %d minutes"
                        .formatted(peer.words(), whole, rounds, BOUND.toMinutes());
    }
}
