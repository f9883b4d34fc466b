package dev.pgsteady.migrate;

import dev.pgsteady.core.SqlInput;
import dev.pgsteady.schema.plan.ObjectId;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.sql.Connection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Which parts of a schema came with a revision that was not made from entities. It takes a throw-away
/// database through the revisions, the first time that it is asked.
final class ByHand implements Predicate<ObjectId> {
    /// What no revision makes without spelling its name.
    private static final Set<Kind> SPELLED = EnumSet.of(Kind.EXTENSION, Kind.ROUTINE, Kind.TRIGGER, Kind.POLICY);

    private final TrialServer server;
    private final List<Revision> revisions;
    private final List<String> fromEntities;
    private Optional<Set<ObjectId>> known = Optional.empty();

    ByHand(TrialServer server, List<Revision> revisions) {
        this.server = server;
        this.revisions = List.copyOf(revisions);
        this.fromEntities = revisions.stream()
                .filter(Revision::fromEntities)
                .map(r -> r.upgrade().sql())
                .toList();
    }

    @Override
    public boolean test(ObjectId id) {
        if (SPELLED.contains(id.kind()) && fromEntities.stream().noneMatch(sql -> sql.contains(name(id)))) {
            return true;
        }
        if (known.isEmpty()) {
            known = Optional.of(replayed());
        }
        return known.orElseThrow().contains(id);
    }

    private static String name(ObjectId id) {
        return id.part().isEmpty() || id.kind() == Kind.ROUTINE ? id.name() : id.part();
    }

    /// Reads the schema before and after each stretch of such revisions.
    private Set<ObjectId> replayed() {
        Set<ObjectId> made = new HashSet<>();
        if (revisions.stream().allMatch(Revision::fromEntities)) {
            return made;
        }
        Connection database = server.empty();
        Set<ObjectId> before = Set.of();
        for (int i = 0; i < revisions.size(); i++) {
            Revision revision = revisions.get(i);
            boolean hand = !revision.fromEntities();
            if (hand && i > 0 && revisions.get(i - 1).fromEntities()) {
                before = ids(database);
            }
            TrialServer.run(
                    database,
                    "Revision " + revision,
                    SqlInput.statements(revision.upgrade().sql()));
            if (hand && (i + 1 == revisions.size() || revisions.get(i + 1).fromEntities())) {
                Set<ObjectId> after = ids(database);
                made.retainAll(after);
                Set<ObjectId> added = new HashSet<>(after);
                added.removeAll(before);
                made.addAll(added);
            }
        }
        return made;
    }

    private static Set<ObjectId> ids(Connection database) {
        return Set.copyOf(TrialServer.model(database).parts().keySet());
    }
}
