package dev.pgsteady.backup;

import dev.pgsteady.backup.store.ObjectName;
import dev.pgsteady.backup.store.Store.StoredObject;
import dev.pgsteady.core.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Backups with those that they build on. Looks at the repository once, and reads each manifest once.
public final class BackupChains {
    private final Repository repository;
    private final Map<SetId, BackupSet> sets;
    private final Map<SetId, Manifest> manifests = new HashMap<>();

    public BackupChains(Repository repository) {
        this.repository = repository;
        this.sets = repository.sets().stream().collect(Collectors.toMap(BackupSet::id, s -> s, (a, b) -> a));
    }

    /// A backup of a chain.
    public record Link(BackupSet set, Manifest manifest) {
        Optional<SetId> parent() {
            return manifest.physical().flatMap(PhysicalContent::parent);
        }
    }

    /// The backup and those that it builds on, the full one first; one that builds on none is alone.
    ///
    /// @throws Problem DAMAGED when one of them is not in the repository or its manifest cannot be read
    public List<Link> of(BackupSet set) {
        List<Link> links = new ArrayList<>();
        Link link = link(set);
        links.addFirst(link);
        while (link.parent().isPresent()) {
            link = link(parent(link));
            links.addFirst(link);
        }
        return links;
    }

    /// The first of several backups that is whole, with all that it builds on: every part is there. Parts are not read.
    public Optional<Link> firstWhole(List<BackupSet> candidates) {
        Set<ObjectName> stored =
                repository.parts().stream().map(StoredObject::name).collect(Collectors.toSet());
        return candidates.stream().filter(s -> whole(s, stored)).findFirst().map(this::link);
    }

    private boolean whole(BackupSet set, Set<ObjectName> stored) {
        try {
            return of(set).stream()
                    .flatMap(l -> Parts.of(l.manifest()))
                    .map(PartId::object)
                    .allMatch(stored::contains);
        } catch (Problem e) {
            if (e.kind() == Problem.Kind.DAMAGED) {
                return false;
            }
            throw e;
        }
    }

    private Link link(BackupSet set) {
        Manifest known = manifests.get(set.id());
        Manifest manifest = known == null ? repository.manifest(set) : known;
        if (manifest.physical().isPresent()) {
            manifests.put(set.id(), manifest);
        }
        return new Link(set, manifest);
    }

    private BackupSet parent(Link link) {
        SetId wanted = link.parent().orElseThrow();
        BackupSet parent = sets.get(wanted);
        if (parent == null || wanted.compareTo(link.set().id()) >= 0) {
            throw new Problem(
                    Problem.Kind.DAMAGED,
                    "%s builds on %s, which is not in %s.".formatted(link.set().id(), wanted, repository.words()),
                    "Copy it back from another place, or restore an earlier backup; take a full backup now.");
        }
        return parent;
    }
}
