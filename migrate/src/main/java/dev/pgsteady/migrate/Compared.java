package dev.pgsteady.migrate;

import java.util.List;

/// The files beside what the database says, both read at one time.
///
/// @param files as they were read
/// @param graph of these files
/// @param said  what the database says, in terms of these files
record Compared(RevisionFolder.Contents files, RevisionGraph graph, SquashedHistory said) {
    static Compared of(RevisionFolder.Contents files, RevisionGraph graph, History said) {
        return new Compared(files, graph, SquashedHistory.of(graph, said));
    }

    History history() {
        return said.history();
    }

    /// What took the place of others without the database saying so yet.
    List<Revision> unrecorded() {
        return said.unrecorded();
    }

    Status status() {
        return Status.of(graph, history());
    }

    /// As [Route#steps].
    List<Step> steps(Direction direction, Address to) {
        return new Route(graph, history()).steps(direction, to);
    }
}
