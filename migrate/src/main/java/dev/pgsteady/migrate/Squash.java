package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.SqlInput;
import dev.pgsteady.schema.plan.Change;
import dev.pgsteady.schema.plan.Hazard;
import dev.pgsteady.schema.plan.Model;
import dev.pgsteady.schema.plan.Plan;
import dev.pgsteady.schema.plan.RowPrints;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Puts one revision in the place of all up to a place, and proves before it writes anything that it
/// gives the same schema and the same rows, and that its way down gives back the empty database.
///
/// The new file is written whole before the old ones go. From then on the folder means the new one: old
/// files that are still beside it are not read. So an interruption leaves either the old ones or the new
/// one.
public final class Squash {
    /// Where the old files go, within the folder of the revisions.
    static final String FOLDER = "squashed";

    /// Statements that work on rows, or on what no schema shows.
    private static final Set<String> DATA =
            Set.of("insert", "update", "delete", "merge", "with", "copy", "select", "values", "call", "do", "truncate");

    /// Objects of the whole server, which no schema holds.
    private static final Set<String> SERVER = Set.of("role", "user", "group", "database", "tablespace", "system");

    private final RevisionFolder folder;
    private final InstantSource clock;
    private final RandomGenerator random;

    /// What is wanted.
    ///
    /// @param to       the last revision that goes
    /// @param message  what the new one is for
    /// @param keepData whether statements that work on rows are put behind the schema; refused otherwise
    /// @param delete   whether the old files are deleted rather than moved
    public record Wanted(Address to, String message, boolean keepData, boolean delete) {}

    /// What came of it.
    ///
    /// @param revision the new revision
    /// @param squashed the revisions whose place it took
    /// @param kept     the statements on rows that it holds
    public record Result(Revision revision, List<Revision> squashed, int kept) {
        public Result {
            squashed = List.copyOf(squashed);
        }
    }

    public Squash(RevisionFolder folder, InstantSource clock, RandomGenerator random) {
        this.folder = folder;
        this.clock = clock;
        this.random = random;
    }

    /// Does it.
    ///
    /// @throws Problem REVISION when these revisions cannot go; UNPLANNABLE when the proof fails
    public Result carryOut(TrialServer server, Wanted wanted) {
        List<Revision> going = going(wanted.to());
        List<SqlInput.Statement> data = data(going, wanted.keepData());
        Connection replayed = server.empty();
        for (Revision revision : going) {
            TrialServer.run(replayed, "The upgrade of " + revision, statements(revision));
        }
        Model goal = TrialServer.model(replayed);
        Connection made = server.empty();
        Model empty = TrialServer.model(made);
        Plan up = Plan.between(empty, goal, "postgres");
        Plan down = Plan.between(goal, empty, "postgres");
        List<String> rows = data.stream().map(SqlInput.Statement::text).toList();
        TrialServer.run(made, "The new revision", up.statements().toList());
        TrialServer.run(made, "The new revision's rows", rows);
        requireSame(TrialServer.model(made), goal, "The new revision does not give the same schema");
        requireSameRows(new RowPrints(goal, goal), replayed, made);
        TrialServer.run(made, "The new revision's way down", down.statements().toList());
        requireSame(TrialServer.model(made), empty, "Its way down does not give back the empty database");
        Revision revision = revision(wanted.message(), going, new Ways(up, down, rows));
        folder.writeWhole(revision);
        folder.remove(
                going.stream().map(Revision::file).toList(),
                wanted.delete() ? Optional.empty() : Optional.of(folder.path().resolve(FOLDER)));
        return new Result(folder.read().graph().find(revision.id()).orElse(revision), going, rows.size());
    }

    private record Ways(Plan up, Plan down, List<String> rows) {
        boolean transactional() {
            return Stream.concat(up.changes().stream(), down.changes().stream())
                    .noneMatch(c -> c.has(Hazard.Kind.NOT_IN_A_TRANSACTION));
        }

        String upgrade() {
            StringBuilder text = new StringBuilder(up.sql());
            rows.forEach(r -> text.append('\n').append(r).append("\n;\n"));
            return text.toString();
        }
    }

    private Revision revision(String message, List<Revision> going, Ways ways) {
        Instant made = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        RevisionId id = RevisionId.by(random);
        Path file = folder.path().resolve(RevisionFile.name(id, made, message));
        return new Revision(
                id,
                List.of(),
                message.strip(),
                Optional.of(made),
                "squash",
                ways.transactional(),
                new Revision.Part(ways.upgrade(), 1),
                new Revision.Part(ways.down().sql(), 1),
                file,
                going.stream().map(Revision::id).toList(),
                Optional.empty());
    }

    /// Everything up to the place, in order; nothing else may hang on any of it but on the last.
    private List<Revision> going(Address to) {
        RevisionGraph graph = folder.read().sound();
        List<Revision> last = to.in(graph);
        if (last.size() != 1) {
            throw new Problem(
                    Problem.Kind.REVISION,
                    "'" + to.written() + "' is not one revision, so it is not clear what goes.",
                    "Name the last revision that goes with --to.");
        }
        Revision end = last.getFirst();
        Set<RevisionId> ids = graph.withAncestors(List.of(end.id()));
        List<Revision> going =
                graph.ordered().stream().filter(r -> ids.contains(r.id())).toList();
        for (Revision revision : going) {
            Optional<RevisionId> branch = graph.childrenOf(revision.id()).stream()
                    .filter(c -> !ids.contains(c) && !revision.equals(end))
                    .findFirst();
            if (branch.isPresent()) {
                throw new Problem(
                        Problem.Kind.REVISION,
                        graph.get(branch.get()) + " comes after " + revision + ", which would go, and not after " + end
                                + ".",
                        "Rebase it behind " + end.id() + " first, or squash up to where the branches part.");
            }
        }
        if (going.size() < 2) {
            throw new Problem(
                    Problem.Kind.REVISION,
                    "There is only one revision up to " + end + ".",
                    "There is nothing to squash.");
        }
        return going;
    }

    private static List<SqlInput.Statement> data(List<Revision> going, boolean keep) {
        List<SqlInput.Statement> kept = new ArrayList<>();
        List<String> places = new ArrayList<>();
        for (Revision revision : going) {
            if (revision.code().isPresent()) {
                throw refused(
                        revision.toString(),
                        "whatever Java does",
                        "Squash up to a place before it, or stamp and remove it when every database has it.");
            }
            Step step = Step.of(revision, Direction.UP);
            for (SqlInput.Statement statement : step.statements()) {
                List<String> words = words(statement);
                if (words.size() > 1 && SERVER.contains(words.get(1))) {
                    throw refused(
                            step.place(statement) + " (" + Step.beginning(statement) + ")",
                            "an object of the whole server",
                            "Put it into a revision that stays, or outside of migrations.");
                }
                if (!words.isEmpty() && DATA.contains(words.getFirst())) {
                    kept.add(statement);
                    places.add(step.place(statement) + " (" + Step.beginning(statement) + ")");
                }
            }
        }
        if (!keep && !places.isEmpty()) {
            throw refused(
                    String.join(", ", places),
                    "rows, which a schema does not hold",
                    "--keep-data puts these statements behind the schema, in their order; or squash up to a place before them.");
        }
        return kept;
    }

    private static Problem refused(String places, String what, String next) {
        return new Problem(
                Problem.Kind.REVISION,
                "These statements work on " + what + ": " + places + ". Nothing was done.",
                next);
    }

    /// The first words of a statement, in lower case.
    private static List<String> words(SqlInput.Statement statement) {
        return Stream.of(statement.text().toLowerCase(Locale.ROOT).split("[^a-z_]+", 3))
                .filter(w -> !w.isEmpty())
                .limit(2)
                .toList();
    }

    private static List<String> statements(Revision revision) {
        return SqlInput.statements(revision.upgrade().sql());
    }

    private static void requireSame(Model one, Model other, String complaint) {
        List<String> left = Plan.between(one, other, "postgres").changes().stream()
                .map(Change::words)
                .toList();
        if (!left.isEmpty()) {
            throw unproved(complaint + "; left are: " + String.join(", ", left) + ".");
        }
    }

    private static void requireSameRows(RowPrints prints, Connection one, Connection other) {
        try {
            Map<QualifiedName, String> wanted = prints.of(one);
            Map<QualifiedName, String> got = prints.of(other);
            List<String> differ = wanted.entrySet().stream()
                    .filter(e -> !e.getValue().equals(got.get(e.getKey())))
                    .map(e -> e.getKey().sql())
                    .toList();
            if (!differ.isEmpty()) {
                throw unproved("The new revision does not give the same rows: " + String.join(", ", differ) + ".");
            }
        } catch (SQLException e) {
            throw unproved("The rows of the trial cannot be read: " + e.getMessage());
        }
    }

    private static Problem unproved(String what) {
        return new Problem(
                Problem.Kind.UNPLANNABLE,
                what,
                "Nothing was written. Squash up to an earlier place, and please report the revisions.");
    }
}
