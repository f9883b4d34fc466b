package dev.pgsteady.backup.physical;

import dev.pgsteady.backup.BackupChains;
import dev.pgsteady.backup.BackupChains.Link;
import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.Manifest;
import dev.pgsteady.backup.PhysicalContent;
import dev.pgsteady.backup.Repository;
import java.util.List;
import java.util.Optional;

/// What a physical backup builds on.
///
/// @param on   the backup; empty for a full one
/// @param note why it is a full one although an incremental one was asked for; empty when it is not
record IncrementalBase(Optional<Link> on, Optional<String> note) {
    /// Nothing: a full backup.
    static IncrementalBase none() {
        return new IncrementalBase(Optional.empty(), Optional.empty());
    }

    /// The newest backup of the server that is whole, together with all that it builds on.
    ///
    /// @throws dev.pgsteady.core.Problem SERVER_UNSUPPORTED or SERVER_REFUSED when the server does not
    ///                                   note which blocks change, with the SQL that mends it
    static IncrementalBase choose(Repository repository, HeldWal held) {
        PhysicalFacts facts = held.facts();
        facts.requireSummaries();
        List<BackupSet> all = repository.sets().reversed().stream()
                .filter(s -> s.kind().equals("physical") && s.server().equals(Optional.of(facts.system())))
                .toList();
        if (all.isEmpty()) {
            return full("there is no physical backup of this server yet");
        }
        Optional<Link> newest = new BackupChains(repository).firstWhole(all);
        if (newest.isEmpty()) {
            return full("no physical backup of this server is whole");
        }
        Manifest manifest = newest.get().manifest();
        PhysicalContent content = manifest.physical().orElseThrow();
        if (content.timeline() != facts.timeline()) {
            return full("the server is on timeline %d, and %s on %d"
                    .formatted(facts.timeline(), manifest.set(), content.timeline()));
        }
        boolean late = held.summarizedFrom()
                .filter(from -> from.compareTo(Lsn.parse(content.startLsn())) > 0)
                .isPresent();
        return late
                ? full("the server does not know which blocks have changed since " + manifest.set())
                : new IncrementalBase(newest, Optional.empty());
    }

    private static IncrementalBase full(String why) {
        return new IncrementalBase(Optional.empty(), Optional.of("This is a full backup: " + why + "."));
    }
}
