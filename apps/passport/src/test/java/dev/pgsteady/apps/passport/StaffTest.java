package dev.pgsteady.apps.passport;

import static dev.pgsteady.apps.passport.Booth.PASSWORD;
import static dev.pgsteady.apps.passport.Booth.name;
import static dev.pgsteady.apps.passport.Booth.photo;
import static dev.pgsteady.apps.passport.Booth.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.apps.passport.limits.RateLimits;
import dev.pgsteady.apps.testing.ApiClient;
import dev.pgsteady.apps.testing.ApiClient.Reply;
import dev.pgsteady.apps.testing.RunningApp;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaffTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final Booth booth = Booth.open(SERVER);
    private final RunningApp app = booth.app();

    StaffTest() throws IOException {}

    @AfterAll
    void stop() {
        booth.close();
    }

    @Test
    void requests_beyond_the_limit_wait_and_an_abuser_is_blocked_until_the_staff_lifts_it() throws SQLException {
        String name = name();
        ApiClient ada = booth.registered(name);
        booth.database()
                .execute("UPDATE user_rate_limits SET limit_per_window = 3 WHERE user_id = (SELECT id FROM users"
                        + " WHERE username = '" + name + "')");
        assertThat(ada.get("/api/photos").headers())
                .containsEntry("ratelimit-limit", "3")
                .containsEntry("ratelimit-remaining", "2")
                .containsKey("ratelimit-reset");
        assertThat(statuses(ada, 2)).containsExactly(200, 200);
        Reply waiting = ada.get("/api/photos");
        assertThat(waiting.status()).isEqualTo(429);
        assertThat(Integer.parseInt(waiting.headers().get("retry-after"))).isBetween(1, 60);
        assertThat(statuses(ada, 5)).containsOnly(429);
        Reply blocked = ada.get("/api/photos");
        assertThat(blocked.json().path("blocked").asBoolean()).isTrue();
        assertThat(Integer.parseInt(blocked.headers().get("retry-after"))).isBetween(3000, 3600);

        ApiClient staff = booth.staff();
        JsonNode limit = staff.get("/api/staff/users/named/" + name).json().path("rateLimit");
        assertThat(limit.path("blockedReason").asString()).isEqualTo("10 requests in 60 seconds");
        String user = limit.path("user").asString();
        assertThat(texts(staff.get("/api/staff/rate-limits?blocked=true"), "user"))
                .contains(user);
        assertThat(staff.post("/api/staff/rate-limits/" + user + "/unblock", Map.of())
                        .status())
                .isEqualTo(204);
        assertThat(statuses(ada, 1)).containsExactly(200);
        assertThat(staff.get("/api/staff/audits?action=unblock").text()).contains(user);
        assertThat(staff.post("/api/staff/rate-limits/" + UUID.randomUUID() + "/unblock", Map.of())
                        .status())
                .isEqualTo(404);
    }

    private static List<Integer> statuses(ApiClient who, int times) {
        return Stream.generate(() -> who.get("/api/photos").status())
                .limit(times)
                .toList();
    }

    @Test
    void many_requests_at_once_get_no_more_than_the_limit() throws Exception {
        String name = name();
        booth.registered(name);
        UUID user = UUID.fromString(
                booth.staff().get("/api/staff/users/named/" + name).at("/id"));
        RateLimits limits = app.get(RateLimits.class);
        List<Future<Boolean>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                answers.add(clients.submit(() -> limits.take(user).orElseThrow().allowed()));
            }
        }
        List<Boolean> allowed = new ArrayList<>();
        for (Future<Boolean> answer : answers) {
            allowed.add(answer.get());
        }
        assertThat(Collections.frequency(allowed, true)).isEqualTo(60);
    }

    @Test
    void a_window_and_a_block_that_are_over_count_anew() throws SQLException {
        String name = name();
        booth.registered(name);
        String mine = " WHERE user_id = (SELECT id FROM users WHERE username = '" + name + "')";
        UUID user = UUID.fromString(
                booth.staff().get("/api/staff/users/named/" + name).at("/id"));
        RateLimits limits = app.get(RateLimits.class);
        booth.database()
                .execute("UPDATE user_rate_limits SET request_count = 60,"
                        + " window_started_at = now() - interval '61 seconds'" + mine);
        assertThat(limits.take(user).orElseThrow().remaining()).isEqualTo(59);
        booth.database()
                .execute("UPDATE user_rate_limits SET is_blocked = true, blocked_reason = 'x', request_count = 500,"
                        + " blocked_until = now() - interval '1 second'" + mine);
        assertThat(limits.take(user).orElseThrow().remaining()).isEqualTo(59);
        booth.database().execute("UPDATE user_rate_limits SET is_blocked = true, blocked_reason = 'x'" + mine);
        assertThat(limits.take(user).orElseThrow().blocked())
                .as("without an end")
                .isTrue();
    }

    @Test
    void the_staff_reads_audits_and_usages_and_can_do_nothing_else_with_them() throws SQLException {
        ApiClient ada = booth.registered();
        photo(ada);
        ApiClient staff = booth.staff();
        String user = ada.get("/api/me").at("/id");
        assertThat(texts(staff.get("/api/staff/usages?user=" + user), "feature"))
                .containsExactly("generate");
        String audit = staff.get("/api/staff/audits?user=" + user).at("/items/0/id");
        for (String path : List.of("/api/staff/audits", "/api/staff/usages")) {
            assertThat(staff.post(path, Map.of("action", "crop")).status()).isEqualTo(405);
            assertThat(staff.put(path, Map.of()).status()).isEqualTo(405);
            assertThat(staff.delete(path).status()).isEqualTo(405);
            assertThat(staff.delete(path + "/" + audit).status()).isEqualTo(404);
            assertThat(staff.get(path).status()).as("a filter is wanted").isEqualTo(400);
        }
        assertThat(staff.get("/api/staff/audits?user=" + user + "&action=crop").status())
                .isEqualTo(400);
        assertThat(staff.get("/api/staff/audits?action=dance").status()).isEqualTo(400);
    }

    @Test
    void an_account_that_the_staff_closes_cannot_go_on() throws SQLException {
        String name = name();
        booth.registered(name);
        String refresh = app.anybody()
                .post("/api/auth/login", Map.of("login", name, "password", PASSWORD))
                .at("/refreshToken");
        ApiClient staff = booth.staff();
        String path = "/api/staff/users/"
                + staff.get("/api/staff/users/named/" + name).at("/id");
        assertThat(staff.patch(path, Map.of("isActive", false, "version", 7)).status())
                .isEqualTo(409);
        assertThat(staff.patch(path, Map.of("isActive", false, "version", 0)).status())
                .isEqualTo(200);
        assertThat(app.anybody()
                        .post("/api/auth/refresh", Map.of("refreshToken", refresh))
                        .status())
                .isEqualTo(401);
        assertThat(app.anybody()
                        .post("/api/auth/login", Map.of("login", name, "password", PASSWORD))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void wrong_passwords_count_for_the_account_by_whichever_name() {
        String name = name();
        booth.registered(name);
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String login = i % 2 == 0 ? name : name + "@example.org";
            answers.add(app.anybody()
                    .post("/api/auth/login", Map.of("login", login, "password", "wrong"))
                    .status());
        }
        assertThat(answers.subList(0, 10)).containsOnly(401);
        assertThat(answers.subList(10, 12)).containsOnly(429);
    }
}
