package dev.pgsteady.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What leads to one head and to no other.
///
/// @param head      its end
/// @param from      what its first revisions come after; empty when it begins at nothing
/// @param revisions its own revisions, in order
public record Branch(Revision head, List<RevisionId> from, List<Revision> revisions) {
    public Branch {
        from = List.copyOf(from);
        revisions = List.copyOf(revisions);
    }

    /// The branches of a graph; one that holds everything when there is one head.
    public static List<Branch> of(RevisionGraph graph) {
        List<Branch> branches = new ArrayList<>();
        for (Revision head : graph.heads()) {
            Set<RevisionId> own = graph.withAncestors(List.of(head.id()));
            own.removeAll(graph.withAncestors(graph.heads().stream()
                    .map(Revision::id)
                    .filter(id -> !id.equals(head.id()))
                    .toList()));
            List<Revision> revisions =
                    graph.ordered().stream().filter(r -> own.contains(r.id())).toList();
            List<RevisionId> from = revisions.stream()
                    .flatMap(r -> r.parents().stream())
                    .filter(p -> !own.contains(p))
                    .distinct()
                    .toList();
            branches.add(new Branch(head, from, revisions));
        }
        return List.copyOf(branches);
    }
}
