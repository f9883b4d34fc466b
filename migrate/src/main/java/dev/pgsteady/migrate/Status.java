package dev.pgsteady.migrate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The files beside what a database says of itself.
///
/// @param applied revisions that the database has, in the order of the graph
/// @param pending revisions that it has not, and the one that was broken off on its way up, in the order of the graph
/// @param edited  revisions that it has and whose SQL was changed since
/// @param unknown what it has and no file says
/// @param running what was broken off
/// @param current the applied revisions that no other applied one comes after: where the database is
/// @param heads   the revisions that no other comes after
public record Status(
        List<Revision> applied,
        List<Revision> pending,
        List<Revision> edited,
        List<History.Entry> unknown,
        Optional<History.Entry> running,
        List<Revision> current,
        List<Revision> heads) {
    public Status {
        applied = List.copyOf(applied);
        pending = List.copyOf(pending);
        edited = List.copyOf(edited);
        unknown = List.copyOf(unknown);
        current = List.copyOf(current);
        heads = List.copyOf(heads);
    }

    static Status of(RevisionGraph graph, History history) {
        List<Revision> ordered = graph.ordered();
        List<Revision> applied =
                ordered.stream().filter(r -> history.applied(r.id())).toList();
        Set<RevisionId> ids = applied.stream().map(Revision::id).collect(Collectors.toSet());
        return new Status(
                applied,
                ordered.stream().filter(r -> !ids.contains(r.id())).toList(),
                ordered.stream().filter(r -> edited(r, graph, history)).toList(),
                history.entries().values().stream()
                        .filter(e -> graph.find(e.id()).isEmpty())
                        .toList(),
                history.running(),
                applied.stream()
                        .filter(r -> graph.childrenOf(r.id()).stream().noneMatch(ids::contains))
                        .toList(),
                graph.heads());
    }

    private static boolean edited(Revision revision, RevisionGraph graph, History history) {
        return history.find(revision.id())
                .filter(e -> !e.checksum().equals(graph.checksum(revision)))
                .isPresent();
    }

    /// Whether the database has exactly what the files say.
    public boolean upToDate() {
        return pending.isEmpty() && edited.isEmpty() && unknown.isEmpty() && running.isEmpty();
    }
}
