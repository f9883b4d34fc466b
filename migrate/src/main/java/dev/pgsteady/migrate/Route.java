package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds the steps from where a database is to where it is wanted. A pure function: it refuses what cannot be gone.
final class Route {
    private final RevisionGraph graph;
    private final History history;
    private final Status status;

    Route(RevisionGraph graph, History history) {
        this.graph = graph;
        this.history = history;
        this.status = Status.of(graph, history);
    }

    /// The steps in a direction, in the order in which to go them; empty when the database is there.
    ///
    /// @throws Problem REVISION or USAGE when there is no such way
    List<Step> steps(Direction direction, Address to) {
        List<Revision> revisions = switch (direction) {
            case UP -> up(to);
            case DOWN -> down(to);
        };
        if (revisions.isEmpty()) {
            return List.of();
        }
        refuseUnknown();
        refuseEdited(direction, revisions);
        return brokenOffFirst(direction, revisions).stream()
                .map(r -> Step.of(r, direction))
                .toList();
    }

    private List<Revision> up(Address to) {
        if (to instanceof Address.Steps(int steps) && steps > 0) {
            return status.pending().stream().limit(steps).toList();
        }
        if (to instanceof Address.Steps || to instanceof Address.Base) {
            throw wrongWay(to, "up");
        }
        return upTo(to.in(graph));
    }

    private List<Revision> upTo(List<Revision> targets) {
        Set<RevisionId> wanted = graph.withAncestors(ids(targets));
        return status.pending().stream().filter(r -> wanted.contains(r.id())).toList();
    }

    private List<Revision> down(Address to) {
        List<Revision> there = new ArrayList<>(graph.ordered());
        there.removeIf(r -> history.find(r.id()).isEmpty());
        List<Revision> back = there.reversed();
        List<Revision> leaving = leaving(to, back);
        leaving.forEach(this::refuseOneWay);
        return leaving;
    }

    private List<Revision> leaving(Address to, List<Revision> back) {
        if (to instanceof Address.Steps(int steps) && steps < 0) {
            return back.stream().limit(-(long) steps).toList();
        }
        if (to instanceof Address.Steps || to instanceof Address.Heads) {
            throw wrongWay(to, "down");
        }
        return to instanceof Address.Base ? back : after(to.in(graph), back);
    }

    /// What comes after these and is there.
    private List<Revision> after(List<Revision> targets, List<Revision> back) {
        for (Revision target : targets) {
            if (!history.applied(target.id())) {
                throw new Problem(
                        Problem.Kind.REVISION,
                        "The database does not have " + target + ", so it cannot go down to it.",
                        "'pgsteady migrate current' says where it is.");
            }
        }
        Set<RevisionId> after = graph.withDescendants(ids(targets));
        targets.forEach(t -> after.remove(t.id()));
        return back.stream().filter(r -> after.contains(r.id())).toList();
    }

    private static Problem wrongWay(Address to, String way) {
        return new Problem(
                Problem.Kind.USAGE,
                to.written() + " does not lead " + way + ".",
                way.equals("up")
                        ? "Say head, heads, +1 or a revision; 'down' goes the other way."
                        : "Say -1, base or the revision to go back to; 'up' goes the other way.");
    }

    private void refuseOneWay(Revision revision) {
        if (revision.downgrade().empty() && !revision.upgrade().empty()) {
            throw new Problem(
                    Problem.Kind.REVISION,
                    revision.file() + ":" + revision.downgrade().line() + " has no way down, so " + revision
                            + " cannot be taken back. Nothing was done.",
                    "Write it below the line '" + RevisionFile.DOWNGRADE + "'; if nothing is to be undone, write"
                            + " SELECT 1; there.");
        }
    }

    private void refuseUnknown() {
        if (!status.unknown().isEmpty()) {
            History.Entry first = status.unknown().getFirst();
            refuseHalfOfSquashed(first);
            throw new Problem(
                    Problem.Kind.REVISION,
                    "The database has " + first.id() + " (" + first.message() + ")"
                            + (status.unknown().size() == 1
                                    ? ""
                                    : " and " + (status.unknown().size() - 1) + " more")
                            + ", and no file says what that is. Nothing was done.",
                    "Get the files of those revisions, which another branch or a newer version has.");
        }
    }

    /// A revision took the place of others of which the database has some.
    private void refuseHalfOfSquashed(History.Entry entry) {
        Optional<Revision> squash = graph.ordered().stream()
                .filter(r -> r.squashes().contains(entry.id()))
                .findFirst();
        if (squash.isPresent()) {
            List<RevisionId> all = squash.get().squashes();
            long has = all.stream().filter(history::applied).count();
            throw new Problem(
                    Problem.Kind.REVISION,
                    "The database has " + has + " of the " + all.size() + " revisions whose place " + squash.get()
                            + " took. Nothing was done.",
                    "Bring it to " + all.getLast() + " with their own files first: 'pgsteady migrate up --dir "
                            + squash.get().file().resolveSibling(Squash.FOLDER) + "'.");
        }
    }

    private void refuseEdited(Direction direction, List<Revision> revisions) {
        Optional<Revision> edited = status.edited().stream()
                .filter(r -> direction == Direction.UP || revisions.contains(r))
                .findFirst();
        if (edited.isPresent()) {
            throw new Problem(
                    Problem.Kind.REVISION,
                    edited.get().file() + " was edited after " + edited.get().id() + " was applied. Nothing was done.",
                    "Put it back as it was and make the change a new revision. If the database already is as the file"
                            + " says now, say so: 'pgsteady migrate stamp'.");
        }
    }

    /// What was broken off comes before everything else.
    private List<Revision> brokenOffFirst(Direction direction, List<Revision> revisions) {
        Optional<History.Entry> running = status.running();
        if (running.isEmpty()) {
            return revisions;
        }
        Revision broken = graph.get(running.get().id());
        if (!revisions.contains(broken)
                || (direction == Direction.UP && running.get().direction() == Direction.DOWN)) {
            throw new Problem(
                    Problem.Kind.REVISION,
                    "Revision " + broken + " was broken off on its way "
                            + running.get().direction().word() + " after "
                            + running.get().done() + " statements. Nothing was done.",
                    "Go on with it first: 'pgsteady migrate "
                            + running.get().direction().word() + "'.");
        }
        List<Revision> ordered = new ArrayList<>(revisions);
        ordered.remove(broken);
        ordered.addFirst(broken);
        return ordered;
    }

    private static List<RevisionId> ids(Collection<Revision> revisions) {
        return revisions.stream().map(Revision::id).toList();
    }
}
