package dev.pgsteady.schema.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Sql;
import dev.pgsteady.testkit.Matrix;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Pairs of schemas from the test suites of other tools: the plan from the one to the other, carried out
/// on a database with rows in it, gives the other, keeps the rows that both can hold, and `pg_dump` sees
/// no difference either. The table of outcomes is written to `target/cases.txt`.
///
/// A seeded sample by default; `-Dcases=all` takes all, `-Dcases=pgschema` one source,
/// `-Dcases=pgschema/name` one case, `-Dcases=@file` those that the lines of a file name. `-Dplan=online`
/// takes the online forms; with `-Dplan=same` each schema is loaded twice, and the plan from the one to
/// the other must be empty; with `-Dplan=crossed` the old schema of each case is paired with the new one
/// of another of its source, in an order that `-Dseed` gives, and with `-Dplan=crossed-online` by the online forms.
class CasesTest {
    private static final int SAMPLE = Matrix.of(25, 100);

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final String plan = System.getProperty("plan", "simple");
    private final Trial trial = new Trial(SERVER, plan.endsWith("online"), Dump.possible(SERVER));
    private final CaseTable table = new CaseTable();

    @Test
    void plans_converge() throws Exception {
        String choice = System.getProperty("cases", "");
        List<Case> cases = plan.startsWith("crossed")
                ? Case.crossed(choice, SAMPLE, Long.getLong("seed", 1))
                : Case.chosen(choice, SAMPLE);
        Set<String> before = roles();
        roles(cases);
        try {
            run(cases);
        } finally {
            dropRolesBut(before);
        }
        Files.writeString(
                Path.of("target", plan.equals("simple") ? "cases.txt" : "cases-" + plan + ".txt"), table.text());
        assertThat(table.wrong()).as("neither converged nor refused").isEmpty();
        assertThat(table.converged() * 1000 / (2L * cases.size())).isGreaterThanOrEqualTo(985);
    }

    private void run(List<Case> cases) throws InterruptedException {
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (Case each : cases) {
                running.add(threads.submit(() -> both(each)));
            }
            for (Future<?> done : running) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void both(Case each) {
        if (plan.equals("same")) {
            Case same = each.same();
            run(same, each.old(), each.old(), " old");
            run(same, each.wanted(), each.wanted(), " new");
        } else if (each.equal() || !together(each)) {
            run(each, each.old(), each.wanted(), "");
            run(each, each.wanted(), each.old(), " back");
        }
    }

    /// Both ways with the same two databases. Returns whether that went without a word.
    private boolean together(Case each) {
        try {
            List<String> outcomes = trial.thereAndBack(each.old(), each.wanted());
            table.note(each.source(), each.words(), outcomes.getFirst());
            table.note(each.source(), each.words() + " back", outcomes.getLast());
            return true;
        } catch (SQLException | RuntimeException e) {
            return false;
        }
    }

    private void run(Case c, String old, String wanted, String way) {
        try {
            table.note(c.source(), c.words() + way, trial.outcome(old, wanted, c.equal()));
        } catch (Problem e) {
            String kind = e.kind() == Problem.Kind.UNPLANNABLE ? "refused: " : "problem: ";
            table.note(c.source(), c.words() + way, kind + e.getMessage());
        } catch (SQLException | RuntimeException e) {
            table.note(c.source(), c.words() + way, "failed: " + e);
        }
    }

    private static void roles(List<Case> cases) throws SQLException {
        try (TestDatabase database = SERVER.create();
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String role :
                    cases.stream().flatMap(c -> c.roles().stream()).distinct().toList()) {
                statement.execute("DO $pgsteady$ BEGIN CREATE ROLE " + Sql.identifier(role)
                        + "; EXCEPTION WHEN duplicate_object THEN NULL; END $pgsteady$");
            }
        }
    }

    /// The roles of the server, which other tests share and judge.
    private static Set<String> roles() throws SQLException {
        Set<String> names = new TreeSet<>();
        try (TestDatabase database = SERVER.create();
                Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT rolname FROM pg_roles")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static void dropRolesBut(Set<String> before) throws SQLException {
        Set<String> made = roles();
        made.removeAll(before);
        try (TestDatabase database = SERVER.create();
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String role : made) {
                statement.execute("DROP OWNED BY %1$s; DROP ROLE %1$s".formatted(Sql.identifier(role)));
            }
        }
    }
}
