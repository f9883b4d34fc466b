package dev.pgsteady.backup.selftest;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.SetId;
import dev.pgsteady.backup.selftest.Bench.Spot;
import dev.pgsteady.backup.store.ObjectName;
import dev.pgsteady.backup.store.Store;
import dev.pgsteady.core.Problem;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// What a store may do.
final class StoreTrials {
    private StoreTrials() {}

    static List<Trial> all() {
        return List.of(
                new Trial(
                        "disk full",
                        "The store had room for no object, then for one, for two, … until it was enough.",
                        "Each backup but the last fails, and none of those is listed.",
                        StoreTrials::full),
                new Trial(
                        "store that forgets",
                        "The store said that it had written a part and had not.",
                        "The backup fails; nothing of it is listed.",
                        StoreTrials::forgets),
                new Trial(
                        "store that mixes up",
                        "The store gave the content of another part.",
                        "The backup is damaged by what it says; nothing is put in place.",
                        StoreTrials::mixesUp),
                new Trial(
                        "unfinished backup",
                        "A backup was begun, its parts and its manifest written, and no COMMIT.",
                        "It is not listed and cannot be asked for.",
                        StoreTrials::unfinished));
    }

    private static String full(Bench bench) {
        try (Spot spot = bench.spot()) {
            for (int room = 0; ; room++) {
                if (taken(bench, spot, room)) {
                    bench.requireRestores(spot.repository(), spot.repository().set("latest"));
                    return "%d failed, and none of them is listed.".formatted(room);
                }
                Trial.require(
                        spot.repository().sets().isEmpty(),
                        "With room for %d objects a backup is listed that failed.".formatted(room));
            }
        }
    }

    private static boolean taken(Bench bench, Spot spot, int room) {
        try (Repository repository =
                Repository.open(new FullStore(bench.store(spot.folder()), room), Optional.empty())) {
            bench.take(repository);
            return true;
        } catch (Problem e) {
            Trial.require(e.kind() == Problem.Kind.DISK_FULL, "It failed of something else: " + e.getMessage());
            return false;
        }
    }

    private static String forgets(Bench bench) {
        try (Spot spot = bench.spot()) {
            AtomicBoolean once = new AtomicBoolean();
            Store forgetting = new WrappedStore(bench.store(spot.folder())) {
                @Override
                public boolean create(ObjectName name, byte[] content) {
                    boolean forget = name.text().startsWith("parts/") && !once.getAndSet(true);
                    return forget || super.create(name, content);
                }
            };
            try (Repository repository = Repository.open(forgetting, Optional.empty())) {
                BackupSet set = bench.take(repository);
                throw new Trial.Missed("%s was taken without one of its parts.".formatted(set.id()));
            } catch (Problem e) {
                Trial.require(spot.repository().sets().isEmpty(), "A backup is listed that failed.");
                return "It failed: " + e.getMessage();
            }
        }
    }

    private static String mixesUp(Bench bench) throws Exception {
        try (Spot spot = bench.spot()) {
            BackupSet set = bench.take(spot.repository());
            List<Path> parts = spot.parts();
            ObjectName one = object(spot, parts.getFirst());
            ObjectName other = object(spot, parts.getLast());
            Store mixing = new WrappedStore(bench.store(spot.folder())) {
                @Override
                public byte[] read(ObjectName name) {
                    return super.read(name.equals(one) ? other : name);
                }
            };
            try (Repository repository = Repository.open(mixing, Optional.empty())) {
                Trial.require(
                        !Bench.damages(repository, set).isEmpty(), "'backup verify' says that the backup is sound.");
                boolean restored;
                try {
                    bench.requireRestores(repository, set);
                    restored = true;
                } catch (Trial.Missed refused) {
                    restored = false;
                }
                Trial.require(!restored, "It was restored as if nothing had happened.");
            }
            return "It was named, and nothing was put in place.";
        }
    }

    private static ObjectName object(Spot spot, Path part) {
        return new ObjectName(spot.folder().relativize(part).toString().replace('\\', '/'));
    }

    private static String unfinished(Bench bench) {
        try (Spot spot = bench.spot()) {
            BackupSet whole = bench.take(spot.repository());
            SetId begun = spot.repository().begin(InstantSource.system());
            Store store = spot.repository().store();
            store.create(
                    new ObjectName("sets/" + begun + "/manifest"),
                    store.read(new ObjectName("sets/" + whole.id() + "/manifest")));
            Trial.require(spot.repository().sets().equals(List.of(whole)), "It is listed.");
            Trial.require(spot.repository().set("latest").equals(whole), "It is the latest.");
            try {
                spot.repository().set(begun.text());
                throw new Trial.Missed("It can be asked for.");
            } catch (Problem none) {
                return "It is not there: " + none.getMessage();
            }
        }
    }
}
