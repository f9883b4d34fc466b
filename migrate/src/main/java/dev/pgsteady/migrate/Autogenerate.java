package dev.pgsteady.migrate;

import dev.pgsteady.core.Aside;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.plan.Change;
import dev.pgsteady.schema.plan.Hazard;
import dev.pgsteady.schema.plan.Model;
import dev.pgsteady.schema.plan.Plan;
import dev.pgsteady.schema.plan.Reach;
import dev.pgsteady.schema.plan.Rename;
import dev.pgsteady.schema.plan.Renames;
import dev.pgsteady.schema.plan.RowPrints;
import dev.pgsteady.schema.plan.SyntheticRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes a revision by comparing the schema that the revisions give with the one that is wanted, and tries it
/// before it is written: upwards it must give what is wanted, back down what was there, and rows that both can
/// hold must be the same. Where invented rows break what the wanted schema asks for, it is tried without.
///
/// @param server where schemas are built and tried
/// @param online   whether statements take the forms that a busy server bears
/// @param same     asked of each likely rename; false means that one thing went and another came
public record Autogenerate(TrialServer server, boolean online, Predicate<Rename> same) {
    private static final int ROWS = 3;

    /// Makes the proposal that leads from one schema to the other.
    ///
    /// @throws Problem UNPLANNABLE when the trial shows that the revision would not do what it should
    public Proposal propose(SchemaSource from, SchemaSource to) {
        try {
            return propose(from, to, ROWS);
        } catch (Problem e) {
            if (!minds(e)) {
                throw e;
            }
            return propose(from, to, 0);
        }
    }

    /// Makes the proposal in two steps: one that takes no table and no column away, so that programs of before and
    /// after can both run, and one that does the rest when those of before are gone.
    ///
    /// @return one or both; none when there is nothing to do
    /// @throws Problem as [#propose(SchemaSource, SchemaSource)]
    public List<Proposal> proposeInTwo(SchemaSource from, SchemaSource to) {
        Proposal first = propose(from, new SchemaSource.Expanded(to));
        Proposal second = propose(new SchemaSource.After(from, first.upgrade()), to);
        return Stream.of(first, second).filter(p -> !p.isEmpty()).toList();
    }

    /// Whether it was the invented rows that a statement stumbled over: classes 22 and 23 of SQLSTATE.
    private static boolean minds(Problem problem) {
        return problem.getCause() instanceof SQLException e
                && e.getSQLState() != null
                && (e.getSQLState().startsWith("22") || e.getSQLState().startsWith("23"));
    }

    private Proposal propose(SchemaSource from, SchemaSource to, int rowsPerTable) {
        Goal wanted = Goal.of(from, to, server);
        TrialServer.Twins twins = server.twins(from);
        Connection database = twins.one();
        Model start = server.read(database);
        Model goal = wanted.beside(start, List.of());
        Plan plan = plan(start, goal);
        if (plan.isEmpty() && keepsNames(start, wanted.end(start))) {
            return new Proposal(origin(from, to), List.of(), List.of(), List.of(), List.of(), 0, List.of(), online);
        }
        Reach reach = Reach.of(plan, start, goal);
        SyntheticRows rows = new SyntheticRows(start.snapshot().schema(), reach);
        Aside<Long> filled = Aside.begin(() -> rows.fill(database, rowsPerTable));
        return tried(new Trial(twins, start, wanted, goal, plan, reach, filled), origin(from, to));
    }

    /// A schema on its way to another.
    ///
    /// @param twins of which the one holds invented rows, and the other none
    /// @param plan  the way as it is where nothing is renamed
    /// @param reach the tables that have rows
    /// @param rows  comes to how many
    private record Trial(
            TrialServer.Twins twins, Model start, Goal wanted, Model goal, Plan plan, Reach reach, Aside<Long> rows) {}

    private Proposal tried(Trial trial, String origin) {
        Connection database = trial.twins().one();
        Model start = trial.start();
        Model goal = trial.goal();
        RowPrints prints = new RowPrints(start, goal, trial.reach());
        Aside<Map<QualifiedName, String>> before = trial.rows().then(filled -> printed(prints, database));
        List<Rename> renames = renamed(trial, before);
        Plan up = trial.plan();
        if (!renames.isEmpty()) {
            Model renamed = server.read(database);
            goal = trial.wanted().beside(renamed, renames);
            up = plan(renamed, goal);
        }
        Aside<Model> reached = reached(trial.twins().other(), up, goal);
        Map<QualifiedName, String> rows = before.join();
        carryOut(database, "The upgrade", up);
        requireRows(rows, printed(prints, database), "the upgrade");
        List<String> back = back(renames);
        Plan down = renames.isEmpty() ? downAhead(trial, goal, reached) : downRenamed(trial, back, reached);
        return new Proposal(
                origin,
                renames,
                up.changes(),
                down.changes(),
                back,
                trial.rows().join(),
                lost(up),
                online);
    }

    /// What the upgrade gives, read in the twin while the other database goes on.
    private Aside<Model> reached(Connection twin, Plan up, Model goal) {
        return Aside.begin(() -> {
            carryOut(twin, "The upgrade", up);
            Model reached = server.read(twin);
            requireSame(reached, goal, "The upgrade does not give what is wanted");
            return reached;
        });
    }

    /// The way back, tried before it is known that what was reached is what was wanted: from that it is nearly always
    /// the same. Where it is another, or fails, the true one is tried in the twin.
    private Plan downAhead(Trial trial, Model goal, Aside<Model> reaching) {
        Plan guessed = plan(goal, trial.start());
        Optional<Problem> trouble = guessed(trial.twins().one(), guessed, trial.start());
        Model reached = reaching.join();
        boolean right = trouble.isEmpty()
                && plan(reached, trial.start())
                        .statements()
                        .toList()
                        .equals(guessed.statements().toList());
        if (right) {
            return guessed;
        }
        Connection twin = trial.twins().other();
        new SyntheticRows(reached.snapshot().schema(), trial.reach())
                .fill(twin, trial.rows().join() == 0 ? 0 : ROWS);
        return down(twin, reached, trial.start());
    }

    private Optional<Problem> guessed(Connection database, Plan down, Model start) {
        try {
            goDown(database, down, start);
            return Optional.empty();
        } catch (Problem e) {
            return Optional.of(e);
        }
    }

    private Plan down(Connection database, Model from, Model start) {
        Plan down = plan(from, start);
        goDown(database, down, start);
        return down;
    }

    private void goDown(Connection database, Plan down, Model start) {
        carryOut(database, "The downgrade", down);
        requireSame(server.read(database), start, "The downgrade does not give back what was there");
    }

    private Plan downRenamed(Trial trial, List<String> back, Aside<Model> reaching) {
        reaching.join();
        Connection database = trial.twins().one();
        TrialServer.run(database, "The downgrade", back);
        return down(database, server.read(database), trial.start());
    }

    /// Whether nothing looks as if it had got another name.
    private static boolean keepsNames(Model start, Model end) {
        Renames renames = new Renames(start, end);
        return renames.tables().isEmpty() && renames.columns().isEmpty();
    }

    private static String origin(SchemaSource from, SchemaSource to) {
        SchemaSource begin = from instanceof SchemaSource.After after ? after.first() : from;
        SchemaSource end = to instanceof SchemaSource.Expanded expanded ? expanded.wanted() : to;
        return begin instanceof SchemaSource.Revisions && end instanceof SchemaSource.Entities
                ? Revision.BY_ENTITIES
                : "%s and %s".formatted(from.words(), to.words());
    }

    private Plan plan(Model from, Model to) {
        return online ? Plan.online(from, to, "postgres") : Plan.between(from, to, "postgres");
    }

    /// Applies the renames that are confirmed: tables first, then columns.
    ///
    /// @param first what has to be done before the first of them
    private List<Rename> renamed(Trial trial, Aside<?> first) {
        Model start = trial.start();
        List<Rename> tables = new Renames(start, trial.wanted().end(start))
                .tables().stream().filter(same).toList();
        rename(trial.twins(), tables, first);
        Model model = tables.isEmpty() ? start : server.read(trial.twins().one());
        List<Rename> columns = new Renames(model, trial.wanted().end(model))
                .columns().stream().filter(same).toList();
        rename(trial.twins(), columns, first);
        List<Rename> all = new ArrayList<>(tables);
        all.addAll(columns);
        return all;
    }

    private static void rename(TrialServer.Twins twins, List<Rename> renames, Aside<?> first) {
        List<String> statements = renames.stream().map(Rename::sql).toList();
        if (!statements.isEmpty()) {
            first.join();
            TrialServer.run(twins.one(), "A rename", statements);
            TrialServer.run(twins.other(), "A rename", statements);
        }
    }

    private static List<String> back(List<Rename> renames) {
        return renames.reversed().stream().map(Rename::back).toList();
    }

    private static void carryOut(Connection database, String what, Plan plan) {
        TrialServer.run(database, what, plan.statements().toList());
    }

    private static Map<QualifiedName, String> printed(RowPrints prints, Connection database) {
        try {
            return prints.of(database);
        } catch (SQLException e) {
            throw new Problem(
                    Problem.Kind.SQL_FAILED,
                    "The trial's rows cannot be read: " + e.getMessage(),
                    "Nothing was written; please report it.",
                    e);
        }
    }

    /// @throws Problem UNPLANNABLE when something is left to do from one to the other
    static void requireSame(Model one, Model other, String complaint) {
        List<String> left = Plan.between(one, other, "postgres").changes().stream()
                .map(Change::words)
                .toList();
        if (!left.isEmpty()) {
            throw new Problem(
                    Problem.Kind.UNPLANNABLE,
                    complaint + "; left are: " + String.join(", ", left) + ".",
                    "Nothing was written. Make this revision by hand ('migrate new --empty'), and please report the pair.");
        }
    }

    private static void requireRows(Map<QualifiedName, String> before, Map<QualifiedName, String> after, String what) {
        String changed = before.entrySet().stream()
                .filter(e -> !e.getValue().equals(after.get(e.getKey())))
                .map(e -> e.getKey().sql())
                .collect(Collectors.joining(", "));
        if (!changed.isEmpty()) {
            throw new Problem(
                    Problem.Kind.UNPLANNABLE,
                    "Rows that both schemas can hold do not survive %s: %s.".formatted(what, changed),
                    "Nothing was written. Make this revision by hand ('migrate new --empty'), and please report the pair.");
        }
    }

    private static List<String> lost(Plan up) {
        return up.changes().stream()
                .flatMap(c -> c.hazards(Hazard.Kind.NOT_REVERSIBLE))
                .map(Hazard::words)
                .toList();
    }
}
