package dev.pgsteady.apps.manifest;

import static dev.pgsteady.apps.manifest.OneApp.goal;
import static dev.pgsteady.apps.manifest.OneApp.made;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.apps.manifest.habits.Midnight;
import dev.pgsteady.apps.manifest.progress.EachNight;
import dev.pgsteady.apps.testing.ApiClient;
import dev.pgsteady.apps.testing.ApiClient.Reply;
import dev.pgsteady.apps.testing.RunningApp;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// What follows from what: sums, streaks, tags, snapshots.
@ExtendWith(OneApp.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlowTest {
    private final OneApp.Running running;
    private final RunningApp app;

    FlowTest(OneApp.Running running) {
        this.running = running;
        this.app = running.app();
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private static double value(ApiClient who, String goal) {
        return who.get("/api/goals/" + goal).json().path("currentValue").asDouble();
    }

    private static void did(ApiClient who, String goal, int daysAgo, double value) {
        assertThat(who.put("/api/goals/" + goal + "/progress/" + today().minusDays(daysAgo), Map.of("value", value))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void progress_adds_up_to_the_top_of_the_tree_and_goes_again() {
        ApiClient ada = running.somebody();
        String year = made(ada, "/api/goals", goal("Run", Optional.empty()));
        String spring = made(ada, "/api/goals", goal("Run in spring", Optional.of(year)));
        String may = made(ada, "/api/goals", goal("Run in May", Optional.of(spring)));
        Map<String, Object> other = goal("Read about running", Optional.of(spring));
        other.put("unit", "pages");
        String pages = made(ada, "/api/goals", other);
        did(ada, may, 1, 5);
        did(ada, may, 2, 7.5);
        did(ada, spring, 1, 1);
        did(ada, pages, 1, 300);
        assertThat(List.of(value(ada, may), value(ada, spring), value(ada, year)))
                .as("pages are no kilometres")
                .isEqualTo(List.of(12.5, 13.5, 13.5));
        did(ada, may, 1, 6);
        assertThat(ada.delete("/api/goals/" + may + "/progress/" + today().minusDays(2))
                        .status())
                .isEqualTo(204);
        assertThat(value(ada, year)).isEqualTo(7);
        Reply moved =
                ada.put("/api/goals/" + may, Map.of("content", goal("Run in May", Optional.empty()), "version", 0));
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(value(ada, year)).isEqualTo(1);
        ada.delete("/api/goals/" + spring);
        assertThat(List.of(value(ada, year), value(ada, may))).isEqualTo(List.of(0.0, 6.0));
    }

    @Test
    void a_goal_is_no_part_of_its_own_parts_nor_of_somebody_elses() {
        ApiClient ada = running.somebody();
        String whole = made(ada, "/api/goals", goal("Run", Optional.empty()));
        String part = made(ada, "/api/goals", goal("Part", Optional.of(whole)));
        Reply circle = ada.put("/api/goals/" + whole, Map.of("content", goal("Run", Optional.of(part)), "version", 0));
        assertThat(circle.status()).isEqualTo(422);
        assertThat(circle.at("/constraint")).isEqualTo("ck_goals_no_cycle");
        assertThat(running.somebody()
                        .post("/api/goals", goal("Mine", Optional.of(whole)))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void progress_of_many_at_once_is_all_counted() throws Exception {
        ApiClient ada = running.somebody();
        String year = made(ada, "/api/goals", goal("Run", Optional.empty()));
        List<String> parts = List.of(
                made(ada, "/api/goals", goal("A", Optional.of(year))),
                made(ada, "/api/goals", goal("B", Optional.of(year))));
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 24; i++) {
                int number = i;
                all.add(clients.submit(() -> did(ada, parts.get(number % 2), number, 1)));
            }
        }
        for (Future<?> each : all) {
            each.get();
        }
        assertThat(value(ada, year)).isEqualTo(24);
    }

    private static List<Integer> streaks(ApiClient who, String habit) {
        JsonNode shown = who.get("/api/habits/" + habit).json();
        return List.of(
                shown.path("currentStreak").asInt(), shown.path("longestStreak").asInt());
    }

    private static void kept(ApiClient who, String habit, int daysAgo) {
        assertThat(who.put("/api/habits/" + habit + "/entries/" + today().minusDays(daysAgo), Map.of())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_streak_is_right_whatever_day_is_added_or_taken_back() {
        ApiClient ada = running.somebody();
        String habit = made(ada, "/api/habits", Map.of("name", "Read", "targetCount", 2));
        String entries = "/api/habits/" + habit + "/entries/";
        List.of(1, 2, 4, 5, 6).forEach(day -> kept(ada, habit, day));
        assertThat(streaks(ada, habit)).as("today is not over").isEqualTo(List.of(2, 3));
        kept(ada, habit, 3);
        assertThat(streaks(ada, habit)).isEqualTo(List.of(6, 6));
        ada.put(entries + today().minusDays(2), Map.of("count", 1));
        assertThat(streaks(ada, habit)).as("once is not twice").isEqualTo(List.of(1, 4));
        ada.delete(entries + today().minusDays(4));
        assertThat(streaks(ada, habit)).isEqualTo(List.of(1, 2));
        assertThat(ada.put(entries + today().plusDays(2), Map.of()).status()).isEqualTo(422);
        Reply weekly = ada.put(
                "/api/habits/" + habit,
                Map.of("content", Map.of("name", "Read", "frequency", "weekly", "targetDays", 7), "version", 0));
        assertThat(weekly.json().path("longestStreak").asInt()).isZero();
    }

    @Test
    void a_streak_that_breaks_while_nobody_looks_is_none_for_who_reads_it_and_soon_in_the_table() {
        ApiClient ada = running.somebody();
        String habit = made(ada, "/api/habits", Map.of("name", "Read"));
        JdbcClient sql = app.get(JdbcClient.class);
        kept(ada, habit, 4);
        kept(ada, habit, 5);
        // As it was three days ago.
        sql.sql("UPDATE habits SET current_streak = 2 WHERE id = CAST(:id AS uuid)")
                .param("id", habit)
                .update();
        assertThat(streaks(ada, habit)).isEqualTo(List.of(0, 2));
        assertThat(app.get(Midnight.class).endBrokenStreaks()).isEqualTo(1);
        assertThat(sql.sql("SELECT current_streak FROM habits WHERE id = CAST(:id AS uuid)")
                        .param("id", habit)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void what_goes_takes_its_tags_with_it_and_leaves_its_files() {
        ApiClient ada = running.somebody();
        String goal = made(ada, "/api/goals", goal("Run", Optional.empty()));
        String tag = made(ada, "/api/tags", Map.of("name", "Fun 🦆"));
        String put = "/api/tags/" + tag + "/subjects/goal/" + goal;
        assertThat(List.of(
                        ada.put(put, Map.of()).status(), ada.put(put, Map.of()).status()))
                .isEqualTo(List.of(204, 204));
        String file = made(
                ada,
                "/api/media",
                Map.of(
                        "fileName",
                        "a.png",
                        "filePath",
                        "x/a.png",
                        "mimeType",
                        "image/png",
                        "byteSize",
                        1,
                        "relatedType",
                        "goal",
                        "relatedId",
                        goal));
        assertThat(ada.get("/api/subjects/goal/" + goal + "/tags").at("/0/name"))
                .isEqualTo("Fun 🦆");
        assertThat(ada.get("/api/media?on=goal:" + goal).at("/items/0/id")).isEqualTo(file);
        ada.delete("/api/goals/" + goal);
        assertThat(ada.get("/api/tags/" + tag + "/subjects").json().path("items"))
                .isEmpty();
        assertThat(ada.get("/api/media/" + file).json().path("relatedId").isNull())
                .isTrue();
        assertThat(ada.post("/api/tags", Map.of("name", "FUN 🦆")).at("/constraint"))
                .isEqualTo("uq_tags_name");
    }

    @Test
    void a_snapshot_of_a_day_is_taken_once_and_again_when_something_changed() {
        ApiClient ada = running.somebody();
        String goal = made(ada, "/api/goals", goal("Run", Optional.empty()));
        kept(ada, made(ada, "/api/habits", Map.of("name", "Read")), 0);
        did(ada, goal, 0, 3);
        did(ada, goal, 2, 4);
        String today = "/api/snapshots/" + today();
        assertThat(ada.put(today, Map.of()).json().path("rows").asInt()).isEqualTo(3);
        assertThat(ada.put(today, Map.of()).json().path("rows").asInt()).isZero();
        did(ada, goal, 0, 5);
        assertThat(ada.put(today, Map.of()).json().path("rows").asInt()).isEqualTo(1);
        ada.put("/api/snapshots/" + today().minusDays(1), Map.of());
        JsonNode both = ada.get("/api/snapshots?of=goal:" + goal).json().path("items");
        assertThat(List.of(
                        both.at("/0/metrics/value").asDouble(),
                        both.at("/1/metrics/value").asDouble()))
                .as("a day knows nothing of the next")
                .isEqualTo(List.of(9.0, 4.0));
        EachNight night = app.get(EachNight.class);
        assertThat(Stream.generate(night::run).limit(20).anyMatch(taken -> taken == 0))
                .as("all are taken once, what other tests make meanwhile too")
                .isTrue();
    }

    @Test
    void a_journal_is_searched_by_what_words_mean_and_shows_others_what_is_published() {
        String name = OneApp.name();
        ApiClient ada = running.somebody(name);
        Map<String, Object> entry = new HashMap<>(Map.of(
                "title", "Čaj o páté!", "content", "Running shoes, and tea.", "isPublic", true, "status", "published"));
        made(ada, "/api/blog", entry);
        entry.putAll(Map.of("title", "Draft", "status", "draft"));
        made(ada, "/api/blog", entry);
        for (String words : List.of("shoe", "\"running%20shoes\"", "run%20-walk", "nothing%20or%20tea")) {
            assertThat(ada.get("/api/blog?about=" + words.replace("\"", "%22"))
                            .json()
                            .path("items"))
                    .as(words)
                    .hasSize(2);
        }
        assertThat(ada.get("/api/blog?about=coffee").json().path("items")).isEmpty();
        assertThat(running.somebody().get("/api/blog?about=shoe").json().path("items"))
                .isEmpty();
        Reply open = app.anybody().get("/api/published/" + name);
        assertThat(open.json().path("items")).hasSize(1);
        assertThat(open.at("/items/0/slug")).isEqualTo("caj-o-pate");
        assertThat(app.anybody().get("/api/published/" + name + "/caj-o-pate").status())
                .isEqualTo(200);
        assertThat(app.anybody().get("/api/published/" + name + "/draft").status())
                .isEqualTo(404);
    }

    @Test
    void a_workout_is_changed_with_its_exercises() {
        ApiClient ada = running.somebody();
        Map<String, Object> content = Map.of("workoutDate", "2026-05-01", "workoutType", "run", "name", "Morning");
        Reply first = ada.post(
                "/api/workouts",
                Map.of("content", content, "exercises", List.of(Map.of("name", "jog"), Map.of("name", "sprint"))));
        String path = "/api/workouts/" + first.at("/id");
        Reply second =
                ada.put(path, Map.of("content", content, "exercises", List.of(Map.of("name", "sprint")), "version", 0));
        assertThat(second.status()).as(second.text()).isEqualTo(200);
        assertThat(ada.get(path).json().path("exercises")).hasSize(1);
        Reply late = ada.put(path, Map.of("content", content, "exercises", List.of(), "version", 0));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().path("currentVersion").asLong())
                .isEqualTo(second.json().path("version").asLong());
    }
}
