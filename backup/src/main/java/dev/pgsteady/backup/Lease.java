package dev.pgsteady.backup;

import dev.pgsteady.backup.store.ObjectName;
import dev.pgsteady.backup.store.Store;
import dev.pgsteady.backup.store.Store.StoredObject;
import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// A promise to the other users of a repository, for as long as this process lives: that one writes, or
/// that some read. One writer at a time, decided by who creates the object; it goes stale when its beats
/// stop.
public final class Lease implements AutoCloseable {
    /// After this long without a beat, the holder counts as dead.
    static final Duration STALE = Duration.ofMinutes(15);

    private static final Duration BEAT = Duration.ofMinutes(4);
    private static final String FOLDER = "locks/";
    private static final ObjectName WRITER = new ObjectName("locks/write");
    private static final String READERS = "locks/read-";
    private static final String UNKNOWN = "a host without a name";

    private final Store store;
    private final InstantSource clock;
    private final Holder holder;
    private final ObjectName name;
    private final Thread heart;
    private Optional<ObjectName> lastBeat = Optional.empty();

    /// Who holds it.
    ///
    /// @param what what is being done, as in `backup`
    record Holder(String id, String what, String host, long pid, Instant since) {
        static Holder here(String what, Instant now) {
            String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
            return new Holder(id, what, thisHost(), ProcessHandle.current().pid(), now);
        }
    }

    private Lease(Store store, InstantSource clock, Holder holder, ObjectName name) {
        this.store = store;
        this.clock = clock;
        this.holder = holder;
        this.name = name;
        this.heart = Thread.ofVirtual().name("pgsteady-lease").start(this::live);
    }

    /// @throws Problem BUSY when another one writes; its holder is named
    public static Lease write(Store store, InstantSource clock, String what) {
        Holder holder = Holder.here(what, clock.instant());
        for (int attempt = 0; attempt < 3; attempt++) {
            if (store.create(WRITER, BackupJson.bytes(holder))) {
                return new Lease(store, clock, holder, WRITER);
            }
            requireStale(store, clock, WRITER);
            store.delete(WRITER);
        }
        throw busy(store, holder);
    }

    /// Keeps what is there from being deleted while it is read.
    public static Lease read(Store store, InstantSource clock, String what) {
        Holder holder = Holder.here(what, clock.instant());
        ObjectName name = new ObjectName(READERS + holder.id());
        store.create(name, BackupJson.bytes(holder));
        return new Lease(store, clock, holder, name);
    }

    /// @throws Problem BUSY when somebody reads
    public static void requireNoReaders(Store store, InstantSource clock) {
        for (StoredObject lock : store.list(FOLDER)) {
            if (lock.name().text().startsWith(READERS)) {
                requireStale(store, clock, lock.name());
                store.delete(lock.name());
            }
        }
    }

    /// A holder that is gone by the time it is looked at is as good as stale.
    private static void requireStale(Store store, InstantSource clock, ObjectName lock) {
        Holder other;
        try {
            other = BackupJson.read(store.read(lock), Holder.class);
        } catch (Problem gone) {
            return;
        }
        Instant newest = beats(store, other.id()).stream()
                .map(b -> Instant.ofEpochSecond(Long.parseLong(b.last())))
                .max(Instant::compareTo)
                .filter(b -> b.isAfter(other.since()))
                .orElse(other.since());
        if (newest.plus(STALE).isAfter(clock.instant()) && !deadHere(other)) {
            throw busy(store, other);
        }
        beats(store, other.id()).forEach(store::delete);
    }

    /// Whether it was a process of this machine that is no more.
    private static boolean deadHere(Holder other) {
        return other.host().equals(thisHost())
                && !other.host().equals(UNKNOWN)
                && ProcessHandle.of(other.pid()).isEmpty();
    }

    private static List<ObjectName> beats(Store store, String id) {
        return store.list(FOLDER + "beats-" + id + "/").stream()
                .map(StoredObject::name)
                .toList();
    }

    private static Problem busy(Store store, Holder other) {
        return new Problem(
                Problem.Kind.BUSY,
                "A %s works on %s: process %d on %s, since %s."
                        .formatted(other.what(), store.words(), other.pid(), other.host(), other.since()),
                "Wait until it is done. If that process is dead, its lease ends by itself %d minutes after its last sign of life."
                        .formatted(STALE.toMinutes()));
    }

    /// The name of this machine, without asking a name server.
    public static String thisHost() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return Optional.ofNullable(System.getenv("HOSTNAME"))
                    .or(() -> Optional.ofNullable(System.getenv("COMPUTERNAME")))
                    .orElse(UNKNOWN);
        }
    }

    private void live() {
        try {
            while (true) {
                Thread.sleep(BEAT);
                beat();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void beat() {
        try {
            ObjectName beat = new ObjectName(
                    FOLDER + "beats-" + holder.id() + "/" + clock.instant().getEpochSecond());
            store.create(beat, new byte[0]);
            lastBeat.ifPresent(store::delete);
            lastBeat = Optional.of(beat);
        } catch (Problem missedOnce) {
            // The next beat comes in time; whoever commits looks whether the lease is still held.
        }
    }

    /// Comes back when the lease is still held by this holder.
    ///
    /// @throws Problem BUSY when another one has taken it
    public void requireHeld() {
        try {
            if (BackupJson.read(store.read(name), Holder.class).id().equals(holder.id())) {
                return;
            }
        } catch (Problem gone) {
            if (gone.kind() != Problem.Kind.DAMAGED) {
                throw gone;
            }
        }
        throw new Problem(
                Problem.Kind.BUSY,
                "Another process took over %s while this one made no progress.".formatted(store.words()),
                "Run the %s again.".formatted(holder.what()));
    }

    @Override
    public void close() {
        heart.interrupt();
        try {
            requireHeld();
            store.delete(name);
        } catch (Problem lost) {
            // Somebody else's now, or the store is gone: nothing of ours is left to remove.
        }
        synchronized (this) {
            try {
                lastBeat.ifPresent(store::delete);
            } catch (Problem unreachable) {
                // A beat alone holds nothing.
            }
        }
    }
}
