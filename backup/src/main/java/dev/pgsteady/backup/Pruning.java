package dev.pgsteady.backup;

import dev.pgsteady.backup.store.Store.StoredObject;
import dev.pgsteady.core.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Takes away the backups that a policy does not keep, and the parts that no backup needs any more.
public final class Pruning {
    private static final Duration SKEW = Duration.ofMinutes(5);

    /// What was begun before, nobody finishes any more.
    private static final Duration UNFINISHED = Duration.ofDays(1);

    private final Repository repository;
    private final InstantSource clock;
    private final WorkProgress progress;

    public Pruning(Repository repository, InstantSource clock, WorkProgress progress) {
        this.repository = repository;
        this.clock = clock;
        this.progress = progress;
    }

    /// What a pruning does or did.
    ///
    /// @param removed the backups that go, oldest first
    /// @param kept    the others
    /// @param proved  the newest that passed a drill; that of each kind is kept whatever the policy says
    /// @param parts   that no backup needs any more
    /// @param bytes   of those
    /// @param notes   what could not be done besides, in sentences
    public record Outcome(
            List<SetId> removed, List<SetId> kept, Optional<SetId> proved, long parts, long bytes, List<String> notes) {
        public Outcome {
            removed = List.copyOf(removed);
            kept = List.copyOf(kept);
            notes = List.copyOf(notes);
        }
    }

    /// Removes backups of all kinds.
    ///
    /// @param dryRun whether nothing is changed
    /// @throws Problem as the other one
    public Outcome run(KeepPolicy policy, boolean dryRun) {
        return run(policy, Set.of(), dryRun);
    }

    /// The policy counts the backups of each kind on their own, so that no physical one takes the place of a
    /// logical one or the other way round.
    ///
    /// @param spared kinds of which all backups are kept
    /// @param dryRun whether nothing is changed
    /// @throws Problem BUSY while others work here; CONFIGURATION when the newest backup failed or the
    ///         clock went back:
    ///                 then nothing is removed
    public Outcome run(KeepPolicy policy, Set<String> spared, boolean dryRun) {
        try (Lease lease = Lease.alone(repository.store(), clock, "prune")) {
            List<BackupSet> sets = repository.sets();
            requireSafe(sets);
            Set<SetId> proved = new HashSet<>();
            Set<SetId> keep = new HashSet<>();
            sets.stream().collect(Collectors.groupingBy(BackupSet::kind)).forEach((kind, its) -> {
                Drill.newestProved(repository, its).map(BackupSet::id).ifPresent(proved::add);
                keep.addAll(spared.contains(kind) ? ids(its) : policy.kept(its, clock.instant()));
            });
            keep.addAll(proved);
            parents(sets, keep);
            List<SetId> removed = sets.stream()
                    .map(BackupSet::id)
                    .filter(i -> !keep.contains(i))
                    .toList();
            List<BackupSet> left =
                    sets.stream().filter(s -> keep.contains(s.id())).toList();
            List<StoredObject> garbage = garbage(left);
            List<String> notes = new ArrayList<>();
            if (!dryRun) {
                lease.requireHeld();
                remove(lease, removed, garbage);
                sweep().ifPresent(notes::add);
            }
            return new Outcome(
                    removed,
                    left.stream().map(BackupSet::id).toList(),
                    proved.stream().max(Comparator.naturalOrder()),
                    garbage.size(),
                    garbage.stream().mapToLong(StoredObject::size).sum(),
                    notes);
        }
    }

    private static Set<SetId> ids(List<BackupSet> sets) {
        return sets.stream().map(BackupSet::id).collect(Collectors.toSet());
    }

    /// What an incremental backup builds on is kept with it.
    private void parents(List<BackupSet> sets, Set<SetId> keep) {
        for (BackupSet set : sets.reversed()) {
            if (keep.contains(set.id())) {
                repository
                        .manifest(set)
                        .physical()
                        .flatMap(PhysicalContent::parent)
                        .ifPresent(keep::add);
            }
        }
    }

    private void requireSafe(List<BackupSet> sets) {
        if (sets.isEmpty()) {
            return;
        }
        BackupSet newest = sets.getLast();
        Instant now = clock.instant();
        if (now.plus(SKEW).isBefore(newest.started())) {
            throw new Problem(
                    Problem.Kind.CONFIGURATION,
                    "This machine's clock says %s, and the newest backup was begun at %s."
                            .formatted(now, newest.started()),
                    "Set the clock right; ages cannot be told until then. Nothing was removed.");
        }
        repository.unfinished().stream()
                .filter(u -> u.compareTo(newest.id()) > 0)
                .reduce((a, b) -> b)
                .ifPresent(failed -> {
                    throw new Problem(
                            Problem.Kind.CONFIGURATION,
                            "The last backup, %s, was begun and never finished.".formatted(failed),
                            "Take a backup that succeeds; until then nothing old is removed.");
                });
    }

    private List<StoredObject> garbage(List<BackupSet> left) {
        Set<PartId> needed = new HashSet<>();
        left.forEach(s -> Parts.of(repository.manifest(s)).forEach(needed::add));
        return repository.parts().stream()
                .filter(o -> !needed.contains(new PartId(o.name().last())))
                .toList();
    }

    /// What writers that died left behind unfinished costs room and nothing else.
    ///
    /// @return why it could not be removed
    private Optional<String> sweep() {
        try {
            repository.store().sweep(clock.instant().minus(UNFINISHED));
            return Optional.empty();
        } catch (Problem e) {
            return Optional.of(
                    "Unfinished uploads were left where they are. %s %s".formatted(e.getMessage(), e.next()));
        }
    }

    private void remove(Lease lease, List<SetId> sets, List<StoredObject> garbage) {
        for (SetId set : sets) {
            lease.requireNotSilent();
            repository.remove(set);
        }
        repository.unfinished().forEach(repository::remove);
        long done = 0;
        for (StoredObject part : garbage) {
            lease.requireNotSilent();
            repository.store().delete(part.name());
            progress.at("Removing parts", ++done, garbage.size());
        }
        repository.store().flush();
    }
}
