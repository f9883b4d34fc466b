package dev.pgsteady.backup;

import dev.pgsteady.backup.store.ObjectName;
import dev.pgsteady.backup.store.Store;
import dev.pgsteady.backup.store.Store.StoredObject;
import dev.pgsteady.core.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// A promise to the other users of a repository, for as long as this process lives: that one writes, that one
/// removes, or that some read. One writes or removes at a time, decided by who creates the object; nobody reads while
/// things are removed. A lease goes stale when its beats stop.
public final class Lease implements AutoCloseable {
    /// After this long without a beat, the holder counts as dead.
    static final Duration STALE = Duration.ofMinutes(15);

    /// After this long without a beat, the holder itself stops: others may believe that it is dead.
    static final Duration SILENT = Duration.ofMinutes(13);

    private static final Duration BEAT = Duration.ofMinutes(4);
    private static final String FOLDER = "locks/";
    private static final ObjectName WRITER = new ObjectName("locks/write");
    private static final ObjectName TURN = new ObjectName("locks/turn");
    private static final String READERS = "locks/read-";
    private static final String TAKING = "locks/taking-";
    private static final String BEATS = "locks/beats-";

    /// No lease counts on a beat that is older.
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private final Store store;
    private final InstantSource clock;
    private final LeaseHolder holder;
    private final ObjectName name;
    private final Thread heart;
    private volatile Instant heard;
    private volatile long heardNanos = System.nanoTime();
    private Optional<ObjectName> lastBeat = Optional.empty();

    private Lease(Store store, InstantSource clock, LeaseHolder holder, ObjectName name) {
        this.store = store;
        this.clock = clock;
        this.holder = holder;
        this.name = name;
        this.heard = holder.since();
        this.heart = Thread.ofVirtual().name("pgsteady-lease").start(this::live);
    }

    /// For who adds; others may read meanwhile.
    ///
    /// @throws Problem BUSY when another one writes or removes; its holder is named
    public static Lease write(Store store, InstantSource clock, String what) {
        return only(store, clock, WRITER, LeaseHolder.here(what, false, clock.instant()));
    }

    /// For who does what several would do at the same time, and keeps nobody else from anything.
    ///
    /// @throws Problem BUSY when another one does it; its holder is named
    public static Lease turn(Store store, InstantSource clock, String what) {
        return only(store, clock, TURN, LeaseHolder.here(what, false, clock.instant()));
    }

    /// Who writes or removes now, as a sentence; empty when nobody does.
    public static Optional<String> writing(Store store, InstantSource clock) {
        return holder(store, WRITER)
                .filter(h -> !isStale(store, clock, h))
                .map(h -> String.valueOf(busy(store, h).getMessage()));
    }

    /// For who removes: nobody writes or reads meanwhile.
    ///
    /// @throws Problem BUSY when somebody does; its holder is named
    public static Lease alone(Store store, InstantSource clock, String what) {
        Lease lease = only(store, clock, WRITER, LeaseHolder.here(what, true, clock.instant()));
        try {
            requireNoReaders(store, clock);
            sweep(store, clock);
            return lease;
        } catch (Problem e) {
            lease.close();
            throw e;
        }
    }

    private static Lease only(Store store, InstantSource clock, ObjectName lock, LeaseHolder holder) {
        for (int attempt = 0; attempt < 3; attempt++) {
            if (store.create(lock, BackupJson.bytes(holder))) {
                return new Lease(store, clock, holder, lock);
            }
            removeStale(store, clock, lock, holder);
        }
        throw busy(store, holder(store, lock).orElse(holder));
    }

    /// Keeps what is there from being removed while it is read. Readers and who removes make their own mark before
    /// they look for the other's, so that one of two at least sees the other.
    ///
    /// @throws Problem BUSY while things are removed
    public static Lease read(Store store, InstantSource clock, String what) {
        LeaseHolder holder = LeaseHolder.here(what, false, clock.instant());
        ObjectName name = new ObjectName(READERS + holder.id());
        store.create(name, BackupJson.bytes(holder));
        Lease lease = new Lease(store, clock, holder, name);
        Optional<LeaseHolder> remover =
                holder(store, WRITER).filter(LeaseHolder::alone).filter(other -> !isStale(store, clock, other));
        if (remover.isPresent()) {
            lease.close();
            throw busy(store, remover.get());
        }
        return lease;
    }

    /// @throws Problem BUSY when somebody reads
    static void requireNoReaders(Store store, InstantSource clock) {
        for (StoredObject lock : store.list(FOLDER)) {
            if (lock.name().text().startsWith(READERS)) {
                holder(store, lock.name()).ifPresent(reader -> requireStale(store, clock, reader));
                store.delete(lock.name());
            }
        }
    }

    /// Removes the marks of who died while it took over a lease, or after it had given it up.
    private static void sweep(Store store, InstantSource clock) {
        for (StoredObject lock : store.list(FOLDER)) {
            ObjectName name = lock.name();
            boolean turn = name.text().startsWith(TAKING)
                    && holder(store, name).filter(h -> !isStale(store, clock, h)).isEmpty();
            boolean beat = name.text().startsWith(BEATS) && beaten(name).plus(FORGOTTEN).isBefore(clock.instant());
            if (turn || beat) {
                store.delete(name);
            }
        }
    }

    /// Two may find the same holder dead, and the slower of them must not remove the lock of the faster: one at a
    /// time looks again and removes.
    private static void removeStale(Store store, InstantSource clock, ObjectName lock, LeaseHolder mine) {
        Optional<LeaseHolder> found = holder(store, lock);
        if (found.isEmpty()) {
            return;
        }
        LeaseHolder other = found.get();
        requireStale(store, clock, other);
        ObjectName turn = new ObjectName(TAKING + other.id());
        if (!store.create(turn, BackupJson.bytes(mine))) {
            holder(store, turn).ifPresent(taker -> requireStale(store, clock, taker));
            store.delete(turn);
            return;
        }
        if (holder(store, lock).filter(h -> h.id().equals(other.id())).isPresent()) {
            store.delete(lock);
        }
        store.delete(turn);
    }

    /// Empty when it is gone by the time that it is looked at.
    private static Optional<LeaseHolder> holder(Store store, ObjectName lock) {
        try {
            return Optional.of(BackupJson.read(store.read(lock), LeaseHolder.class));
        } catch (Problem gone) {
            if (gone.kind() != Problem.Kind.DAMAGED) {
                throw gone;
            }
            return Optional.empty();
        }
    }

    private static void requireStale(Store store, InstantSource clock, LeaseHolder other) {
        if (!isStale(store, clock, other)) {
            throw busy(store, other);
        }
        beats(store, other.id()).forEach(store::delete);
    }

    private static boolean isStale(Store store, InstantSource clock, LeaseHolder other) {
        Instant newest = beats(store, other.id()).stream()
                .map(Lease::beaten)
                .max(Instant::compareTo)
                .filter(b -> b.isAfter(other.since()))
                .orElse(other.since());
        return !newest.plus(STALE).isAfter(clock.instant()) || other.dead();
    }

    private static Instant beaten(ObjectName beat) {
        return Instant.ofEpochSecond(Long.parseLong(beat.last()));
    }

    private static List<ObjectName> beats(Store store, String id) {
        return store.list(BEATS + id + "/").stream()
                .map(StoredObject::name)
                .toList();
    }

    private static Problem busy(Store store, LeaseHolder other) {
        return new Problem(
                Problem.Kind.BUSY,
                "A %s works on %s: process %d on %s, since %s."
                        .formatted(other.what(), store.words(), other.pid(), other.host(), other.since()),
                ("Wait until it is done. If that process is dead, its lease ends by itself %d minutes after its last"
                                + " sign of life.")
                        .formatted(STALE.toMinutes()));
    }

    /// The name of this machine, without asking a name server.
    public static String thisHost() {
        return LeaseHolder.thisHost();
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
            Instant now = clock.instant();
            long nanos = System.nanoTime();
            requireNotSilent();
            ObjectName beat = new ObjectName(BEATS + holder.id() + "/" + now.getEpochSecond());
            store.create(beat, new byte[0]);
            lastBeat.ifPresent(store::delete);
            lastBeat = Optional.of(beat);
            heard = now;
            heardNanos = nanos;
        } catch (Problem missedOnce) {
            // The next beat comes in time; whoever commits looks whether the lease is still held.
        }
    }

    /// Comes back when others still believe that this holder lives, by its own clocks and without asking the store:
    /// cheap enough for every object that is removed. A machine that slept does not pass.
    ///
    /// @throws Problem BUSY when another one may have taken the lease
    public void requireNotSilent() {
        boolean slept = Duration.between(heard, clock.instant()).compareTo(SILENT) > 0;
        if (slept || System.nanoTime() - heardNanos > SILENT.toNanos()) {
            throw lost();
        }
    }

    /// Comes back when the lease is still held by this holder.
    ///
    /// @throws Problem BUSY when another one has taken it, or may at any moment
    public void requireHeld() {
        requireNotSilent();
        if (holder(store, name).filter(h -> h.id().equals(holder.id())).isEmpty()) {
            throw lost();
        }
    }

    private Problem lost() {
        return new Problem(
                Problem.Kind.BUSY,
                "Another process may have taken over %s, since nothing was heard of this one for long."
                        .formatted(store.words()),
                "Run the %s again.".formatted(holder.what()));
    }

    @Override
    public void close() {
        heart.interrupt();
        try {
            if (holder(store, name).filter(h -> h.id().equals(holder.id())).isPresent()) {
                store.delete(name);
            }
        } catch (Problem unreachable) {
            // The lease ends by itself.
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
