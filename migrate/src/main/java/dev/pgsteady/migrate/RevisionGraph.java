package dev.pgsteady.migrate;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Revisions and what comes before what. Nothing here recurses, so that a history may be as long as it likes.
public final class RevisionGraph {
    private final Map<RevisionId, Revision> revisions;
    private final Map<RevisionId, List<RevisionId>> children;
    private final List<Revision> ordered;
    private final List<Complaint> complaints;
    private final Map<RevisionId, String> checksums = new ConcurrentHashMap<>();

    private RevisionGraph(Map<RevisionId, Revision> revisions, List<Complaint> complaints) {
        this.revisions = revisions;
        this.children = children(revisions.values());
        this.ordered = sort();
        this.complaints = complaints;
    }

    /// The graph of these revisions, however broken: what is wrong is in [#complaints()].
    public static RevisionGraph of(Collection<Revision> all) {
        Map<RevisionId, Revision> revisions = new LinkedHashMap<>();
        List<Complaint> complaints = new ArrayList<>();
        for (Revision revision : resolved(all)) {
            Revision other = revisions.putIfAbsent(revision.id(), revision);
            if (other != null) {
                complaints.add(new Complaint(
                        Complaint.Kind.DUPLICATE,
                        revision.file(),
                        1,
                        "has the id " + revision.id() + ", which "
                                + other.file().getFileName() + " has as well.",
                        "Give one of them another id, or remove the copy."));
            }
        }
        RevisionGraph graph = new RevisionGraph(revisions, complaints);
        graph.missingParents();
        graph.cycle();
        return graph;
    }

    /// Who follows the last of the revisions whose place another took follows that other.
    private static Collection<Revision> resolved(Collection<Revision> all) {
        Map<RevisionId, RevisionId> followed = new HashMap<>();
        all.stream()
                .filter(r -> !r.squashes().isEmpty())
                .forEach(r -> followed.put(r.squashes().getLast(), r.id()));
        return followed.isEmpty()
                ? all
                : all.stream().map(r -> r.behind(followed)).toList();
    }

    private static Map<RevisionId, List<RevisionId>> children(Collection<Revision> revisions) {
        Map<RevisionId, List<RevisionId>> children = new HashMap<>();
        for (Revision revision : revisions) {
            revision.parents()
                    .forEach(parent -> children.computeIfAbsent(parent, p -> new ArrayList<>())
                            .add(revision.id()));
        }
        return children;
    }

    private void missingParents() {
        for (Revision revision : revisions.values()) {
            for (RevisionId parent : revision.parents()) {
                if (!revisions.containsKey(parent)) {
                    complaints.add(new Complaint(
                            Complaint.Kind.PARENT,
                            revision.file(),
                            2,
                            "names the parent " + parent + ", and no file has that id.",
                            "Bring back the file of that revision, or name another parent."));
                }
            }
        }
    }

    /// Parents first; of those that could come next, the one made first. Leaves out what is in a cycle or behind one.
    private List<Revision> sort() {
        Map<RevisionId, Integer> awaited = new HashMap<>();
        PriorityQueue<Revision> ready = new PriorityQueue<>(RevisionGraph::byAge);
        for (Revision revision : revisions.values()) {
            int parents = 0;
            for (RevisionId parent : revision.parents()) {
                parents += revisions.containsKey(parent) ? 1 : 0;
            }
            awaited.put(revision.id(), parents);
            if (parents == 0) {
                ready.add(revision);
            }
        }
        List<Revision> sorted = new ArrayList<>(revisions.size());
        while (!ready.isEmpty()) {
            Revision next = ready.remove();
            sorted.add(next);
            for (RevisionId child : childrenOf(next.id())) {
                if (awaited.merge(child, -1, Integer::sum) == 0) {
                    ready.add(get(child));
                }
            }
        }
        return List.copyOf(sorted);
    }

    /// Which of two revisions that do not need each other comes first: the one made first.
    private static int byAge(Revision one, Revision other) {
        int age = one.made().orElse(Instant.MIN).compareTo(other.made().orElse(Instant.MIN));
        return age != 0 ? age : one.id().compareTo(other.id());
    }

    /// What the order could not place is in a cycle or comes after one. Going from parent to parent within it must come
    /// back to where it was.
    private void cycle() {
        Set<RevisionId> left = new LinkedHashSet<>(revisions.keySet());
        ordered.forEach(r -> left.remove(r.id()));
        if (left.isEmpty()) {
            return;
        }
        Set<RevisionId> path = new LinkedHashSet<>();
        RevisionId at = left.iterator().next();
        while (path.add(at)) {
            at = get(at).parents().stream().filter(left::contains).findFirst().orElseThrow();
        }
        RevisionId meeting = at;
        String circle = path.stream()
                .dropWhile(id -> !id.equals(meeting))
                .map(RevisionId::text)
                .collect(Collectors.joining(" after "));
        complaints.add(new Complaint(
                Complaint.Kind.CYCLE,
                get(meeting).file(),
                2,
                "comes after itself: " + circle + " after " + meeting + ".",
                "Correct the parents of one of these revisions."));
    }

    /// What is wrong with it; empty when it can be used.
    public List<Complaint> complaints() {
        return List.copyOf(complaints);
    }

    /// All revisions, parents before children, the same order on every machine.
    public List<Revision> ordered() {
        return ordered;
    }

    /// The revisions that no other comes after, in order.
    public List<Revision> heads() {
        return ordered.stream().filter(r -> childrenOf(r.id()).isEmpty()).toList();
    }

    /// The revisions that come after nothing, in order.
    public List<Revision> bases() {
        return ordered.stream().filter(r -> r.parents().isEmpty()).toList();
    }

    /// The revisions that more than one comes after directly, in order.
    public List<Revision> branchPoints() {
        return ordered.stream().filter(r -> childrenOf(r.id()).size() > 1).toList();
    }

    /// What comes directly after a revision, in no particular order.
    public List<RevisionId> childrenOf(RevisionId id) {
        return children.getOrDefault(id, List.of());
    }

    /// The revision of that id.
    public Optional<Revision> find(RevisionId id) {
        return Optional.ofNullable(revisions.get(id));
    }

    /// The revision of an id that is known to be here.
    ///
    /// @throws IllegalArgumentException when it is not
    public Revision get(RevisionId id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("no revision " + id));
    }

    /// What [Revision#checksum()] says of a revision that is here, computed once.
    String checksum(Revision revision) {
        return checksums.computeIfAbsent(revision.id(), id -> revision.checksum());
    }

    /// These revisions and everything that must be there before them.
    public Set<RevisionId> withAncestors(Collection<RevisionId> from) {
        Set<RevisionId> found = new HashSet<>();
        Deque<RevisionId> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            RevisionId id = open.remove();
            if (found.add(id)) {
                find(id).ifPresent(r -> open.addAll(r.parents()));
            }
        }
        return found;
    }

    /// These revisions and everything that comes after them.
    public Set<RevisionId> withDescendants(Collection<RevisionId> from) {
        Set<RevisionId> found = new HashSet<>();
        Deque<RevisionId> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            RevisionId id = open.remove();
            if (found.add(id)) {
                open.addAll(childrenOf(id));
            }
        }
        return found;
    }

    /// The revisions whose ids begin so, in order.
    List<Revision> beginningWith(String digits) {
        return ordered.stream().filter(r -> r.id().text().startsWith(digits)).toList();
    }
}
