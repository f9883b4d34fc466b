package dev.pgsteady.backup.store;

import java.time.Instant;
import java.util.List;

/// Holds objects by name. An object is there whole or not at all, and is never changed: it is created
/// once, read, and perhaps deleted.
///
/// Safe for many threads. Every method throws a [Problem] when the store cannot do it: STORE when it
/// cannot be reached or refuses, DISK_FULL. What may pass by waiting has been tried again by then.
public interface Store extends AutoCloseable {
    /// Where it is, for a person; without secrets.
    String words();

    /// Creates an object.
    ///
    /// @return whether it was created; `false` when there is one of that name, which stays as it is
    boolean create(ObjectName name, byte[] content);

    /// The whole object.
    ///
    /// @throws Problem DAMAGED when there is none of that name
    byte[] read(ObjectName name);

    /// The objects whose names begin with a prefix, by name. A prefix ends with `/` or is empty.
    List<StoredObject> list(String prefix);

    /// Removes an object; nothing happens when there is none.
    void delete(ObjectName name);

    /// Comes back when everything that was created before this call would survive a loss of power.
    void flush();

    /// Removes what writers that died left behind unfinished; nobody ever saw it. Done before the
    /// repository's parts are swept.
    ///
    /// @param before what was begun later may still be at work and stays
    /// @return how much there was
    default int sweep(Instant before) {
        return 0;
    }

    /// What this store does less well than it should, in sentences; known once something was created.
    default List<String> warnings() {
        return List.of();
    }

    @Override
    void close();

    /// An object as a listing shows it.
    ///
    /// @param size in bytes
    record StoredObject(ObjectName name, long size) {}
}
