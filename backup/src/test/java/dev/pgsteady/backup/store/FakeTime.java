package dev.pgsteady.backup.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Passes at once, and remembers how long it was.
final class FakeTime implements Patience.Time {
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();

    List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    @Override
    public long nanos() {
        return pauses.stream().mapToLong(Duration::toNanos).sum();
    }

    @Override
    public void pause(Duration wait) {
        pauses.add(wait);
    }
}
