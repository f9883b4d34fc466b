package dev.pgsteady.apps.manifest;

import static dev.pgsteady.apps.manifest.OneApp.goal;
import static dev.pgsteady.apps.manifest.OneApp.made;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.pgsteady.apps.manifest.progress.Reads;
import dev.pgsteady.apps.testing.ApiClient;
import dev.pgsteady.apps.testing.ApiClient.Reply;
import dev.pgsteady.apps.testing.RunningApp;
import dev.pgsteady.testkit.TestDatabase;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Requests, as a program of somebody's would send them.
@ExtendWith(OneApp.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTest {
    private final OneApp.Running running;
    private final RunningApp app;
    private final TestDatabase database;

    ApiTest(OneApp.Running running) {
        this.running = running;
        this.app = running.app();
        this.database = running.database();
    }

    @Test
    void what_is_somebody_elses_is_not_there() {
        ApiClient ada = running.somebody();
        ApiClient eve = running.somebody();
        Map<String, Object> food = Map.of("consumedOn", "2026-05-01", "mealType", "lunch", "name", "Soup");
        Map<String, String> things = new HashMap<>();
        things.put("/api/goals/", made(ada, "/api/goals", goal("Run", Optional.empty())));
        things.put("/api/habits/", made(ada, "/api/habits", Map.of("name", "Read")));
        things.put("/api/foods/", made(ada, "/api/foods", food));
        things.put("/api/tags/", made(ada, "/api/tags", Map.of("name", "Fun")));
        things.put("/api/blog/", made(ada, "/api/blog", Map.of("title", "T", "content", "C")));
        things.forEach((path, id) -> {
            assertThat(eve.get(path + id).status()).as(path).isEqualTo(404);
            assertThat(eve.delete(path + id).status()).as(path).isEqualTo(404);
            assertThat(ada.get(path + id).status()).as(path).isEqualTo(200);
        });
        Map<String, Object> change = Map.of("content", food, "version", 0);
        assertThat(eve.put("/api/foods/" + things.get("/api/foods/"), change).status())
                .isEqualTo(404);
        String hers = made(eve, "/api/tags", Map.of("name", "Fun"));
        assertThat(eve.put("/api/tags/" + hers + "/subjects/goal/" + things.get("/api/goals/"), Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(eve.get("/api/goals/" + things.get("/api/goals/") + "/parts").status())
                .isEqualTo(404);
        for (String path : List.of("/api/me", "/api/goals", "/api/habits", "/api/today", "/api/snapshots")) {
            assertThat(app.anybody().get(path).status()).as(path).isEqualTo(401);
        }
    }

    @Test
    void who_changes_what_was_changed_meanwhile_is_told_the_version_that_is_there() {
        ApiClient ada = running.somebody();
        String path = "/api/goals/" + made(ada, "/api/goals", goal("Run", Optional.empty()));
        assertThat(ada.put(path, Map.of("content", goal("A", Optional.empty()), "version", 0))
                        .status())
                .isEqualTo(200);
        Reply late = ada.put(path, Map.of("content", goal("B", Optional.empty()), "version", 0));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().path("currentVersion").asLong()).isEqualTo(1);
        assertThat(ada.get(path).at("/title")).isEqualTo("A");
    }

    @Test
    void a_list_by_day_is_read_page_by_page_and_no_row_is_missed_or_twice() {
        ApiClient ada = running.somebody();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.add(made(
                    ada,
                    "/api/foods",
                    Map.of("consumedOn", "2026-05-0" + (1 + i / 3), "mealType", "snack", "name", "N" + i)));
        }
        List<String> read = new ArrayList<>();
        Optional<String> next = Optional.of("");
        while (next.isPresent()) {
            Reply page = ada.get("/api/foods?limit=2"
                    + next.filter(n -> !n.isEmpty()).map(n -> "&after=" + n).orElse(""));
            page.json().path("items").forEach(item -> read.add(item.path("id").asString("")));
            next = Optional.of(page.at("/next")).filter(n -> !n.isEmpty());
        }
        assertThat(read).containsExactlyInAnyOrderElementsOf(made);
        assertThat(read.getFirst()).as("the last day first").isEqualTo(made.getLast());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /api/goals  | {                                                                                 | 400
        /api/goals  | {"title": "x", "goalType": "hourly", "startDate": "2026-01-01"}                   | 400
        /api/goals  | {"title": "x", "goalType": "daily", "startDate": "someday"}                       | 400
        /api/goals  | {"goalType": "daily", "startDate": "2026-01-01"}                                  | 422
        /api/goals  | {"title": "x", "goalType": "daily", "startDate": "2026-01-01", "priority": 6}     | 422
        /api/goals  | {"title": "x", "goalType": "daily", "startDate": "2026-01-02", "endDate": "2026-01-01"} | 422
        /api/goals  | {"title": "x", "goalType": "daily", "startDate": "2026-01-01", "targetValue": 1e30} | 422
        /api/habits | {"name": "x", "targetDays": 40}                                                   | 422
        /api/habits | {"name": "x", "color": "red"}                                                     | 422
        /api/foods  | {"consumedOn": "2026-01-01", "mealType": "lunch", "name": "x", "calories": -1}    | 422
        /api/blog   | {"title": "x", "content": "y", "slug": "A B"}                                     | 422
        /api/media  | {"fileName": "a", "filePath": "b", "mimeType": "image/png", "byteSize": 1, "relatedType": "goal"} | 422
        /api/workouts | {"content": {"workoutDate": "2026-01-01", "workoutType": "r", "name": "n"}, "exercises": [{}]} | 422
        """)
    void what_makes_no_sense_is_refused_and_nothing_is_kept(String path, String body, int status) {
        ApiClient ada = running.somebody();
        Reply reply = ada.postText(path, body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.headers().get("content-type")).startsWith("application/problem+json");
        assertThat(ada.get(path).json().path("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'; DROP TABLE goals; --", "🦆 žluťoučký 馬", "${jndi:ldap://x}", "a\tb\\c%_"})
    void any_text_is_only_text(String text) {
        ApiClient ada = running.somebody();
        String id = made(ada, "/api/goals", goal(text, Optional.empty()));
        assertThat(ada.get("/api/goals/" + id).at("/title")).isEqualTo(text);
        assertThat(ada.post("/api/goals", goal("x".repeat(201), Optional.empty()))
                        .at("/errors/0/field"))
                .isEqualTo("title");
        assertThat(ada.post("/api/goals", goal("x".repeat(1_000_000), Optional.empty()))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void reads_wait_on_virtual_threads(@TempDir Path folder) throws Exception {
        ApiClient ada = running.somebody();
        Path dump = folder.resolve("threads");
        try (Connection locking = database.connect();
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            locking.setAutoCommit(false);
            locking.createStatement().execute("LOCK TABLE goals, daily_reviews IN ACCESS EXCLUSIVE MODE");
            Future<Reply> list = clients.submit(() -> ada.get("/api/goals"));
            Future<Reply> today = clients.submit(() -> ada.get("/api/today"));
            while (app.get(JdbcClient.class)
                            .sql("SELECT count(*) FROM pg_locks WHERE NOT granted")
                            .query(Integer.class)
                            .single()
                    < 3) {
                Thread.onSpinWait();
            }
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
            locking.rollback();
            assertThat(List.of(list.get().status(), today.get().status())).isEqualTo(List.of(200, 200));
        }
        List<String> waiting = List.of(Files.readString(dump).split("\n\n")).stream()
                .filter(thread -> thread.contains("GoalApi.list") || thread.contains("TodayApi"))
                .map(thread -> thread.lines().findFirst().orElse(""))
                .toList();
        assertThat(waiting)
                .as("the list, the day, and two of the reads that it is made of")
                .hasSizeGreaterThanOrEqualTo(4)
                .allMatch(line -> line.contains("\" virtual"));
        assertThat(Reads.end(
                        app.get(Reads.class).begin(() -> Thread.currentThread().isVirtual())))
                .isTrue();
    }

    @Test
    void the_page_of_the_interface_names_every_operation() {
        assertThat(app.anybody().get("/openapi").text())
                .contains("/api/goals/{goal}/progress/{day}", "/api/tags/{tag}/subjects/{type}/{subject}", "/api/today")
                .doesNotContain("<script");
        assertThat(app.anybody().get("/actuator/health/readiness").at("/status"))
                .isEqualTo("UP");
        assertThat(app.anybody().get("/actuator/prometheus").text()).contains("hikaricp_connections_active");
    }
}
