package dev.pgsteady.apps.instantviz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.apps.testing.ApiClient;
import dev.pgsteady.apps.testing.ApiClient.Reply;
import dev.pgsteady.apps.testing.RunningApp;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppTest {
    private static final String PASSWORD = "correct horse battery";

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final RunningApp app;
    private final TestDatabase database;

    AppTest() throws Exception {
        this.database = SERVER.create();
        this.app = RunningApp.start(
                InstantViz.class, database, java.nio.file.Files.createTempDirectory("instantviz"), "front.tries=4");
    }

    @AfterAll
    void stop() {
        app.close();
        database.close();
    }

    private static String mail() {
        return UUID.randomUUID() + "@example.org";
    }

    private ApiClient registered(String mail) {
        Reply reply = app.anybody()
                .post("/api/users", Map.of("email", mail, "password", PASSWORD, "fullName", "Ada Lovelace"));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return app.signedIn(mail, PASSWORD);
    }

    private static Map<String, Object> project(String name) {
        return Map.of("name", name, "contextMetadata", Map.of("audience", "board"), "topics", List.of("growth"));
    }

    private static Map<String, Object> slide(int number) {
        return Map.of("slideNumber", number, "title", "Growth", "data", Map.of("x", 1), "annotations", List.of());
    }

    @Test
    void a_new_account_has_a_workspace_and_pays_nothing() {
        ApiClient ada = registered(mail());
        Reply me = ada.get("/api/me");
        assertThat(List.of(me.at("/tier"), me.at("/fullName"))).isEqualTo(List.of("free", "Ada Lovelace"));
        assertThat(ada.get("/api/workspaces").at("/items/0/name")).isEqualTo("My workspace");
    }

    @Test
    void a_mail_address_is_taken_once_whatever_its_case() {
        String mail = mail();
        registered(mail);
        Reply again = app.anybody()
                .post(
                        "/api/users",
                        Map.of(
                                "email",
                                mail.toUpperCase(java.util.Locale.ROOT),
                                "password",
                                PASSWORD,
                                "fullName",
                                "B"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(app.anybody()
                        .post(
                                "/api/auth/login",
                                Map.of("login", mail.toUpperCase(java.util.Locale.ROOT), "password", PASSWORD))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void without_a_token_nothing_of_anybody_is_shown() {
        for (String path : List.of("/api/me", "/api/workspaces", "/api/projects", "/api/staff/stripe-events")) {
            Reply reply = app.anybody().get(path);
            assertThat(reply.status()).as(path).isEqualTo(401);
            assertThat(reply.headers()).containsEntry("content-type", "application/problem+json;charset=UTF-8");
        }
        assertThat(app.anybody()
                        .with("Authorization", "Bearer a.b.c")
                        .get("/api/me")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_refresh_token_works_once_and_a_second_use_ends_the_whole_sign_in() {
        String mail = mail();
        registered(mail);
        String first = app.anybody()
                .post("/api/auth/login", Map.of("login", mail, "password", PASSWORD))
                .at("/refreshToken");
        Reply exchanged = app.anybody().post("/api/auth/refresh", Map.of("refreshToken", first));
        assertThat(exchanged.status()).isEqualTo(200);
        String second = exchanged.at("/refreshToken");
        assertThat(second).isNotEqualTo(first);

        assertThat(app.anybody()
                        .post("/api/auth/refresh", Map.of("refreshToken", first))
                        .status())
                .isEqualTo(401);
        assertThat(app.anybody()
                        .post("/api/auth/refresh", Map.of("refreshToken", second))
                        .status())
                .as("its owner has to sign in again too")
                .isEqualTo(401);
    }

    @Test
    void signing_out_ends_the_refresh_token() {
        String mail = mail();
        registered(mail);
        String token = app.anybody()
                .post("/api/auth/login", Map.of("login", mail, "password", PASSWORD))
                .at("/refreshToken");
        assertThat(app.anybody()
                        .post("/api/auth/logout", Map.of("refreshToken", token))
                        .status())
                .isEqualTo(204);
        assertThat(app.anybody()
                        .post("/api/auth/refresh", Map.of("refreshToken", token))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void too_many_wrong_passwords_make_the_right_one_wait() {
        String mail = mail();
        registered(mail);
        for (int i = 0; i < 4; i++) {
            assertThat(app.anybody()
                            .post("/api/auth/login", Map.of("login", mail, "password", "wrong"))
                            .status())
                    .isEqualTo(401);
        }
        Reply waiting = app.anybody().post("/api/auth/login", Map.of("login", mail, "password", PASSWORD));
        assertThat(waiting.status()).isEqualTo(429);
        assertThat(Integer.parseInt(waiting.headers().get("retry-after"))).isBetween(1, 901);
    }

    @Test
    void a_password_is_hashed_for_an_account_that_is_not_there_too() {
        String mail = mail();
        registered(mail);
        long there = Long.MAX_VALUE;
        long nowhere = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            there = Math.min(there, refused(mail));
            nowhere = Math.min(nowhere, refused(mail()));
        }
        assertThat(nowhere).isGreaterThan(there / 4);
    }

    /// How long a wrong password takes, in nanoseconds.
    private long refused(String login) {
        long from = System.nanoTime();
        assertThat(app.anybody()
                        .post("/api/auth/login", Map.of("login", login, "password", "wrong"))
                        .status())
                .isEqualTo(401);
        return System.nanoTime() - from;
    }

    @Test
    void what_is_somebody_elses_is_not_there() {
        ApiClient ada = registered(mail());
        ApiClient eve = registered(mail());
        String workspace = ada.get("/api/workspaces").at("/items/0/id");
        String project = ada.post("/api/projects", project("Plan")).at("/id");
        for (String path : List.of(
                "/api/workspaces/" + workspace, "/api/projects/" + project, "/api/projects/" + project + "/slides")) {
            assertThat(eve.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(eve.delete("/api/projects/" + project).status()).isEqualTo(404);
        assertThat(eve.post("/api/projects/" + project + "/slides", slide(1)).status())
                .isEqualTo(404);
        assertThat(ada.get("/api/projects/" + project).status()).isEqualTo(200);
    }

    @Test
    void who_changes_what_was_changed_meanwhile_is_told_the_version_that_is_there() {
        ApiClient ada = registered(mail());
        Reply made = ada.post("/api/projects", project("Plan"));
        String path = "/api/projects/" + made.at("/id");
        long version = made.json().path("version").asLong();
        assertThat(ada.put(path, Map.of("content", project("Plan A"), "version", version))
                        .status())
                .isEqualTo(200);
        Reply late = ada.put(path, Map.of("content", project("Plan B"), "version", version));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().path("currentVersion").asLong()).isEqualTo(version + 1);
        assertThat(ada.get(path).at("/name")).isEqualTo("Plan A");
    }

    @Test
    void a_list_is_read_page_by_page_and_no_row_is_missed_or_twice() {
        ApiClient ada = registered(mail());
        for (int i = 0; i < 7; i++) {
            ada.post("/api/projects", project("P" + i));
        }
        List<String> names = new ArrayList<>();
        Optional<String> next = Optional.of("");
        while (next.isPresent()) {
            Reply page = ada.get("/api/projects?limit=3"
                    + next.filter(n -> !n.isEmpty()).map(n -> "&after=" + n).orElse(""));
            page.json()
                    .path("items")
                    .forEach(item -> names.add(item.path("name").asString("")));
            next = Optional.of(page.at("/next")).filter(n -> !n.isEmpty());
        }
        assertThat(names).containsExactly("P6", "P5", "P4", "P3", "P2", "P1", "P0");
        assertThat(ada.get("/api/projects?after=bm90aGluZw").status()).isEqualTo(400);
        assertThat(ada.get("/api/projects?limit=0").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"name\": 5}",
                "{\"name\": \"\", \"contextMetadata\": {}, \"topics\": []}",
                "{\"name\": \"x\", \"contextMetadata\": 7, \"topics\": []}",
                "{\"name\": \"x\", \"contextMetadata\": {}}",
                "{\"name\": \"x\", \"contextMetadata\": {}, \"topics\": [\"\"]}"
            })
    void what_makes_no_sense_is_refused_and_nothing_is_kept(String body) {
        ApiClient ada = registered(mail());
        Reply reply = ada.postText("/api/projects", body);
        assertThat(reply.status()).as(reply.text()).isIn(400, 422);
        assertThat(reply.headers().get("content-type")).startsWith("application/problem+json");
        assertThat(ada.get("/api/projects").json().path("items")).isEmpty();
    }

    @Test
    void a_field_that_is_too_long_is_named_and_a_body_that_is_too_long_is_not_read() {
        ApiClient ada = registered(mail());
        Reply field = ada.post("/api/projects", project("x".repeat(201)));
        assertThat(field.status()).isEqualTo(422);
        assertThat(field.at("/errors/0/field")).isEqualTo("name");
        assertThat(ada.post("/api/projects", project("x".repeat(1_000_000))).status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'; DROP TABLE users; --", "Robert\"); --", "🦆 žluťoučký 馬", "${jndi:ldap://x}", "a\tb\\c%_"})
    void any_text_is_only_text(String text) {
        ApiClient ada = registered(mail());
        Reply made = ada.post("/api/projects", project(text));
        assertThat(made.status()).isEqualTo(201);
        assertThat(ada.get("/api/projects/" + made.at("/id")).at("/name")).isEqualTo(text);
        assertThat(ada.get("/api/projects/" + "%27%20or%201=1").status()).isEqualTo(400);
    }

    @Test
    void a_slide_number_is_used_once_in_a_project() {
        ApiClient ada = registered(mail());
        String slides =
                "/api/projects/" + ada.post("/api/projects", project("Plan")).at("/id") + "/slides";
        assertThat(ada.post(slides, slide(1)).status()).isEqualTo(201);
        Reply again = ada.post(slides, slide(1));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.at("/constraint")).isEqualTo("uq_project_visualizations_slide");
        assertThat(ada.get("/api/me").json().path("usageCount").asInt())
                .as("one was made")
                .isEqualTo(1);
    }

    @Test
    void fifty_at_once_get_no_more_than_the_tier_has() throws Exception {
        ApiClient ada = registered(mail());
        String slides =
                "/api/projects/" + ada.post("/api/projects", project("Plan")).at("/id") + "/slides";
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 1; i <= 50; i++) {
                int number = i;
                answers.add(clients.submit(() -> ada.post(slides, slide(number)).status()));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }
        assertThat(Collections.frequency(statuses, 201)).isEqualTo(10);
        assertThat(Collections.frequency(statuses, 402)).isEqualTo(40);
        assertThat(ada.get("/api/me").json().path("usageCount").asInt()).isEqualTo(10);
    }

    @Test
    void with_an_account_goes_all_that_belongs_to_it() throws Exception {
        ApiClient ada = registered(mail());
        String project = ada.post("/api/projects", project("Plan")).at("/id");
        ada.post("/api/projects/" + project + "/slides", slide(1));
        assertThat(ada.delete("/api/me").status()).isEqualTo(204);
        try (var connection = database.connect();
                var rows = connection.createStatement().executeQuery("""
                        SELECT (SELECT count(*) FROM project_visualizations WHERE project_id = '%1$s')
                             + (SELECT count(*) FROM projects WHERE id = '%1$s')""".formatted(project))) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    @Test
    void the_page_of_the_interface_names_every_operation_and_has_no_script() {
        Reply page = app.anybody().get("/openapi");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("/api/projects/{project}/slides", "/api/stripe/webhook", "/api/auth/refresh")
                .doesNotContain("<script");
        assertThat(page.headers().get("content-security-policy")).contains("default-src 'none'");
        assertThat(app.anybody().get("/openapi.json").at("/openapi")).startsWith("3.");
    }

    @Test
    void health_and_metrics_are_there() {
        assertThat(app.anybody().get("/actuator/health/liveness").at("/status")).isEqualTo("UP");
        assertThat(app.anybody().get("/actuator/health/readiness").at("/status"))
                .isEqualTo("UP");
        assertThat(app.anybody().get("/actuator/prometheus").text()).contains("hikaricp_connections_active");
    }
}
