package dev.pgsteady.migrate;

import static dev.pgsteady.migrate.Workshop.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final Workshop shop;

    FaultsTest(@TempDir Path folder, TestDatabase database) {
        shop = new Workshop(folder, database);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private Problem failing(String to) {
        return catchThrowableOfType(Problem.class, () -> shop.up(to));
    }

    @Test
    void a_syntax_error_is_shown_with_its_line_and_nothing_is_kept() throws IOException, SQLException {
        Path file = shop.next("""
                CREATE TABLE a (id int);
                CREATE TABLE größe (
                    id int,
                    name txet𝄞,
                    other int,,
                );""", "DROP TABLE a;");

        Problem problem = failing("head");
        assertThat(problem.kind()).isEqualTo(Problem.Kind.SQL_FAILED);
        assertThat(problem)
                .hasMessage(
                        file + ":11: The server refused a statement: syntax error at or near \",\" (SQLSTATE 42601)."
                                + " The statement: CREATE TABLE größe ( id int, name txet𝄞, other int,, ). Nothing of the"
                                + " revision was kept.");
        assertThat(shop.objects()).isEmpty();
        assertThat(shop.journal()).isEmpty();
    }

    @Test
    void a_name_that_is_wrong_is_shown_with_its_line_and_the_server_s_hint() throws IOException {
        Path file = shop.next("CREATE TABLE a (ident int);\n\nSELECT\n  idnet\nFROM a;", "SELECT 1;");

        Problem problem = failing("head");
        assertThat(problem).hasMessageStartingWith(file + ":10: ");
        assertThat(problem.next()).contains("a.ident");
    }

    @Test
    void a_statement_that_fails_on_the_last_row_leaves_no_other() throws IOException, SQLException {
        shop.next("CREATE TABLE a AS SELECT 1000 - n AS n FROM generate_series(1, 1000) n;", "DROP TABLE a;");
        Path file = shop.next(
                "CREATE TABLE b (x int);\n-- the last one is 0\nUPDATE a SET n = 10 / n;\nCREATE TABLE c (x int);",
                "SELECT 1;");

        Problem problem = failing("head");
        assertThat(problem)
                .hasMessageStartingWith(file + ":9: The server refused a statement: division by zero")
                .hasMessageEndingWith("Nothing of the revision was kept.");
        assertThat(shop.objects()).containsExactly("a");
        assertThat(shop.query("select count(*)::text from a where n > 10")).containsExactly("989");
        assertThat(shop.journal()).containsExactly("01 applied up 1");
    }

    @Test
    void a_constraint_that_is_checked_at_the_end_fails_the_whole_revision() throws IOException, SQLException {
        shop.next(
                "CREATE TABLE a (id int PRIMARY KEY);"
                        + " CREATE TABLE b (a int REFERENCES a DEFERRABLE INITIALLY DEFERRED);"
                        + " INSERT INTO b VALUES (1);",
                "SELECT 1;");

        assertThat(failing("head"))
                .hasMessageContaining("writing or committing the revision failed")
                .hasMessageContaining("foreign key");
        assertThat(shop.objects()).isEmpty();
    }

    @Test
    void a_statement_that_no_transaction_may_hold_names_the_line_to_change() throws IOException, SQLException {
        shop.next("CREATE TABLE a (id int);", "DROP TABLE a;");
        Path file = shop.next("SELECT 1;\nCREATE INDEX CONCURRENTLY a_id ON a (id);", "SELECT 1;");

        Problem problem = failing("head");
        assertThat(problem.kind()).isEqualTo(Problem.Kind.REVISION);
        assertThat(problem)
                .hasMessage(file + ":8: this statement cannot run in a transaction:"
                        + " CREATE INDEX CONCURRENTLY a_id ON a (id). Nothing of the revision was kept.");
        assertThat(problem.next())
                .isEqualTo("Change line 3 of the file to '-- transactional: no'; then each of its statements commits on"
                        + " its own.");
        assertThat(shop.objects()).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1; COMMIT | 7 begins or ends a transaction",
                "begin | 7 begins or ends a transaction",
                "ROLLBACK WORK | 7 begins or ends a transaction",
                "START  TRANSACTION | 7 begins or ends a transaction",
                "COPY a FROM STDIN | 7 copies from standard input",
                "\\connect x | 7 has a command of psql",
                "SELECT $x$ | 7 begins a string",
                "SELECT 'a | 7 begins a string",
            })
    void what_a_revision_cannot_hold_is_refused_before_anything_runs(String sql, String message)
            throws IOException, SQLException {
        shop.next("CREATE TABLE a (id int);", "DROP TABLE a;");
        Path file = shop.next(sql, "SELECT 1;");

        Problem problem = failing("head");
        assertThat(problem.kind()).isEqualTo(Problem.Kind.REVISION);
        assertThat(problem).hasMessageStartingWith(file + ":" + message);
        assertThat(shop.objects()).isEmpty();
    }

    @Test
    void a_savepoint_and_a_name_that_begins_like_a_transaction_are_allowed() throws IOException, SQLException {
        shop.next(
                "CREATE TABLE beginnings (id int); SAVEPOINT s; CREATE TABLE no (id int); ROLLBACK TO SAVEPOINT s;",
                "DROP TABLE beginnings;");
        shop.up("head");

        assertThat(shop.objects()).containsExactly("beginnings");
    }

    @Test
    void a_missing_parent_stops_everything_with_the_file_that_names_it() throws IOException {
        Path file = shop.branch(2, id(1).text(), "SELECT 1;", "SELECT 1;");

        Problem problem = failing("head");
        assertThat(problem.kind()).isEqualTo(Problem.Kind.REVISION);
        assertThat(problem).hasMessage(file + ":2 names the parent " + id(1) + ", and no file has that id.");
    }

    @Test
    void a_cycle_stops_everything() throws IOException {
        shop.branch(1, id(2).text(), "SELECT 1;", "SELECT 1;");
        shop.branch(2, id(1).text(), "SELECT 1;", "SELECT 1;");

        assertThat(failing("head")).hasMessageContaining("comes after itself");
    }

    @Test
    void an_applied_file_that_was_edited_stops_up_and_its_own_down() throws IOException, SQLException {
        Path file = shop.next("CREATE TABLE a (id int);", "DROP TABLE a;");
        shop.up("head");
        Files.writeString(file, Files.readString(file).replace("id int", "id bigint"));
        shop.next("CREATE TABLE b (id int);", "DROP TABLE b;");

        Problem problem = failing("head");
        assertThat(problem.kind()).isEqualTo(Problem.Kind.REVISION);
        assertThat(problem).hasMessageStartingWith(file + " was edited after " + id(1) + " was applied.");
        assertThat(catchThrowableOfType(Problem.class, () -> shop.down("base"))).hasMessageContaining("was edited");
        assertThat(shop.migrations().status().edited()).extracting(Revision::id).containsExactly(id(1));
        shop.migrations().stamp(Address.parse("head~1"), e -> {});
        assertThat(shop.up("head")).containsExactly(id(2));
    }

    @Test
    void a_revision_without_a_way_down_is_not_taken_back() throws IOException, SQLException {
        shop.next("CREATE TABLE a (id int);", "");
        shop.next("CREATE TABLE b (id int);", "DROP TABLE b;");
        shop.up("head");

        assertThat(catchThrowableOfType(Problem.class, () -> shop.down("base")))
                .hasMessageContaining("has no way down");
        assertThat(shop.objects()).containsExactly("a", "b");
    }

    @Test
    void what_no_file_says_stops_a_run_that_has_something_to_do_and_no_other() throws IOException, SQLException {
        Path file = shop.next("CREATE TABLE a (id int);", "DROP TABLE a;");
        shop.next("CREATE TABLE b (id int);", "DROP TABLE b;");
        shop.up("head");
        Path second = file.resolveSibling("0002_step.sql");
        Files.delete(second);

        assertThat(shop.up("head")).isEmpty();
        assertThat(catchThrowableOfType(Problem.class, () -> shop.down("base")))
                .hasMessageContaining("The database has " + id(2) + " (step 2), and no file says what that is.");
        assertThat(shop.objects()).containsExactly("a", "b");
    }

    @Test
    void a_history_of_a_newer_layout_is_refused() throws IOException, SQLException {
        shop.next("CREATE TABLE a (id int);", "DROP TABLE a;");
        shop.up("head");
        shop.database()
                .execute("do $$ begin execute format('comment on table pgsteady_revisions is %L', replace("
                        + "obj_description('pgsteady_revisions'::regclass), 'layout 1', 'layout 2')); end $$");

        assertThat(failing("head"))
                .hasMessage("The table public.pgsteady_revisions has layout 2, and this version of pgsteady knows"
                        + " layouts up to 1.");
        shop.database().execute("comment on table pgsteady_revisions is null");
        assertThat(failing("head")).hasMessageContaining("does not say in its comment which layout it has");
    }

    @Test
    void a_role_that_may_not_is_told_what_to_grant() throws IOException, SQLException {
        shop.next("CREATE TABLE a (id int);", "DROP TABLE a;");
        shop.database().execute("create role migrate_poor login password 'poor'");
        try (Migrations poor = new Migrations(shop.revisions(), poor(), RunOptions.USUAL)) {
            Problem make = catchThrowableOfType(Problem.class, () -> poor.up(Address.parse("head"), e -> {}));
            assertThat(make.kind()).isEqualTo(Problem.Kind.PERMISSION);
            assertThat(make.next()).startsWith("Let it: GRANT CREATE ON SCHEMA public TO migrate_poor;");
            shop.up("head");

            Problem read = catchThrowableOfType(Problem.class, poor::history);
            assertThat(read.kind()).isEqualTo(Problem.Kind.PERMISSION);
            assertThat(read.next()).contains("GRANT SELECT, INSERT, UPDATE, DELETE ON public.pgsteady_revisions");
        } finally {
            shop.database().execute("drop role migrate_poor");
        }
    }

    private ConnectionSettings poor() {
        var address = shop.database().address();
        return ConnectionSettings.to(
                        address.host(), address.port(), shop.database().name(), "migrate_poor")
                .withPassword(Secret.of("poor"));
    }

    @Test
    void a_database_that_takes_no_writes_is_said_to_be_so() throws IOException, SQLException {
        shop.next("CREATE TABLE a (id int);", "DROP TABLE a;");
        shop.database().execute("alter database " + shop.database().name() + " set default_transaction_read_only = on");

        assertThat(failing("head")).hasMessageContaining("default_transaction_read_only");
        assertThat(shop.objects()).isEmpty();
    }

    /// As the server says it; no disk is filled for it.
    @Test
    void a_full_disk_is_said_to_be_full_and_nothing_is_kept() throws IOException, SQLException {
        shop.next(
                "CREATE TABLE a (id int);\nDO $$ BEGIN RAISE 'could not extend file' USING ERRCODE = '53100'; END $$;",
                "DROP TABLE a;");

        assertThat(failing("head").kind()).isEqualTo(Problem.Kind.DISK_FULL);
        assertThat(shop.objects()).isEmpty();
    }

    @Test
    void a_schema_that_is_not_there_is_named() throws IOException {
        shop.next("CREATE TABLE a (id int);", "DROP TABLE a;");

        assertThat(catchThrowableOfType(
                        Problem.class, () -> shop.schema("No where").up("head")))
                .hasMessage("There is no schema \"No where\" to keep the history in.");
    }

    @Test
    void names_that_need_quotes_go_up_and_down() throws IOException, SQLException {
        shop.next(
                "CREATE SCHEMA \"a;b\"; CREATE TABLE \"a;b\".\"T \"\"x\" (\"select\" int);",
                "DROP SCHEMA \"a;b\" CASCADE;");
        shop.nextAlone(
                "CREATE INDEX CONCURRENTLY \"I x\" ON \"a;b\".\"T \"\"x\" (\"select\");",
                "DROP INDEX CONCURRENTLY \"a;b\".\"I x\";");
        shop.up("head");

        assertThat(shop.query("select indexname from pg_indexes where schemaname = 'a;b'"))
                .containsExactly("I x");
        assertThat(shop.down("base")).hasSize(2);
    }
}
