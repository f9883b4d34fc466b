package dev.pgsteady.migrate.adopt;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.SqlInput;
import dev.pgsteady.migrate.History;
import dev.pgsteady.migrate.HistoryTable;
import dev.pgsteady.migrate.Revision;
import dev.pgsteady.migrate.SchemaSource;
import dev.pgsteady.migrate.TrialServer;
import dev.pgsteady.schema.plan.Change;
import dev.pgsteady.schema.plan.Model;
import dev.pgsteady.schema.plan.ObjectId;
import dev.pgsteady.schema.plan.Plan;
import java.sql.Connection;
import java.util.List;
import java.util.Set;

/// What a database has other than its revisions give.
///
/// @param changes from what the revisions give to what the database has
public record Drift(List<Change> changes) {
    /// Extensions by which operators look at a server; no application rests on them.
    private static final Set<String> INSTRUMENTS =
            Set.of("pg_stat_statements", "amcheck", "pg_buffercache", "pgstattuple", "hypopg");

    public Drift {
        changes = List.copyOf(changes);
    }

    /// Where a database is.
    ///
    /// @param table   where it says so
    /// @param history what it says
    /// @param applied the revisions that it has, in order
    public record Place(HistoryTable table, History history, List<Revision> applied) {
        public Place {
            applied = List.copyOf(applied);
        }
    }

    /// Compares a database with the revisions that it has, replayed on a throw-away server by the roles
    /// that applied them. Left out are what migration tools keep for themselves, partitions other than the
    /// default one of which only the database or only the revisions know, and extensions that no revision
    /// made and that only look at the server.
    ///
    /// @throws Problem when the database cannot be read, a revision does not run, or the difference holds what
    ///     cannot be compared
    public static Drift of(TrialServer server, ConnectionSettings settings, Place place) {
        LiveDatabase live = LiveDatabase.read(settings, place.table(), server);
        return between(server, live, place.applied(), place.history());
    }

    /// As above, for a database that was read already.
    static Drift between(TrialServer server, LiveDatabase live, List<Revision> revisions, History history) {
        Connection database = SchemaSource.build(new SchemaSource.Nothing(), server);
        for (Revision revision : revisions) {
            String role = history.find(revision.id()).map(History.Entry::by).orElse(live.role());
            server.become(database, role);
            TrialServer.run(
                    database,
                    "Revision " + revision,
                    SqlInput.statements(revision.upgrade().sql()));
        }
        Model replayed = TrialServer.model(database);
        Model there =
                live.schema().without(new ComingAndGoing(replayed, live.schema()).or(id -> instrument(id, replayed)));
        Model given = replayed.without(new ComingAndGoing(live.schema(), replayed));
        return new Drift(Plan.between(given, there, live.role()).changes());
    }

    private static boolean instrument(ObjectId id, Model replayed) {
        return id.kind() == ObjectId.Kind.EXTENSION
                && INSTRUMENTS.contains(id.name())
                && !replayed.parts().containsKey(id);
    }

    /// What a change says of the database, as in `has TABLE app.users, and no revision does`.
    public static String words(Change change) {
        String what = change.id().words();
        return switch (change.action()) {
            case CREATE -> "has " + what + ", and no revision does";
            case DROP -> "lacks " + what + ", which the revisions give it";
            case ALTER -> "has another " + what + " than the revisions give it";
        };
    }
}
