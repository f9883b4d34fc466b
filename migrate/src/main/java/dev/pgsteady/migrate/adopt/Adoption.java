package dev.pgsteady.migrate.adopt;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.SqlInput;
import dev.pgsteady.core.StatementWords;
import dev.pgsteady.migrate.FlywayFolder;
import dev.pgsteady.migrate.History;
import dev.pgsteady.migrate.HistoryTable;
import dev.pgsteady.migrate.Revision;
import dev.pgsteady.migrate.SchemaSource;
import dev.pgsteady.migrate.TrialServer;
import dev.pgsteady.migrate.adopt.Takeover.Baseline;
import dev.pgsteady.migrate.adopt.Takeover.Known;
import dev.pgsteady.schema.Grant;
import dev.pgsteady.schema.Schema;
import dev.pgsteady.schema.plan.Change;
import dev.pgsteady.schema.plan.Hazard;
import dev.pgsteady.schema.plan.Model;
import dev.pgsteady.schema.plan.Part;
import dev.pgsteady.schema.plan.Plan;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Takes a database over: finds out which tool has migrated it and how far that came, and makes its schema
/// the first revision. The database itself is read and nothing else.
public final class Adoption {
    /// Functions may call what is made after them.
    private static final String BODIES = "SET LOCAL check_function_bodies = off;\n\n";

    private final TrialServer server;
    private final ConnectionSettings settings;
    private final HistoryTable table;

    /// @param server where the first revision is tried
    /// @param table  where our own history is, or will be
    public Adoption(TrialServer server, ConnectionSettings settings, HistoryTable table) {
        this.server = server;
        this.settings = settings;
        this.table = table;
    }

    /// Finds out how the database is taken over. Writes nothing.
    ///
    /// @param revisions those that are there already
    /// @throws Problem REVISION when the other tool left something half done, or the revisions that are there
    ///     give another schema; UNPLANNABLE with the object that no revision can make
    public Takeover look(List<Revision> revisions) {
        LiveDatabase live = LiveDatabase.read(settings, table, server);
        ForeignHistory.requireWhole(live.histories());
        requireExtensions(live);
        return revisions.isEmpty() ? baseline(live) : known(live, revisions);
    }

    /// Finds out how the database is taken over when Flyway's files are kept. Writes nothing.
    ///
    /// @throws Problem REVISION when the files are not those that Flyway applied
    public Takeover.Kept keep(FlywayFolder folder) {
        LiveDatabase live = LiveDatabase.read(settings, table, server);
        ForeignHistory.requireWhole(live.histories());
        requireExtensions(live);
        FlywayFiles files = new FlywayFiles(folder.read().sound(), FlywayFiles.history(settings, live));
        List<Revision> applied = files.applied();
        requireNoDrift(live, applied, "Flyway's files do not give");
        return new Takeover.Kept(live.histories(), applied, files.pending());
    }

    /// Finds out how the database is taken over when the files of its tool become revisions. Writes nothing.
    ///
    /// @param folder of Flyway, golang-migrate, dbmate or goose
    /// @throws Problem REVISION when the files do not give the schema
    public Takeover.Imported importing(FlywayFolder folder) {
        LiveDatabase live = LiveDatabase.read(settings, table, server);
        ForeignHistory.requireWhole(live.histories());
        requireExtensions(live);
        ImportedFiles files = ImportedFiles.read(folder, live.histories());
        requireNoDrift(live, files.applied(), "The files that were applied do not give");
        return new Takeover.Imported(live.histories(), files.applied(), files.pending());
    }

    private Known known(LiveDatabase live, List<Revision> revisions) {
        requireNoDrift(live, revisions, "There are revisions already, and they do not give");
        return new Known(live.histories(), revisions);
    }

    private void requireNoDrift(LiveDatabase live, List<Revision> revisions, String complaint) {
        List<String> differences = Drift.between(server, live, revisions, History.NONE).changes().stream()
                .map(Drift::words)
                .toList();
        if (!differences.isEmpty()) {
            throw new Problem(
                    Problem.Kind.REVISION,
                    "%s what the database %s has: it %s."
                            .formatted(complaint, live.name(), String.join("; ", differences)),
                    "Nothing was changed. Mend the difference, or name another folder with --dir.");
        }
    }

    private Baseline baseline(LiveDatabase live) {
        Connection trial = SchemaSource.build(new SchemaSource.Nothing(), server);
        Model empty = TrialServer.model(trial);
        Plan up = Plan.between(empty, live.schema(), live.role());
        if (up.isEmpty()) {
            throw new Problem(
                    Problem.Kind.REVISION,
                    "There is nothing in the database %s that a revision could make.".formatted(live.name()),
                    "Begin with 'pgsteady migrate new'.");
        }
        boolean transactional = up.changes().stream().noneMatch(c -> c.has(Hazard.Kind.NOT_IN_A_TRANSACTION));
        boolean routines = !live.schema().snapshot().schema().routines().isEmpty();
        String upgrade = (routines && transactional ? BODIES : "") + up.sql();
        server.become(trial, live.role());
        run(trial, upgrade, transactional);
        Model reached = TrialServer.model(trial);
        requireSame(
                Plan.between(reached, live.schema(), live.role()), "The baseline does not give what the database has");
        Plan down = Plan.between(reached, empty, live.role());
        run(trial, down.sql(), transactional);
        requireSame(
                Plan.between(TrialServer.model(trial), empty, live.role()),
                "Its way down does not give an empty database");
        return new Baseline(
                live.histories(), roles(empty, live), up.changes().size(), transactional, upgrade, down.sql());
    }

    /// Runs a text as a run of migrations would.
    private static void run(Connection connection, String text, boolean transactional) {
        String current = "";
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(!transactional);
            for (String sql : SqlInput.statements(text)) {
                current = sql;
                statement.execute(sql);
            }
            if (transactional) {
                connection.commit();
            }
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new Problem(
                    Problem.Kind.SQL_FAILED,
                    "The schema cannot be made anew: %s%n  in: %s"
                            .formatted(
                                    StatementWords.of(e).getMessage(),
                                    current.lines().findFirst().orElse("")),
                    "Nothing was written and the database was not touched. What uses the tables of another migration"
                            + " tool cannot be taken over; else please report it.",
                    e);
        }
    }

    private static void requireSame(Plan left, String complaint) {
        if (!left.isEmpty()) {
            throw new Problem(
                    Problem.Kind.UNPLANNABLE,
                    complaint + "; left are: "
                            + left.changes().stream().map(Change::words).collect(Collectors.joining(", ")) + ".",
                    "Nothing was written. Begin with a revision that holds its pg_dump --schema-only, and please report"
                            + " it.");
        }
    }

    /// Extensions come with files, which are not in the database.
    private void requireExtensions(LiveDatabase live) {
        Set<String> wanted = live.schema().snapshot().schema().extensions().stream()
                .map(Schema.Extension::name)
                .collect(Collectors.toCollection(TreeSet::new));
        Connection trial = SchemaSource.build(new SchemaSource.Nothing(), server);
        try (Statement statement = trial.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM pg_available_extensions")) {
            while (rows.next()) {
                wanted.remove(rows.getString(1));
            }
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
        if (!wanted.isEmpty()) {
            throw new Problem(
                    Problem.Kind.EMBEDDED,
                    "The PostgreSQL of this machine, on which the baseline is tried, has no files for: "
                            + String.join(", ", wanted) + ".",
                    "Nothing was written. Install a PostgreSQL that has them, and name it in PGSTEADY_POSTGRES.");
        }
    }

    /// The roles that a baseline names, apart from the one that carries it out.
    private static List<String> roles(Model empty, LiveDatabase live) {
        return live.schema().parts().values().stream()
                .filter(p -> !p.equals(empty.parts().get(p.id())))
                .flatMap(Adoption::named)
                .filter(r -> !r.isEmpty() && !r.startsWith("pg_") && !r.equals(live.role()))
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<String> named(Part part) {
        if (part instanceof Part.OwnerPart owner) {
            return Stream.of(owner.role());
        }
        if (part instanceof Part.GrantsPart grants) {
            return grants.grants().stream().map(Grant::grantee);
        }
        if (part instanceof Part.PolicyPart policy) {
            return policy.policy().roles().stream();
        }
        if (part instanceof Part.DefaultPrivilegesPart defaults) {
            return Stream.concat(
                    Stream.of(defaults.owner()), defaults.grants().stream().map(Grant::grantee));
        }
        return Stream.empty();
    }
}
