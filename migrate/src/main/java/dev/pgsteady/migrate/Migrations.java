package dev.pgsteady.migrate;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Keyword;
import dev.pgsteady.core.Pace;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.StatementWords;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.function.Function;

/// The migrations of a database: a folder of revisions beside what the database says it has.
///
/// ```java
/// try (Migrations migrations = new Migrations(new RevisionFolder(path), settings, RunOptions.USUAL)) {
///     migrations.up(new Address.Head(), event -> {});
/// }
/// ```
///
/// For one thread. The first call connects; the connection is kept.
public final class Migrations implements AutoCloseable {
    private final RevisionFolder folder;
    private final ConnectionSettings settings;
    private final RunOptions options;
    private final Pace pace;
    private Optional<Connection> kept = Optional.empty();

    /// What a run that had nothing to do has just found, until it is written down.
    private Optional<Compared> seen = Optional.empty();

    public Migrations(RevisionFolder folder, ConnectionSettings settings, RunOptions options) {
        this(folder, settings, options, Pace.real());
    }

    Migrations(RevisionFolder folder, ConnectionSettings settings, RunOptions options, Pace pace) {
        this.folder = folder;
        this.settings = ours(settings);
        this.options = options;
        this.pace = pace;
    }

    /// Statements go to the server as they are, not prepared and not taken apart by the driver, and the sessions can be
    /// told from others'.
    private static ConnectionSettings ours(ConnectionSettings settings) {
        Map<String, String> driver = new HashMap<>(settings.driver());
        driver.put("preferQueryMode", "extendedForPrepared");
        ConnectionSettings plain =
                new ConnectionSettings(settings.hosts(), settings.settings(), driver, settings.notes());
        return settings.value(Keyword.APPLICATION_NAME)
                        .filter(n -> !n.equals("pgsteady"))
                        .isPresent()
                ? plain
                : plain.with(Keyword.APPLICATION_NAME, "pgsteady migrate");
    }

    /// The database.
    public ConnectionSettings settings() {
        return settings;
    }

    /// What the database has, in terms of the files that there are now.
    ///
    /// @throws Problem when it cannot be read
    public History history() {
        return compare(RevisionFolder.Contents::graph).history();
    }

    /// What the database itself says.
    private History said() {
        return History.read(connection(), options.table());
    }

    /// The files beside the database.
    public Status status() {
        return compare(RevisionFolder.Contents::sound).status();
    }

    private Compared compare(Function<RevisionFolder.Contents, RevisionGraph> sound) {
        Asking asking = Asking.begin(open(), settings, options.table());
        try {
            RevisionFolder.Contents files = folder.read();
            RevisionGraph graph = sound.apply(files);
            Asking.Answer answer = asking.join();
            kept = Optional.of(answer.connection());
            return Compared.of(files, graph, answer.history());
        } catch (RuntimeException e) {
            asking.giveUp();
            throw e;
        }
    }

    /// What should not be so, in the files and in the database.
    public List<MigrationFinding> check() {
        Compared compared = compare(RevisionFolder.Contents::graph);
        return new MigrationCheck(compared.files()).findings(Optional.of(compared.history()));
    }

    /// What should not be so in the files.
    public static List<MigrationFinding> check(RevisionFolder folder) {
        return new MigrationCheck(folder.read()).findings(Optional.empty());
    }

    /// Writes down what the files beside the database say, for a check of it.
    ///
    /// @return why it could not be written; empty when it was, or when the database has no history
    public Optional<Problem> record() {
        try {
            Compared compared = seen.orElseGet(() -> compare(RevisionFolder.Contents::sound));
            seen = Optional.empty();
            write(compared.history(), Recorded.of(compared.status()));
            return Optional.empty();
        } catch (Problem e) {
            return Optional.of(e);
        }
    }

    /// Writes down what was found out about the database, for a check of it.
    ///
    /// @return as [#record()]
    public Optional<Problem> record(List<Recorded> items) {
        try {
            write(said(), items);
            return Optional.empty();
        } catch (Problem e) {
            return Optional.of(e);
        }
    }

    private void write(History history, List<Recorded> items) {
        if (history.kept()) {
            EvidenceTable.beside(options.table()).write(connection(), items);
        }
    }

    /// The steps that a run would take; nothing is run.
    public List<Step> steps(Direction direction, Address to) {
        return compare(RevisionFolder.Contents::sound).steps(direction, to);
    }

    /// Goes up to a place.
    ///
    /// @return what was carried out; empty when the database was there already
    /// @throws Problem when a step fails: what came before it stays
    public List<Step> up(Address to, Consumer<RunEvent> events) {
        return run(Direction.UP, to, events);
    }

    /// Goes down to a place, the last revision first.
    ///
    /// @return what was taken back
    /// @throws Problem as [#up]
    public List<Step> down(Address to, Consumer<RunEvent> events) {
        return run(Direction.DOWN, to, events);
    }

    private List<Step> run(Direction direction, Address to, Consumer<RunEvent> events) {
        Compared before = compare(RevisionFolder.Contents::sound);
        if (before.steps(direction, to).isEmpty() && before.unrecorded().isEmpty()) {
            seen = Optional.of(before);
            return List.of();
        }
        Consumer<RunEvent> inTurn = inTurn(events);
        return alone(inTurn, worker -> {
            RunSession session = RunSession.open(worker, options);
            RevisionGraph graph = before.graph();
            SquashedHistory now = SquashedHistory.of(graph, said());
            History history = now.history();
            List<Step> steps = new Route(graph, history).steps(direction, to);
            prepare(worker, history);
            if (!now.unrecorded().isEmpty()) {
                execute(worker, now.recorded(options.table()));
            }
            new Runner(options, pace, inTurn).run(session, connection(), history, steps);
            return steps;
        });
    }

    private static Consumer<RunEvent> inTurn(Consumer<RunEvent> events) {
        Object turn = new Object();
        return event -> {
            synchronized (turn) {
                events.accept(event);
            }
        };
    }

    /// Says that the database is at a place, whoever brought it there, and runs nothing.
    ///
    /// @return what it has now
    public List<Revision> stamp(Address at, Consumer<RunEvent> events) {
        RevisionGraph graph = folder.read().sound();
        List<RevisionId> targets = at.in(graph).stream().map(Revision::id).toList();
        Set<RevisionId> wanted = graph.withAncestors(targets);
        List<Revision> revisions =
                graph.ordered().stream().filter(r -> wanted.contains(r.id())).toList();
        return alone(inTurn(events), worker -> {
            RunSession.open(worker, options);
            History history = said();
            prepare(worker, history);
            Set<RevisionId> gone = new HashSet<>(history.ids());
            gone.removeAll(wanted);
            StringJoiner script = new StringJoiner("; ", "BEGIN; ", "; COMMIT");
            gone.stream().sorted().forEach(id -> script.add(options.table().remove(id)));
            revisions.forEach(r -> script.add(options.table().stamped(r)));
            execute(worker, script.toString());
            return revisions;
        });
    }

    /// A script for psql that takes the steps of a run, history and all; nothing is run.
    public String sql(Direction direction, Address to) {
        History history = said();
        history.running().ifPresent(e -> {
            throw new Problem(
                    Problem.Kind.REVISION,
                    "Revision " + e.id() + " (" + e.message() + ") was broken off, and a script cannot go on with it.",
                    "Complete it first: 'pgsteady migrate " + e.direction().word() + "'.");
        });
        RevisionGraph graph = folder.read().sound();
        SquashedHistory seen = SquashedHistory.of(graph, history);
        seen.unrecorded().stream().findFirst().ifPresent(r -> {
            throw new Problem(
                    Problem.Kind.REVISION,
                    "The history does not say yet that " + r + " took the place of others, and a script cannot say it.",
                    "'pgsteady migrate up' writes it down.");
        });
        return new OfflineScript(options).write(new Route(graph, seen.history()).steps(direction, to), !history.kept());
    }

    /// As [#sql(Direction, Address)], for a database that cannot be asked: up from one place to another.
    ///
    /// @param from where that database is; `base` when it is empty, and then the history's table is made
    public static String sql(RevisionFolder folder, RunOptions options, Address from, Address to) {
        RevisionGraph graph = folder.read().sound();
        Set<RevisionId> there =
                graph.withAncestors(from.in(graph).stream().map(Revision::id).toList());
        Set<RevisionId> wanted =
                graph.withAncestors(to.in(graph).stream().map(Revision::id).toList());
        List<Step> steps = graph.ordered().stream()
                .filter(r -> wanted.contains(r.id()) && !there.contains(r.id()))
                .map(r -> Step.of(r, Direction.UP))
                .toList();
        return new OfflineScript(options).write(steps, there.isEmpty());
    }

    /// Work that no other run may disturb, on a connection of its own.
    private <T> T alone(Consumer<RunEvent> events, Function<Connection, T> work) {
        MigrationLock.Waiting waiting = new MigrationLock.Waiting(options.patience(), pace, events);
        try (Connection worker = Database.connect(settings);
                MigrationLock lock = MigrationLock.acquire(connection(), worker, options.table(), waiting)) {
            return lock.hold(() -> work.apply(worker));
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    /// Makes the history's table where there is none.
    private void prepare(Connection worker, History history) {
        if (history.kept()) {
            return;
        }
        String schema = options.table().name().schema();
        try (Statement statement = worker.createStatement()) {
            statement.execute(options.table().create());
        } catch (SQLException e) {
            throw switch (String.valueOf(e.getSQLState())) {
                case "3F000" ->
                    new Problem(
                            Problem.Kind.REVISION,
                            "There is no schema " + Sql.identifier(schema) + " to keep the history in.",
                            "Make it: CREATE SCHEMA " + Sql.identifier(schema)
                                    + "; or name another: [migrate] schema in pgsteady.toml.",
                            e);
                case "42501" ->
                    new Problem(
                            Problem.Kind.PERMISSION,
                            "The role \"" + settings.user() + "\" may not make the table of the history, "
                                    + options.table().name() + ".",
                            "Let it: GRANT CREATE ON SCHEMA " + Sql.identifier(schema) + " TO "
                                    + Sql.identifier(settings.user())
                                    + "; or name another schema: [migrate] schema in pgsteady.toml.",
                            e);
                default -> StatementWords.of(e);
            };
        }
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    private Connection connection() {
        if (open().isEmpty()) {
            kept = Optional.of(Database.connect(settings));
        }
        return kept.orElseThrow();
    }

    private Optional<Connection> open() {
        try {
            return kept.isPresent() && !kept.get().isClosed() ? kept : Optional.empty();
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    /// Closes the connection.
    @Override
    public void close() {
        try {
            if (kept.isPresent()) {
                kept.get().close();
            }
        } catch (SQLException e) {
            System.getLogger(Migrations.class.getName())
                    .log(System.Logger.Level.DEBUG, "closing the connection failed", e);
        }
    }
}
