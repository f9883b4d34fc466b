package dev.pgsteady.integrationtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The tutorial, typed: the demo, a check, a look around, and what goes wrong on the way.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstTenMinutesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private static Path folder;

    private Launcher pgsteady;

    @BeforeAll
    void aLauncher() {
        pgsteady = Launcher.of(Project.here(), folder);
    }

    @AfterAll
    void noServerIsLeft() {
        pgsteady.run("demo", "--down");
    }

    @Test
    @Order(1)
    void the_demo_scores_nothing_of_eight_and_says_why() throws IOException {
        Launcher.Run run = pgsteady.run("demo", "--users", "300");

        assertThat(run.code()).as(run.everything()).isZero();
        assertThat(run.out()).contains("0/8", "half-done sign-ups", "What to type next", "demo --down");
        assertThat(folder.resolve("pgsteady-report.html")).content().contains("<!doctype html>", "instantviz");
    }

    @Test
    @Order(2)
    void the_same_database_gives_the_same_bytes() {
        Launcher.Run first = pgsteady.run("check", "--server", "demo", "--json", "--all");
        Launcher.Run second = pgsteady.run("check", "--server", "demo", "--json", "--all");

        assertThat(first.code()).as(first.everything()).isEqualTo(1);
        assertThat(second.out()).isEqualTo(first.out());
    }

    @Test
    @Order(3)
    void the_json_has_score_points_areas_and_at_most_25_findings_at_its_top() {
        JsonNode report = JSON.readTree(
                pgsteady.run("check", "--server", "demo", "--json").out());

        assertThat(report.get("score").asInt()).isZero();
        assertThat(report.get("points").asInt()).isBetween(0, 60);
        assertThat(report.get("areas")).hasSize(8).allSatisfy(area -> {
            assertThat(fields(area)).containsExactly("id", "title", "passed", "points", "reasons");
            assertThat(area.get("passed").asBoolean()).isFalse();
            assertThat(area.get("reasons")).isNotEmpty();
        });
        assertThat(report.get("findings"))
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(25)
                .allSatisfy(finding -> assertThat(fields(finding)).contains("rule", "severity", "subject", "evidence"));
    }

    private static List<String> fields(JsonNode node) {
        return StreamSupport.stream(node.propertyNames().spliterator(), false).toList();
    }

    @Test
    @Order(4)
    void a_prompt_runs_sql_with_or_without_an_installed_psql() {
        Launcher.Run run = pgsteady.run("psql", "--server", "demo", "--own", "-c", "select count(*) as n from users");

        assertThat(run.code()).as(run.everything()).isZero();
        assertThat(run.out()).contains("n", "300", "(1 row)");
    }

    @Test
    @Order(4)
    void an_installed_psql_is_let_in_without_being_asked_for_a_password() {
        Launcher.Run run = pgsteady.run("psql", "--server", "demo", "-c", "select 6 * 7 as answer");

        assertThat(run.code()).as(run.everything()).isZero();
        assertThat(run.out()).contains("answer", "42");
    }

    @Test
    @Order(5)
    void mending_one_thing_takes_its_finding_away() {
        String sql = "create index concurrently on workspaces (owner_id)";
        assertThat(pgsteady.run("psql", "--server", "demo", "--own", "-c", sql).code())
                .isZero();

        assertThat(pgsteady.run("check", "--server", "demo", "--json", "--all").out())
                .doesNotContain("workspaces_owner_id_fkey\"");
    }

    @Test
    @Order(6)
    void status_says_that_the_demo_runs() {
        assertThat(pgsteady.run("status"))
                .satisfies(run -> assertThat(run.code()).isZero())
                .satisfies(run -> assertThat(run.out()).contains("demo", "running", "127.0.0.1:"));
        assertThat(pgsteady.run("status", "--verbose").out()).contains("instantviz");
    }

    @Test
    @Order(7)
    void a_wrong_password_is_said_in_words_with_its_code() {
        String port = port();
        Launcher.Run run = pgsteady.with("PGPASSWORD", "wrong")
                .run("check", "postgresql://postgres@127.0.0.1:" + port + "/instantviz");

        assertThat(run.code()).isEqualTo(12);
        assertThat(run.err()).contains("password").doesNotContain("wrong", "Exception", "\tat ");
    }

    @Test
    @Order(7)
    void a_missing_database_is_said_in_words_with_its_code_and_the_nearest_name() throws IOException {
        String password =
                Files.readString(folder.resolve("state/servers/demo/password")).strip();
        Launcher.Run run = pgsteady.with("PGPASSWORD", password)
                .run("check", "postgresql://postgres@127.0.0.1:" + port() + "/instantvis");

        assertThat(run.code()).as(run.everything()).isEqualTo(13);
        assertThat(run.err()).contains("instantvis", "instantviz").doesNotContain(password, "Exception", "\tat ");
    }

    private String port() {
        return JSON.readTree(pgsteady.run("status", "--json").out())
                .get(0)
                .get("port")
                .asString();
    }

    @Test
    @Order(8)
    void nothing_listening_is_said_in_words_with_its_code() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Launcher.Run run = pgsteady.run("check", "postgresql://a@127.0.0.1:" + free + "/b");

        assertThat(run.code()).isEqualTo(10);
        assertThat(run.err()).contains("othing listens", Integer.toString(free)).doesNotContain("Exception");
    }

    @Test
    @Order(8)
    void a_broken_configuration_names_its_line_and_key() throws IOException {
        Path file = Files.writeString(folder.resolve("pgsteady.toml"), "[check]\nsupress = []\n");
        try {
            Launcher.Run run = pgsteady.run("check", "--server", "demo");

            assertThat(run.code()).isEqualTo(3);
            assertThat(run.err()).contains("pgsteady.toml:2:", "supress", "suppress");
        } finally {
            Files.delete(file);
        }
    }

    @Test
    @Order(8)
    void an_accepted_finding_is_left_out_and_counted() throws IOException {
        Path file = Files.writeString(
                folder.resolve("pgsteady.toml"),
                "[check]\nsuppress = [{ rule = \"AC12\", subject = \"*\", reason = \"a demo\" }]\n");
        try {
            JsonNode report = JSON.readTree(
                    pgsteady.run("check", "--server", "demo", "--json", "--all").out());

            assertThat(report.get("suppressed").asInt()).isEqualTo(1);
            assertThat(report.get("findings"))
                    .noneSatisfy(f -> assertThat(f.get("rule").asString()).isEqualTo("AC12"));
        } finally {
            Files.delete(file);
        }
    }

    @Test
    @Order(8)
    void an_unknown_verb_or_option_is_said_with_the_way_to_the_help() {
        assertThat(pgsteady.run("chekc"))
                .satisfies(run -> assertThat(run.code()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("chekc", "--help"));
        assertThat(pgsteady.run("check", "--frobnicate").code()).isEqualTo(2);
        assertThat(pgsteady.run("demo", "--users", "12").code()).isEqualTo(2);
        assertThat(pgsteady.run("explain", "ZZ99").code()).isEqualTo(2);
    }

    @Test
    @Order(8)
    void a_java_that_does_not_fit_is_said_before_anything_starts() {
        Launcher.Run run = pgsteady.with("PGSTEADY_JAVA_HOME", "/nonexistent").run("--help");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("/nonexistent", "21 or newer");
    }

    @Test
    @Order(8)
    void a_problem_is_json_too() {
        JsonNode problem =
                JSON.readTree(pgsteady.run("explain", "ZZ99", "--json").out());

        assertThat(problem.get("problem").asString()).isEqualTo("usage");
        assertThat(problem.get("exitCode").asInt()).isEqualTo(2);
        assertThat(problem.get("next").asString()).contains("rules");
    }

    @Test
    @Order(9)
    void the_demo_goes_away_with_everything_it_brought() {
        Launcher.Run run = pgsteady.run("demo", "--down");

        assertThat(run.code()).as(run.everything()).isZero();
        assertThat(folder.resolve("state/servers/demo")).doesNotExist();
        assertThat(pgsteady.run("status").code()).isEqualTo(1);
    }
}
