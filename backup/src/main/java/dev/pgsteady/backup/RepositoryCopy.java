package dev.pgsteady.backup;

import dev.pgsteady.backup.store.ObjectName;
import dev.pgsteady.backup.store.Store;
import dev.pgsteady.core.Problem;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Copies backups to a second place, as they are: the bytes, the id of the repository, the keys. A backup
/// appears there when all of it is there. What is there already is left out, so that a copy that broke
/// off is finished by the next.
///
/// Drills are not copied: what they prove is the place where the backup was read.
public final class RepositoryCopy {
    private static final ObjectName FORMAT = new ObjectName("FORMAT");
    private static final String LOCKS = "locks/";
    private static final int THREADS = 4;

    private final Repository from;
    private final Store to;
    private final InstantSource clock;
    private final WorkProgress progress;
    private final Map<ObjectName, Long> there = new HashMap<>();
    private final Map<ObjectName, Long> here = new HashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger parts = new AtomicInteger();

    /// @param from open with its key: which parts a backup needs stands in its manifest
    /// @param to   empty, or holds a copy of the same repository; stays open
    public RepositoryCopy(Repository from, Store to, InstantSource clock, WorkProgress progress) {
        this.from = from;
        this.to = to;
        this.clock = clock;
        this.progress = progress;
    }

    /// What was copied.
    ///
    /// @param sets  the backups that were not there before, oldest first
    /// @param parts how many parts were not
    /// @param bytes of those
    public record Result(List<SetId> sets, long parts, long bytes) {
        public Result {
            sets = List.copyOf(sets);
        }
    }

    /// Copies backups, and those that they build on.
    ///
    /// @param sets of the repository
    /// @throws Problem OCCUPIED when something else is there; BUSY when somebody writes there; DAMAGED when
    ///                 a backup is not whole here, after the others were copied
    public Result run(Collection<BackupSet> sets) {
        requireSameOrEmpty();
        try (Lease reading = Lease.read(from.store(), clock, "copy");
                Lease writing = Lease.write(to, clock, "copy")) {
            reading.requireHeld();
            copyDescription();
            to.list("").forEach(o -> there.put(o.name(), o.size()));
            from.parts().forEach(o -> here.put(o.name(), o.size()));
            Damaged damaged = new Damaged(new ArrayList<>());
            Map<BackupSet, List<PartId>> plan = plan(sets, damaged);
            long all = plan.values().stream()
                    .flatMap(List::stream)
                    .distinct()
                    .filter(this::isMissing)
                    .mapToLong(this::size)
                    .sum();
            List<SetId> copied = new ArrayList<>();
            plan.forEach((set, needed) -> damaged.unless(() -> {
                set.parent().ifPresent(p -> requireCopied(set, p, copied));
                copyParts(needed, all);
                writing.requireHeld();
                if (copySet(set)) {
                    copied.add(set.id());
                }
            }));
            damaged.report(copied.size());
            return new Result(copied, parts.get(), bytes.get());
        }
    }

    /// The copy has the same FORMAT, byte by byte: the id of the repository stands in it.
    private void requireSameOrEmpty() {
        boolean same = Repository.exists(to)
                ? Arrays.equals(to.read(FORMAT), from.store().read(FORMAT))
                : to.list("").stream().allMatch(o -> o.name().text().startsWith(LOCKS));
        if (!same) {
            throw new Problem(
                    Problem.Kind.OCCUPIED,
                    "What is in %s is no copy of the repository in %s.".formatted(to.words(), from.words()),
                    "Name an empty place, or one that this repository was copied to before.");
        }
    }

    /// The keys go with it, for whoever needs the copy may have nothing else.
    private void copyDescription() {
        copyObject(FORMAT);
        from.store().list("keys/").forEach(o -> copyObject(o.name()));
        from.store().list("decoder/").forEach(o -> copyObject(o.name()));
        to.flush();
    }

    private void copyObject(ObjectName name) {
        to.create(name, from.store().read(name));
    }

    private Map<BackupSet, List<PartId>> plan(Collection<BackupSet> sets, Damaged damaged) {
        BackupChains chains = new BackupChains(from);
        Map<BackupSet, List<PartId>> plan = new TreeMap<>(Comparator.comparing(BackupSet::id));
        for (BackupSet set : sets) {
            damaged.unless(() -> chains.of(set)
                    .forEach(l -> plan.put(l.set(), Parts.of(l.manifest()).toList())));
        }
        return plan;
    }

    private void requireCopied(BackupSet set, SetId parent, List<SetId> copied) {
        if (!copied.contains(parent) && !there.containsKey(parent.object("COMMIT"))) {
            throw new Problem(
                    Problem.Kind.DAMAGED,
                    "%s builds on %s, which could not be copied.".formatted(set.id(), parent),
                    "Take a full backup.");
        }
    }

    private long size(PartId part) {
        return here.getOrDefault(part.object(), 0L);
    }

    /// A part of another size is not that part, whatever its name says.
    private boolean isMissing(PartId part) {
        return there.getOrDefault(part.object(), -1L) != size(part);
    }

    private void copyParts(List<PartId> needed, long all) {
        List<PartId> missing = needed.stream().filter(this::isMissing).toList();
        AtomicInteger next = new AtomicInteger();
        Callable<Object> work = () -> {
            try {
                for (int i = next.getAndIncrement(); i < missing.size(); i = next.getAndIncrement()) {
                    copyPart(missing.get(i));
                    progress.bytes("Copying backups", bytes.get(), all);
                }
            } finally {
                next.set(missing.size());
            }
            return missing;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<Object> done : threads.invokeAll(Collections.nCopies(THREADS, work))) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Problem problem ? problem : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(
                    Problem.Kind.INTERRUPTED, "Interrupted.", "Run it again: what is there is not copied twice.", e);
        }
        missing.forEach(p -> there.put(p.object(), size(p)));
    }

    private void copyPart(PartId part) {
        byte[] content = from.part(part);
        if (there.containsKey(part.object())) {
            to.delete(part.object());
        }
        if (to.create(part.object(), content)) {
            parts.incrementAndGet();
            bytes.addAndGet(content.length);
        }
    }

    /// @return whether it was not there before
    private boolean copySet(BackupSet set) {
        ObjectName manifest = set.id().object("manifest");
        ObjectName commit = set.id().object("COMMIT");
        byte[] content = from.store().read(manifest);
        if (!PartId.of(content).equals(set.manifest())) {
            throw new Problem(
                    Problem.Kind.DAMAGED,
                    "%s in %s is damaged.".formatted(manifest, from.words()),
                    "Copy it back from another place.");
        }
        if (there.containsKey(manifest) && !PartId.of(to.read(manifest)).equals(set.manifest())) {
            to.delete(manifest);
        }
        to.create(manifest, content);
        to.flush();
        boolean added = to.create(commit, from.store().read(commit));
        to.flush();
        return added;
    }

    /// The backups that are not whole: each is left out, and all are told of when the others are safe.
    private record Damaged(List<Problem> problems) {
        void unless(Runnable work) {
            try {
                work.run();
            } catch (Problem e) {
                if (e.kind() != Problem.Kind.DAMAGED) {
                    throw e;
                }
                problems.add(e);
            }
        }

        void report(int copied) {
            if (!problems.isEmpty()) {
                Set<String> words = new LinkedHashSet<>();
                problems.forEach(p -> words.add(p.getMessage()));
                throw new Problem(
                        Problem.Kind.DAMAGED,
                        "Not every backup could be copied (%d were): %s".formatted(copied, String.join(" ", words)),
                        "Run 'pgsteady backup verify', and take another backup.",
                        problems.getFirst());
            }
        }
    }
}
