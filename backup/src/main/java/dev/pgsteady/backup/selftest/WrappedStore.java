package dev.pgsteady.backup.selftest;

import dev.pgsteady.backup.store.ObjectName;
import dev.pgsteady.backup.store.Store;
import java.time.Instant;
import java.util.List;

/// Another store, to which something may happen on the way.
public class WrappedStore implements Store {
    private final Store store;

    public WrappedStore(Store store) {
        this.store = store;
    }

    @Override
    public String words() {
        return store.words();
    }

    @Override
    public boolean create(ObjectName name, byte[] content) {
        return store.create(name, content);
    }

    @Override
    public byte[] read(ObjectName name) {
        return store.read(name);
    }

    @Override
    public List<StoredObject> list(String prefix) {
        return store.list(prefix);
    }

    @Override
    public void delete(ObjectName name) {
        store.delete(name);
    }

    @Override
    public void flush() {
        store.flush();
    }

    @Override
    public int sweep(Instant before) {
        return store.sweep(before);
    }

    @Override
    public void close() {
        store.close();
    }
}
