package dev.pgsteady.migrate;

import dev.pgsteady.schema.plan.Change;
import dev.pgsteady.schema.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Compares the revisions of a folder with the entities of the application.
///
/// @param server where both are built
public record EntityCheck(TrialServer server) {
    private static final int SHOWN = 5;

    /// What the entities want that no revision gives: one finding, or none.
    ///
    /// @throws dev.pgsteady.core.Problem when the files cannot be read or the statements do not run
    public List<MigrationFinding> findings(RevisionFolder folder, SchemaSource.Entities entities) {
        SchemaSource revisions =
                new SchemaSource.Revisions(folder.read().sound().ordered());
        Plan plan = server.plan(revisions, entities, false);
        if (plan.isEmpty()) {
            return List.of();
        }
        int more = plan.changes().size() - SHOWN;
        String what = plan.changes().stream().limit(SHOWN).map(Change::words).collect(Collectors.joining(", "));
        return List.of(new MigrationFinding(
                MigrationFinding.Kind.ENTITIES_AHEAD,
                Optional.empty(),
                Optional.empty(),
                1,
                "The entities want what no revision gives: " + what + (more > 0 ? " and " + more + " more." : "."),
                "'pgsteady migrate new --auto' writes the revision."));
    }
}
