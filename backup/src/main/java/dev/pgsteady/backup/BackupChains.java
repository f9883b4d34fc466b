package dev.pgsteady.backup;

import dev.pgsteady.core.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /// Whether all parts of a backup and of those that it builds on are there. They are not read.
    public boolean complete(BackupSet set) {
        try {
            return of(set).stream()
                    .noneMatch(l ->
                            Parts.missing(repository, l.manifest(), parts(l)).isPresent());
        } catch (Problem e) {
            if (e.kind() == Problem.Kind.DAMAGED) {
                return false;
            }
            throw e;
        }
    }

    private static int parts(Link link) {
        return (int) Parts.of(link.manifest()).count();
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
