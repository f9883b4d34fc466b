package dev.pgsteady.migrate;

import static dev.pgsteady.migrate.Workshop.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.Problem;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BrokenOffTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final Path folder;
    private final Workshop shop;

    BrokenOffTest(@TempDir Path folder, TestDatabase database) {
        this.folder = folder;
        shop = new Workshop(folder, database);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    /// Three statements, each with the one that takes it back; the second cannot be in a transaction.
    private void threeStatements() throws IOException {
        shop.nextAlone(
                "CREATE TABLE b (id int);\nCREATE INDEX CONCURRENTLY a_id ON a (id);\nCREATE TABLE c (id int);",
                "DROP TABLE c;\nDROP INDEX CONCURRENTLY a_id;\nDROP TABLE b;");
    }

    private void tableA() throws IOException {
        shop.next("CREATE TABLE a (id int);", "DROP TABLE a;");
        shop.up("head");
    }

    private void journalSays(String state, String direction, int done) throws SQLException {
        shop.database()
                .execute(
                        "update pgsteady_revisions set state = '%s', direction = '%s', statements_done = %d where revision = '%s'"
                                .formatted(state, direction, done, id(2)));
    }

    @Test
    void statements_that_commit_one_by_one_are_written_down_one_by_one() throws IOException, SQLException {
        tableA();
        threeStatements();

        assertThat(shop.up("head")).containsExactly(id(2));
        assertThat(shop.journal()).containsExactly("01 applied up 1", "02 applied up 3");
        assertThat(shop.down("-1")).containsExactly(id(2));
        assertThat(shop.objects()).containsExactly("a");
    }

    @Test
    void what_failed_says_what_is_done_and_goes_on_there_when_it_is_mended() throws IOException, SQLException {
        tableA();
        shop.database().execute("insert into a values (1), (1)");
        Path file = shop.nextAlone(
                "CREATE TABLE b (id int);\nCREATE UNIQUE INDEX CONCURRENTLY a_id ON a (id);",
                "DROP INDEX CONCURRENTLY a_id;\nDROP TABLE b;");

        Problem problem = catchThrowableOfType(Problem.class, () -> shop.up("head"));
        assertThat(problem.kind()).isEqualTo(Problem.Kind.SQL_FAILED);
        assertThat(problem)
                .hasMessageStartingWith(file + ":8: ")
                .hasMessageContaining("1 of its 2 statements are done and stay");
        assertThat(shop.journal()).endsWith("02 running up 1");
        assertThat(shop.events(RunEvent.DroppedInvalid.class)).hasSize(1);
        assertThat(shop.objects()).containsExactly("a", "b");
        assertThat(shop.migrations().status().running()).isPresent();
        shop.database().execute("delete from a where ctid = '(0,1)'");
        assertThat(shop.up("head")).containsExactly(id(2));
        assertThat(shop.events(RunEvent.Resumed.class))
                .extracting(RunEvent.Resumed::done)
                .containsExactly(1);
        assertThat(shop.objects()).containsExactly("a", "a_id", "b");
    }

    @Test
    void an_index_that_was_left_invalid_is_dropped_before_it_is_built_again() throws IOException, SQLException {
        tableA();
        threeStatements();
        shop.up("head");
        shop.database()
                .execute("drop table c; update pg_index set indisvalid = false where indexrelid = 'a_id'::regclass");
        journalSays("running", "up", 1);

        shop.up("head");
        assertThat(shop.events(RunEvent.DroppedInvalid.class))
                .extracting(e -> e.index().sql())
                .containsExactly("public.a_id");
        assertThat(shop.query("select indisvalid::text from pg_index where indexrelid = 'a_id'::regclass"))
                .containsExactly("true");
        assertThat(shop.journal()).endsWith("02 applied up 3");
    }

    @Test
    void an_index_that_was_finished_but_not_written_down_is_recognised() throws IOException, SQLException {
        tableA();
        threeStatements();
        shop.up("head");
        shop.database().execute("drop table c");
        journalSays("running", "up", 1);
        List<String> before = shop.query("select 'a_id'::regclass::oid::text");

        shop.up("head");
        assertThat(shop.events(RunEvent.FoundDone.class)).hasSize(1);
        assertThat(shop.query("select 'a_id'::regclass::oid::text")).isEqualTo(before);
        assertThat(shop.objects()).containsExactly("a", "a_id", "b", "c");
    }

    @Test
    void an_index_that_was_dropped_but_not_written_down_is_recognised() throws IOException, SQLException {
        tableA();
        threeStatements();
        shop.up("head");
        shop.database().execute("drop table c; drop index a_id");
        journalSays("running", "down", 1);

        assertThat(shop.down("-1")).containsExactly(id(2));
        assertThat(shop.objects()).containsExactly("a");
    }

    @Test
    void down_takes_back_what_a_broken_off_way_up_had_done_and_no_more() throws IOException, SQLException {
        tableA();
        threeStatements();
        shop.up("head");
        shop.database()
                .execute("drop table c; update pg_index set indisvalid = false where indexrelid = 'a_id'::regclass");
        journalSays("running", "up", 1);

        assertThat(shop.down("-1")).containsExactly(id(2));
        assertThat(shop.objects()).containsExactly("a");
        assertThat(shop.journal()).containsExactly("01 applied up 1");
    }

    @Test
    void down_does_not_guess_what_belongs_together() throws IOException, SQLException {
        tableA();
        shop.nextAlone("CREATE TABLE b (id int);\nCREATE TABLE c (id int);", "DROP TABLE IF EXISTS b, c;");
        shop.up("head");
        journalSays("running", "up", 1);

        assertThat(catchThrowableOfType(Problem.class, () -> shop.down("-1")))
                .hasMessageContaining("after 1 of 2 statements, and its way down has 1");
        assertThat(shop.objects()).containsExactly("a", "b", "c");
    }

    @Test
    void what_was_broken_off_on_its_way_down_does_not_go_up_before_it_is_down() throws IOException, SQLException {
        tableA();
        threeStatements();
        shop.up("head");
        shop.database().execute("drop table c");
        journalSays("running", "down", 1);

        assertThat(catchThrowableOfType(Problem.class, () -> shop.up("head")).next())
                .isEqualTo("Go on with it first: 'pgsteady migrate down'.");
        assertThat(shop.down("-1")).containsExactly(id(2));
        assertThat(shop.up("head")).containsExactly(id(2));
    }

    @Test
    void a_procedure_that_commits_runs_outside_a_transaction_of_ours() throws IOException, SQLException {
        shop.nextAlone(
                "CREATE TABLE a (id int);\nDO $$ BEGIN FOR i IN 1..3 LOOP INSERT INTO a VALUES (i); COMMIT; END LOOP; END $$;",
                "DELETE FROM a;\nDROP TABLE a;");
        shop.up("head");

        assertThat(shop.query("select string_agg(id::text, ',' order by id) from a"))
                .containsExactly("1,2,3");
    }

    @Test
    void a_server_that_ends_the_session_leaves_nothing_of_a_transaction() throws Exception {
        tableA();
        shop.next("CREATE TABLE b (id int);\nSELECT pg_sleep(600);", "DROP TABLE b;");

        Problem problem = ending("pg_terminate_backend");
        assertThat(problem.kind()).isEqualTo(Problem.Kind.CONNECTION_LOST);
        assertThat(shop.objects()).containsExactly("a");
        assertThat(shop.journal()).containsExactly("01 applied up 1");
    }

    @Test
    void a_server_that_ends_the_session_leaves_the_number_of_statements_that_are_done() throws Exception {
        tableA();
        shop.nextAlone("CREATE TABLE b (id int);\nSELECT pg_sleep(600) FROM a;\nCREATE TABLE c (id int);", "SELECT 1;");
        shop.database().execute("insert into a values (1)");

        assertThat(ending("pg_terminate_backend")).hasMessageContaining("1 of its 3 statements are done and stay");
        assertThat(shop.journal()).endsWith("02 running up 1");
        shop.database().execute("delete from a");
        assertThat(shop.up("head")).containsExactly(id(2));
        assertThat(shop.objects()).containsExactly("a", "b", "c");
        assertThat(shop.journal()).endsWith("02 applied up 3");
    }

    /// Runs up to the head, and calls a function with the run's process while it sleeps.
    private Problem ending(String function) throws Exception {
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Problem> run = threads.submit(() -> catchThrowableOfType(Problem.class, () -> shop.up("head")));
            while (shop.query("select " + function
                                    + "(pid)::text from pg_stat_activity where datname = current_database()"
                                    + " and wait_event = 'PgSleep'")
                            .isEmpty()
                    && !run.isDone()) {
                Thread.onSpinWait();
            }
            return run.get();
        }
    }

    @Test
    void a_process_that_is_killed_between_statements_is_gone_on_with() throws Exception {
        tableA();
        threeStatements();
        try (Connection other = shop.database().connect();
                Statement hold = other.createStatement()) {
            other.setAutoCommit(false);
            hold.execute("lock table a in row exclusive mode");
            Process process = fork();
            while (shop.query("select 1::text from pg_stat_activity where datname = current_database()"
                                    + " and query ~ '^CREATE INDEX CONC' and wait_event_type = 'Lock'")
                            .isEmpty()
                    && process.isAlive()) {
                Thread.onSpinWait();
            }
            process.destroyForcibly().waitFor();
            assertThat(shop.journal()).endsWith("02 running up 1");
            other.rollback();
        }
        assertThat(shop.up("head")).containsExactly(id(2));
        assertThat(shop.objects()).containsExactly("a", "a_id", "b", "c");
        assertThat(shop.query("select indisvalid::text from pg_index where indexrelid = 'a_id'::regclass"))
                .containsExactly("true");
    }

    @Test
    void a_process_that_is_killed_in_a_transaction_leaves_nothing() throws Exception {
        tableA();
        shop.next("CREATE TABLE b (id int);\nSELECT pg_sleep(600) FROM a;", "DROP TABLE b;");
        shop.database().execute("insert into a values (1)");
        Process process = fork();
        while (shop.query("select 1::text from pg_stat_activity where datname = current_database()"
                                + " and wait_event = 'PgSleep'")
                        .isEmpty()
                && process.isAlive()) {
            Thread.onSpinWait();
        }
        process.destroyForcibly().waitFor();
        shop.database().execute("delete from a");

        assertThat(shop.up("head")).containsExactly(id(2));
        assertThat(shop.objects()).containsExactly("a", "b");
    }

    /// Runs up to the head in another process.
    private Process fork() throws IOException {
        var address = shop.database().address();
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Up.class.getName(),
                        folder.toString(),
                        shop.database().name(),
                        Integer.toString(address.port()),
                        address.passwordFile().toString())
                .inheritIO()
                .start();
    }

    /// Goes up to the head of a folder on the test server.
    static final class Up {
        private Up() {}

        public static void main(String[] arguments) throws IOException {
            var settings = dev.pgsteady.core.ConnectionSettings.to(
                            "127.0.0.1", Integer.parseInt(arguments[2]), arguments[1], "postgres")
                    .withPassword(dev.pgsteady.core.Secret.of(java.nio.file.Files.readString(Path.of(arguments[3]))
                            .strip()));
            try (Migrations migrations =
                    new Migrations(new RevisionFolder(Path.of(arguments[0])), settings, RunOptions.USUAL)) {
                migrations.up(new Address.Head(), e -> {});
            }
        }
    }
}
