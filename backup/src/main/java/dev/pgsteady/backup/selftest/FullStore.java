package dev.pgsteady.backup.selftest;

import dev.pgsteady.backup.store.ObjectName;
import dev.pgsteady.backup.store.Store;
import dev.pgsteady.core.Problem;
import java.util.concurrent.atomic.AtomicInteger;

/// A store that has room for so many objects only.
public final class FullStore extends WrappedStore {
    private final AtomicInteger room;

    public FullStore(Store store, int room) {
        super(store);
        this.room = new AtomicInteger(room);
    }

    @Override
    public boolean create(ObjectName name, byte[] content) {
        if (room.decrementAndGet() < 0) {
            throw new Problem(Problem.Kind.DISK_FULL, "There is no space left.", "Make room.");
        }
        return super.create(name, content);
    }
}
