package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Writes new revisions into a folder, and puts one branch behind another.
public final class Drafts {
    private final RevisionFolder folder;
    private final InstantSource clock;
    private final RandomGenerator random;

    /// A revision that has no id, no time and no file yet.
    ///
    /// @param message       what it is for, one line
    /// @param parents       what comes before it
    /// @param origin        what it was made from
    /// @param transactional whether it runs in one transaction
    /// @param upgrade       the way up
    /// @param downgrade     the way down
    public record Draft(
            String message,
            List<RevisionId> parents,
            String origin,
            boolean transactional,
            String upgrade,
            String downgrade) {
        public Draft {
            parents = List.copyOf(parents);
        }
    }

    public Drafts(RevisionFolder folder, InstantSource clock, RandomGenerator random) {
        this.folder = folder;
        this.clock = clock;
        this.random = random;
    }

    /// Writes a revision's file.
    ///
    /// @throws Problem USAGE when the message is not one line
    public Revision write(Draft draft) {
        String message = draft.message().strip();
        if (message.isEmpty() || message.indexOf('\n') >= 0) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "The message of a revision is one line, and this is not.",
                    "Say in a few words what it is for.");
        }
        Instant made = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        RevisionId id = RevisionId.by(random);
        Revision revision = new Revision(
                id,
                draft.parents(),
                message,
                Optional.of(made),
                draft.origin(),
                draft.transactional(),
                new Revision.Part(draft.upgrade(), 1),
                new Revision.Part(draft.downgrade(), 1),
                folder.path().resolve(RevisionFile.name(id, made, message)));
        folder.write(revision);
        return folder.read().graph().find(id).orElse(revision);
    }

    /// Writes a revision with nothing in it yet, behind the head.
    ///
    /// @throws Problem REVISION when there is more than one head
    public Revision empty(String message, boolean transactional) {
        List<RevisionId> parents = new Address.Head()
                .in(folder.read().sound()).stream().map(Revision::id).toList();
        return write(new Draft(message, parents, Revision.BY_HAND, transactional, "", ""));
    }

    /// Writes a revision that follows all heads and changes nothing.
    ///
    /// @throws Problem REVISION when there are not several
    public Revision merge(String message) {
        List<Revision> heads = folder.read().sound().heads();
        if (heads.size() < 2) {
            throw new Problem(
                    Problem.Kind.REVISION,
                    heads.isEmpty() ? "There is no revision yet." : "There is one head: " + heads.getFirst() + ".",
                    "There is nothing to merge.");
        }
        return write(new Draft(message, heads.stream().map(Revision::id).toList(), "merge", true, "", ""));
    }

    /// Puts the branch of one head behind another head, so that one line comes of two.
    ///
    /// @param history what a database has; nothing of the branch may be in it
    /// @return what was changed, with its new parents
    /// @throws Problem REVISION when some of the branch is applied
    public List<Revision> rebase(Revision branch, Revision onto, History history) {
        RevisionGraph graph = folder.read().sound();
        Set<RevisionId> own = graph.withAncestors(List.of(branch.id()));
        Set<RevisionId> base = graph.withAncestors(List.of(onto.id()));
        own.removeAll(base);
        if (own.isEmpty() || graph.withAncestors(List.of(branch.id())).contains(onto.id())) {
            throw new Problem(
                    Problem.Kind.REVISION, branch + " and " + onto + " are on one line already.", "Name two heads.");
        }
        for (RevisionId id : own) {
            if (history.find(id).isPresent()) {
                throw new Problem(
                        Problem.Kind.REVISION,
                        graph.get(id) + " is applied, so it cannot come after " + onto + ".",
                        "Rebase the other branch, or join both with 'pgsteady migrate merge'.");
            }
        }
        List<Revision> changed = new ArrayList<>();
        for (Revision revision : graph.ordered()) {
            if (own.contains(revision.id()) && revision.parents().stream().noneMatch(own::contains)) {
                folder.reparent(revision, List.of(onto.id()));
                changed.add(revision);
            }
        }
        RevisionGraph after = folder.read().graph();
        return changed.stream().map(r -> after.get(r.id())).toList();
    }

    /// Which of two heads goes behind the other: the one that a database has nothing of; of two such, the younger.
    ///
    /// @return the branch, then what it goes behind
    /// @throws Problem REVISION when there are not two heads
    public List<Revision> candidates(History history) {
        RevisionGraph graph = folder.read().sound();
        List<Revision> heads = graph.heads();
        if (heads.size() != 2) {
            throw new Problem(
                    Problem.Kind.REVISION,
                    "There " + (heads.size() == 1 ? "is 1 head" : "are " + heads.size() + " heads")
                            + ", so it is not clear what goes behind what.",
                    heads.size() < 2 ? "There is nothing to rebase." : "Say it with --branch and --onto.");
        }
        Set<RevisionId> second =
                new LinkedHashSet<>(graph.withAncestors(List.of(heads.getLast().id())));
        second.removeAll(graph.withAncestors(List.of(heads.getFirst().id())));
        boolean secondApplied = second.stream().anyMatch(id -> history.find(id).isPresent());
        return secondApplied ? heads : heads.reversed();
    }
}
