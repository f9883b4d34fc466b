package dev.pgsteady.backup.physical;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.Lease;
import dev.pgsteady.backup.PhysicalContent;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.SetId;
import dev.pgsteady.backup.store.Store.StoredObject;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Takes away the archived log that no kept physical backup can need: what lies before the beginning of the oldest
/// one, on whatever timeline, since positions only grow along a history. Where timelines come from is kept.
///
/// @param repository where the log is
/// @param clock      the time
public record WalPruning(Repository repository, InstantSource clock) {
    /// What a pruning does or did.
    ///
    /// @param segments that go
    /// @param bytes    of those
    /// @param before   the position before which they lie; empty when nothing can be told to be old
    public record Outcome(long segments, long bytes, Optional<Lsn> before) {}

    /// @param kept   the backups that are kept. Without a physical one among them all log stays: it may be there for
    ///               the first one, which is about to be taken
    /// @param dryRun whether nothing is changed
    /// @throws dev.pgsteady.core.Problem BUSY while others work here
    public Outcome run(Collection<SetId> kept, boolean dryRun) {
        try (Lease lease = Lease.write(repository.store(), clock, "prune")) {
            Lease.requireNoReaders(repository.store(), clock);
            List<PhysicalContent> contents = repository.sets().stream()
                    .filter(s -> kept.contains(s.id()))
                    .flatMap(s -> content(s).stream())
                    .toList();
            Set<Integer> sizes =
                    contents.stream().map(PhysicalContent::segmentBytes).collect(Collectors.toSet());
            if (sizes.size() != 1) {
                return new Outcome(0, 0, Optional.empty());
            }
            int bytes = sizes.iterator().next();
            Lsn oldest = contents.stream()
                    .map(c -> Lsn.parse(c.startLsn()))
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            List<StoredObject> old = repository.store().list(WalArchive.FOLDER).stream()
                    .filter(o -> before(o, oldest, bytes))
                    .toList();
            if (!dryRun) {
                lease.requireHeld();
                old.forEach(o -> repository.store().delete(o.name()));
                repository.store().flush();
            }
            return new Outcome(
                    old.size(), old.stream().mapToLong(StoredObject::size).sum(), Optional.of(oldest));
        }
    }

    private Optional<PhysicalContent> content(BackupSet set) {
        return set.kind().equals("physical") ? repository.manifest(set).physical() : Optional.empty();
    }

    /// A segment ends where the next one begins, and the copy needs the one that its beginning lies in.
    private static boolean before(StoredObject object, Lsn oldest, int bytes) {
        return WalListing.segment(object.name())
                .map(file -> WalSegment.of(file, bytes).end())
                .filter(end -> end.compareTo(oldest) <= 0)
                .isPresent();
    }
}
