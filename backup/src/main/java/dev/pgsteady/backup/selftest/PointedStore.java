package dev.pgsteady.backup.selftest;

import dev.pgsteady.backup.store.ObjectName;
import dev.pgsteady.backup.store.Store;
import java.util.List;

/// A store that says before each request that it comes.
final class PointedStore extends WrappedStore {
    private final Runnable before;

    PointedStore(Store store, Runnable before) {
        super(store);
        this.before = before;
    }

    @Override
    public boolean create(ObjectName name, byte[] content) {
        before.run();
        return super.create(name, content);
    }

    @Override
    public byte[] read(ObjectName name) {
        before.run();
        return super.read(name);
    }

    @Override
    public List<StoredObject> list(String prefix) {
        before.run();
        return super.list(prefix);
    }

    @Override
    public void delete(ObjectName name) {
        before.run();
        super.delete(name);
    }

    @Override
    public void flush() {
        before.run();
        super.flush();
    }
}
