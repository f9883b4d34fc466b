package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.plan.Change;
import dev.pgsteady.schema.plan.Hazard;
import dev.pgsteady.schema.plan.Model;
import dev.pgsteady.schema.plan.Plan;
import dev.pgsteady.schema.plan.Rename;
import dev.pgsteady.schema.plan.Renames;
import dev.pgsteady.schema.plan.RowPrints;
import dev.pgsteady.schema.plan.SyntheticRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
        Connection database = SchemaSource.build(from, server);
        Model start = TrialServer.model(database);
        SyntheticRows rows = new SyntheticRows(start.snapshot().schema());
        CompletableFuture<Long> filled =
                CompletableFuture.supplyAsync(() -> rows.fill(database, rowsPerTable), Thread::startVirtualThread);
        Model goal = wanted.beside(start, List.of());
        boolean same = same(start, goal, wanted.end(start));
        long invented = TrialServer.joined(filled);
        if (same) {
            return new Proposal(origin(from, to), List.of(), List.of(), List.of(), List.of(), 0, List.of(), online);
        }
        return tried(new Trial(database, start, wanted, goal, invented), origin(from, to));
    }

    /// A schema on its way to another.
    ///
    /// @param rows how many invented rows it holds
    private record Trial(Connection database, Model start, Goal wanted, Model goal, long rows) {}

    private Proposal tried(Trial trial, String origin) {
        Connection database = trial.database();
        Model start = trial.start();
        Model goal = trial.goal();
        RowPrints prints = new RowPrints(start, goal);
        Map<QualifiedName, String> before = printed(prints, database);
        List<Rename> renames = renamed(database, start, trial.wanted());
        Model renamed = renames.isEmpty() ? start : TrialServer.model(database);
        if (!renames.isEmpty()) {
            goal = trial.wanted().beside(renamed, renames);
        }
        Plan up = plan(renamed, goal);
        carryOut(database, "The upgrade", up);
        Connection beside = server.again(database);
        CompletableFuture<Map<QualifiedName, String>> after =
                CompletableFuture.supplyAsync(() -> printed(prints, beside), Thread::startVirtualThread);
        Model reached = TrialServer.model(database);
        requireSame(reached, goal, "The upgrade does not give what is wanted");
        requireRows(before, TrialServer.joined(after), "the upgrade");
        List<String> back = back(renames);
        TrialServer.run(database, "The downgrade", back);
        Model named = back.isEmpty() ? reached : TrialServer.model(database);
        Plan down = plan(named, start);
        carryOut(database, "The downgrade", down);
        requireSame(TrialServer.model(database), start, "The downgrade does not give back what was there");
        return new Proposal(origin, renames, up.changes(), down.changes(), back, trial.rows(), lost(up), online);
    }

    /// Whether there is nothing to do, and so nothing to try.
    private static boolean same(Model start, Model goal, Model end) {
        Renames renames = new Renames(start, end);
        return renames.tables().isEmpty()
                && renames.columns().isEmpty()
                && Plan.between(start, goal, "postgres").isEmpty();
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
    private List<Rename> renamed(Connection database, Model start, Goal wanted) {
        List<Rename> tables = new Renames(start, wanted.end(start))
                .tables().stream().filter(same).toList();
        TrialServer.run(database, "A rename", tables.stream().map(Rename::sql).toList());
        Model model = tables.isEmpty() ? start : TrialServer.model(database);
        List<Rename> columns = new Renames(model, wanted.end(model))
                .columns().stream().filter(same).toList();
        TrialServer.run(database, "A rename", columns.stream().map(Rename::sql).toList());
        List<Rename> all = new ArrayList<>(tables);
        all.addAll(columns);
        return all;
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
