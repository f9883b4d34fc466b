package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import dev.pgsteady.schema.plan.Change;
import dev.pgsteady.schema.plan.Model;
import dev.pgsteady.schema.plan.Plan;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Makes a revision of statements that were chosen elsewhere, as the fixes of a check are. The way back is
/// what a comparison says, and both ways are tried.
///
/// @param server where they are tried
/// @param base   what the revisions give
public record ChosenStatements(TrialServer server, SchemaSource base) {
    private static final Pattern ALONE = Pattern.compile("(?is).*\\bconcurrently\\b.*");

    /// Statements that belong together.
    ///
    /// @param title one line about them
    public record Step(String title, List<String> statements) {
        public Step {
            statements = List.copyOf(statements);
        }
    }

    /// A revision that was tried.
    ///
    /// @param steps         those in it
    /// @param aside         those that change no schema (roles, settings) and so are in no revision
    /// @param downgrade     the way back, statement by statement where that could be
    /// @param transactional whether it can be one transaction
    public record Tried(List<Step> steps, List<Step> aside, List<String> downgrade, boolean transactional) {
        public Tried {
            steps = List.copyOf(steps);
            aside = List.copyOf(aside);
            downgrade = List.copyOf(downgrade);
        }

        /// The way up as a file holds it.
        public String upgradeText() {
            return steps.stream()
                    .map(s -> "-- " + s.title().replaceAll("\\s+", " ") + "\n" + text(s.statements()))
                    .collect(Collectors.joining("\n\n"));
        }

        /// The way back as a file holds it.
        public String downgradeText() {
            return text(downgrade);
        }

        private static String text(List<String> statements) {
            return statements.stream().map(s -> s + ";").collect(Collectors.joining("\n"));
        }
    }

    /// How the schema comes back from a statement.
    private record Back(List<String> statements) {}

    /// Tries the steps in order, and the way back.
    ///
    /// @throws Problem SQL_FAILED when a statement does not run on what the revisions give; UNPLANNABLE when
    ///     there is no way back, or it does not give back what was there
    public Tried of(List<Step> steps) {
        Connection database = SchemaSource.build(base, server);
        Model start = TrialServer.model(database);
        List<Step> kept = new ArrayList<>();
        List<Step> aside = new ArrayList<>();
        List<Back> backs = new ArrayList<>();
        Model before = start;
        for (Step step : steps) {
            List<Back> own = run(database, step, before);
            Model after = TrialServer.model(database);
            if (Plan.between(before, after, "postgres").isEmpty()) {
                aside.add(step);
            } else {
                kept.add(step);
                backs.addAll(own);
                before = after;
            }
        }
        List<String> down = down(backs, start, before);
        TrialServer.run(database, "The way back", down);
        List<String> left = Plan.between(TrialServer.model(database), start, "postgres").changes().stream()
                .map(Change::words)
                .toList();
        if (!left.isEmpty()) {
            throw new Problem(
                    Problem.Kind.UNPLANNABLE,
                    "The way back does not give what was there; left are: " + String.join(", ", left) + ".",
                    "Nothing was written. Choose fewer fixes with --area or --rule, and please report it.");
        }
        List<String> up = kept.stream().flatMap(s -> s.statements().stream()).toList();
        TrialServer.run(database, "The way up, a second time", up);
        boolean one =
                up.size() < 2 && up.stream().noneMatch(s -> ALONE.matcher(s).matches());
        return new Tried(kept, aside, down, one);
    }

    private static List<Back> run(Connection database, Step step, Model from) {
        List<Back> backs = new ArrayList<>();
        Model before = from;
        for (String sql : step.statements()) {
            TrialServer.run(database, step.title(), List.of(sql));
            Model after = TrialServer.model(database);
            backs.add(
                    new Back(Plan.online(after, before, "postgres").statements().toList()));
            before = after;
        }
        return backs;
    }

    /// One statement back for each one up, so that what was broken off can be taken back; where that cannot
    /// be, the whole at once.
    private static List<String> down(List<Back> backs, Model start, Model end) {
        return backs.stream().allMatch(b -> b.statements().size() <= 1)
                ? backs.reversed().stream()
                        .map(b -> b.statements().isEmpty()
                                ? "SELECT 1"
                                : b.statements().getFirst())
                        .toList()
                : Plan.online(end, start, "postgres").statements().toList();
    }
}
