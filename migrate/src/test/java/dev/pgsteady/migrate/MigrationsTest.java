package dev.pgsteady.migrate;

import static dev.pgsteady.migrate.Workshop.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.Problem;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationsTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final Workshop shop;

    MigrationsTest(@TempDir Path folder, TestDatabase database) {
        shop = new Workshop(folder, database);
    }

    @BeforeEach
    void threeTables() throws IOException {
        for (String table : List.of("a", "b", "c")) {
            shop.next("CREATE TABLE " + table + " (id int);", "DROP TABLE " + table + ";");
        }
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void up_goes_to_the_head_and_down_goes_back_step_by_step() throws SQLException {
        assertThat(shop.up("head")).containsExactly(id(1), id(2), id(3));
        assertThat(shop.objects()).containsExactly("a", "b", "c");
        assertThat(shop.down("-1")).containsExactly(id(3));
        assertThat(shop.down("base")).containsExactly(id(2), id(1));
        assertThat(shop.objects()).isEmpty();
        assertThat(shop.journal()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"+1, 1", "+2, 2", "+9, 3", "heads, 3", "a00000000002, 2", "head~2, 1"})
    void up_goes_as_far_as_it_is_told(String to, int applied) {
        assertThat(shop.up(to)).hasSize(applied);
    }

    @ParameterizedTest
    @CsvSource({"-1, 2", "-2, 1", "-9, 0", "base, 0", "a00000000001, 1", "head~1, 2", "head, 3"})
    void down_goes_as_far_as_it_is_told(String to, int left) {
        shop.up("head");
        shop.down(to);

        assertThat(shop.migrations().history().ids()).hasSize(left);
    }

    @ParameterizedTest
    @CsvSource({"up, -1", "up, base", "down, +1", "down, heads"})
    void a_place_in_the_other_direction_is_refused(String way, String to) {
        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> assertThat(way.equals("up") ? shop.up(to) : shop.down(to)).isNull());

        assertThat(problem.kind()).isEqualTo(Problem.Kind.USAGE);
    }

    @Test
    void the_history_says_who_and_when_and_on_what() throws SQLException {
        shop.up("+1");

        History.Entry entry = shop.migrations().history().find(id(1)).orElseThrow();
        assertThat(entry)
                .isEqualTo(new History.Entry(
                        id(1),
                        "step 1",
                        shop.revisions().read().sound().get(id(1)).checksum(),
                        History.Entry.State.APPLIED,
                        Direction.UP,
                        1,
                        "postgres",
                        entry.at(),
                        entry.took(),
                        shop.query("show server_version").getFirst(),
                        ToolVersion.TEXT));
        assertThat(shop.query("select (applied_at between now() - interval '1 hour' and now())::text"
                        + " from pgsteady_revisions"))
                .containsExactly("true");
    }

    @Test
    void a_second_run_has_nothing_to_do() {
        shop.up("head");

        assertThat(shop.up("head")).isEmpty();
        assertThat(shop.migrations().status().upToDate()).isTrue();
    }

    @Test
    void two_heads_are_applied_only_when_both_are_asked_for() throws IOException, SQLException {
        shop.branch(9, id(1).text(), "CREATE TABLE z (id int);", "DROP TABLE z;");

        Problem problem = catchThrowableOfType(Problem.class, () -> shop.up("head"));
        assertThat(problem.kind()).isEqualTo(Problem.Kind.REVISION);
        assertThat(problem).hasMessageContaining(id(9).text()).hasMessageContaining(id(3).text());
        assertThat(problem.next()).contains("rebase", "merge");
        assertThat(shop.up("heads")).hasSize(4);
        assertThat(shop.migrations().status().current())
                .extracting(Revision::id)
                .containsExactlyInAnyOrder(id(3), id(9));
        assertThat(shop.down(id(1).text())).containsExactlyInAnyOrder(id(9), id(3), id(2));
        assertThat(shop.objects()).containsExactly("a");
    }

    @Test
    void a_merge_joins_two_heads_and_changes_nothing() throws IOException, SQLException {
        shop.branch(9, id(1).text(), "CREATE TABLE z (id int);", "DROP TABLE z;");
        Revision merge = drafts().merge("join");

        assertThat(merge.parents()).containsExactlyInAnyOrder(id(3), id(9));
        assertThat(shop.up("head")).hasSize(5).endsWith(merge.id());
        assertThat(shop.down("-1")).containsExactly(merge.id());
        assertThat(shop.objects()).containsExactly("a", "b", "c", "z");
    }

    @Test
    void a_branch_goes_behind_the_other_head_and_keeps_its_sql() throws IOException {
        Path file = shop.branch(9, id(1).text(), "CREATE TABLE z (id int);\n", "DROP TABLE z;");
        shop.branch(10, id(9).text(), "CREATE TABLE y (id int);", "DROP TABLE y;");
        String before = Files.readString(file);
        shop.up(id(3).text());
        List<Revision> heads = drafts().candidates(shop.migrations().history());

        assertThat(drafts().rebase(
                                heads.getFirst(),
                                heads.getLast(),
                                shop.migrations().history()))
                .extracting(Revision::id, Revision::parents)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(id(9), List.of(id(3))));
        assertThat(Files.readString(file)).isEqualTo(before.replace(id(1).text(), id(3).text()));
        assertThat(shop.up("head")).containsExactly(id(9), id(10));
    }

    @Test
    void what_is_applied_is_not_rebased() throws IOException {
        shop.branch(9, id(1).text(), "CREATE TABLE z (id int);", "DROP TABLE z;");
        shop.up("heads");
        RevisionGraph graph = shop.revisions().read().sound();
        History history = shop.migrations().history();

        Problem problem =
                catchThrowableOfType(Problem.class, () -> drafts().rebase(graph.get(id(9)), graph.get(id(3)), history));
        assertThat(problem.kind()).isEqualTo(Problem.Kind.REVISION);
        assertThat(problem).hasMessageContaining("is applied");
        assertThat(shop.revisions().read().graph().get(id(9)).parents()).containsExactly(id(1));
    }

    @Test
    void a_new_revision_stands_behind_the_head_and_applies() throws SQLException {
        Revision made = drafts().empty("Do nothing yet", true);

        assertThat(made.parents()).containsExactly(id(3));
        assertThat(shop.up("head")).endsWith(made.id());
        assertThat(shop.objects()).containsExactly("a", "b", "c");
    }

    @Test
    void a_stamp_says_where_the_database_is_and_runs_nothing() throws SQLException {
        assertThat(shop.migrations().stamp(Address.parse("head~1"), e -> {})).hasSize(2);
        assertThat(shop.objects()).isEmpty();
        assertThat(shop.up("head")).containsExactly(id(3));
        assertThat(shop.migrations().stamp(Address.parse("base"), e -> {})).isEmpty();
        assertThat(shop.journal()).isEmpty();
        assertThat(shop.objects()).containsExactly("c");
    }

    @Test
    void a_script_for_psql_does_what_a_run_does() throws SQLException, IOException {
        shop.nextAlone("CREATE INDEX CONCURRENTLY a_id ON a (id);", "DROP INDEX CONCURRENTLY a_id;");
        String script =
                Migrations.sql(shop.revisions(), RunOptions.USUAL, Address.parse("base"), Address.parse("head"));

        assertThat(script).contains("\\set ON_ERROR_STOP on", "BEGIN;", "COMMIT;");
        assertThat(shop.migrations().sql(Direction.UP, Address.parse("head"))).isEqualTo(script);
        for (String statement : dev.pgsteady.core.SqlInput.statements(script.replaceAll("(?m)^\\\\.*$", ""))) {
            try (var connection = shop.database().connect();
                    var sql = connection.createStatement()) {
                sql.execute(statement.equals("BEGIN") || statement.equals("COMMIT") ? "SELECT 1" : statement);
            }
        }
        assertThat(shop.objects()).containsExactly("a", "a_id", "b", "c");
        assertThat(shop.migrations().status().upToDate()).isTrue();
        assertThat(shop.down("base")).hasSize(4);
        assertThat(shop.objects()).isEmpty();
    }

    @Test
    void the_history_goes_where_it_is_told() throws SQLException {
        shop.database().execute("create schema \"Ops \"\"x\"");
        shop.schema("Ops \"x").up("head");

        assertThat(shop.query("select count(*)::text from \"Ops \"\"x\".pgsteady_revisions"))
                .containsExactly("3");
        assertThat(shop.up("head")).isEmpty();
        assertThat(shop.migrations().history().entries()).hasSize(3);
    }

    @Test
    void a_revision_begins_in_a_clean_session_whatever_the_one_before_it_set() throws IOException, SQLException {
        shop.database().execute("create role migrate_weak");
        shop.next(
                "SET search_path = ''; SELECT set_config('lock_timeout', '1h', false); SET ROLE migrate_weak;",
                "SELECT 1;");
        shop.next(
                "CREATE TABLE seen AS SELECT current_setting('search_path') AS path,"
                        + " current_setting('lock_timeout') AS lock, current_user::text AS who;",
                "DROP TABLE seen;");
        try {
            shop.up("head");
        } finally {
            shop.database().execute("drop role migrate_weak");
        }

        assertThat(shop.query("select path || '|' || lock || '|' || who from seen"))
                .containsExactly("\"$user\", public|800ms|postgres");
    }

    @Test
    void everything_that_should_not_be_so_is_found() throws IOException, SQLException {
        shop.up("head");
        Path four = shop.next("CREATE INDEX CONCURRENTLY a_id ON a (id);", "DROP INDEX CONCURRENTLY a_id;");
        shop.next("SELECT 1;", "");
        shop.nextAlone("SELECT 1; SELECT 2;", "SELECT 1;");
        shop.next("SELECT 1;\nCOMMIT;", "SELECT 1;");
        shop.branch(20, id(99).text(), "SELECT 1;", "SELECT 1;");
        Files.writeString(four.resolveSibling("notes.sql"), "SELECT 1;");
        Path first = four.resolveSibling("0001_step.sql");
        Files.writeString(first, Files.readString(first).replace("id int", "id bigint"));
        shop.database().execute("update pgsteady_revisions set revision = 'ffffffffffff' where revision ~ '2$'");

        assertThat(shop.migrations().check())
                .allSatisfy(f -> assertThat(f.next()).isNotBlank())
                .extracting(MigrationFinding::kind, MigrationFinding::revision)
                .contains(
                        found(MigrationFinding.Kind.PARENT_MISSING, -1),
                        found(MigrationFinding.Kind.SEVERAL_HEADS, -1),
                        found(MigrationFinding.Kind.UNREADABLE, -1),
                        found(MigrationFinding.Kind.NOT_TRANSACTIONAL, 4),
                        found(MigrationFinding.Kind.ONE_WAY, 5),
                        found(MigrationFinding.Kind.NOT_MIRRORED, 6),
                        found(MigrationFinding.Kind.STATEMENT, 7),
                        found(MigrationFinding.Kind.EDITED, 1),
                        found(MigrationFinding.Kind.SKIPPED, 2),
                        found(MigrationFinding.Kind.PENDING, 4))
                .contains(org.assertj.core.groups.Tuple.tuple(
                        MigrationFinding.Kind.UNKNOWN, Optional.of(new RevisionId("ffffffffffff"))));
    }

    @Test
    void a_sound_project_that_is_applied_has_no_finding() {
        shop.up("head");

        assertThat(shop.migrations().check()).isEmpty();
        assertThat(Migrations.check(shop.revisions())).isEmpty();
    }

    private static org.assertj.core.groups.Tuple found(MigrationFinding.Kind kind, int number) {
        return org.assertj.core.groups.Tuple.tuple(kind, number < 0 ? Optional.empty() : Optional.of(id(number)));
    }

    private Drafts drafts() {
        return new Drafts(
                shop.revisions(),
                java.time.InstantSource.fixed(java.time.Instant.parse("2026-11-20T14:32:10Z")),
                new java.util.Random(1));
    }
}
