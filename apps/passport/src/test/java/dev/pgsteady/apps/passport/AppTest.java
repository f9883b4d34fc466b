package dev.pgsteady.apps.passport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.apps.passport.limits.RateLimits;
import dev.pgsteady.apps.web.ApiClient;
import dev.pgsteady.apps.web.ApiClient.Reply;
import dev.pgsteady.apps.web.RunningApp;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String PHOTOS = "/api/photos?country=DE&type=passport";
    private static final byte[] PICTURE = Pictures.jpeg(900, 1200);

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final TestDatabase database = SERVER.create();
    private final Path folder;
    private final RunningApp app;

    AppTest() throws IOException {
        this.folder = Files.createTempDirectory("passport");
        this.app = RunningApp.start(
                Passport.class, database, folder, "passport.folder=" + folder, "front.largest-upload=2MB");
    }

    @AfterAll
    void stop() {
        app.close();
        database.close();
    }

    private static String name() {
        return "u" + UUID.randomUUID().toString().substring(0, 13);
    }

    private static Map<String, Object> registration(String name) {
        return Map.of(
                "username", name,
                "email", name + "@example.org",
                "password", PASSWORD,
                "firstName", "Ada",
                "lastName", "Lovelace");
    }

    private ApiClient registered(String name) {
        Reply reply = app.anybody().post("/api/users", registration(name));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return app.signedIn(name, PASSWORD).with("User-Agent", "booth/1.0");
    }

    private ApiClient registered() {
        return registered(name());
    }

    private ApiClient staff() throws SQLException {
        String name = name();
        registered(name);
        database.execute("UPDATE users SET is_staff = true WHERE username = '" + name + "'");
        return app.signedIn(name, PASSWORD);
    }

    private static Map<String, Object> profile(long version) {
        Map<String, Object> profile = new HashMap<>(Map.of(
                "phone", "+4930123456",
                "street", "Lindenstraße 5",
                "city", "Berlin",
                "state", "Berlin",
                "postalCode", "10969",
                "country", "DE",
                "version", version));
        profile.put("landmark", null);
        return profile;
    }

    private static String photo(ApiClient who) {
        Reply made = who.postBytes(PHOTOS, "image/jpeg", PICTURE);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return "/api/photos/" + made.at("/id");
    }

    private List<String> files(ApiClient who) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("photos").resolve(who.get("/api/me").at("/id")))) {
            return files.filter(Files::isRegularFile)
                    .map(f -> f.getFileName().toString().replaceFirst(".*[.]", ""))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> texts(Reply list, String field) {
        List<String> texts = new ArrayList<>();
        list.json().path("items").forEach(i -> texts.add(i.path(field).asString("")));
        return texts;
    }

    @Test
    void a_new_account_has_an_empty_profile_and_a_limit_and_its_name_is_taken_whatever_its_case() {
        String name = name();
        Reply me = registered(name).get("/api/me");
        assertThat(List.of(me.at("/username"), me.at("/profile/complete"), me.at("/rateLimit/limitPerWindow")))
                .isEqualTo(List.of(name, "false", "60"));
        assertThat(me.at("/lastLoginAt")).isNotEmpty();
        Reply again = app.anybody().post("/api/users", registration(name.toUpperCase(Locale.ROOT)));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.at("/constraint")).isIn("users_username_key", "users_email_key");
        app.signedIn(name.toUpperCase(Locale.ROOT), PASSWORD);
        app.signedIn(name.toUpperCase(Locale.ROOT) + "@EXAMPLE.org", PASSWORD);
    }

    @Test
    void a_profile_is_complete_when_all_but_the_landmark_is_there() {
        ApiClient ada = registered();
        Reply full = ada.put("/api/me/profile", profile(0));
        assertThat(full.json().path("complete").asBoolean()).as(full.text()).isTrue();
        assertThat(full.at("/fullAddress")).isEqualTo("Lindenstraße 5, Berlin, Berlin 10969, DE");
        Map<String, Object> without = profile(full.json().path("version").asLong());
        without.put("city", " ");
        Reply less = ada.put("/api/me/profile", without);
        assertThat(less.json().path("complete").asBoolean()).isFalse();
        assertThat(less.at("/fullAddress")).isEqualTo("Lindenstraße 5, Berlin 10969, DE");

        Reply late = ada.put("/api/me/profile", profile(0));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().path("currentVersion").asLong())
                .isEqualTo(less.json().path("version").asLong());
    }

    @ParameterizedTest
    @CsvSource({
        "phone, 030123456",
        "phone, +49 30 123456",
        "postalCode, 1096",
        "postalCode, SW1A 1AA",
        "country, Germany",
        "country, de"
    })
    void a_field_of_a_profile_that_cannot_be_right_is_named(String field, String value) {
        ApiClient ada = registered();
        Map<String, Object> profile = profile(0);
        profile.put(field, value);
        Reply reply = ada.put("/api/me/profile", profile);
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.at("/errors/0/field")).isEqualTo(field);
    }

    @Test
    void a_photo_has_the_size_of_its_document_and_each_deed_is_written_down() throws IOException {
        ApiClient ada = registered();
        String photo = photo(ada);
        Reply shown = ada.get(photo);
        assertThat(List.of(shown.at("/status"), shown.at("/widthPx"), shown.at("/heightPx"), shown.at("/dpi")))
                .isEqualTo(List.of("completed", "413", "531", "300"));
        var image = Pictures.read(ada.getBytes(photo + "/file"));
        assertThat(List.of(image.getWidth(), image.getHeight())).isEqualTo(List.of(413, 531));
        assertThat(Pictures.colour(image, 0.2, 0.5) + Pictures.colour(image, 0.8, 0.5)).isEqualTo("RB");

        Reply cropped = ada.post(photo + "/crop", Map.of("area", area(450, 300, 400, 520), "version", 0));
        assertThat(cropped.status()).as(cropped.text()).isEqualTo(200);
        var other = Pictures.read(ada.getBytes(photo + "/file"));
        assertThat(Pictures.colour(other, 0.2, 0.5) + Pictures.colour(other, 0.8, 0.5)).isEqualTo("BB");
        assertThat(files(ada)).as("the photo before is gone").containsExactly("jpg", "original");

        Reply audits = ada.get(photo + "/audits");
        assertThat(texts(audits, "action")).containsExactly("download", "crop", "download", "generate");
        assertThat(List.of(audits.at("/items/3/ipAddress"), audits.at("/items/3/userAgent")))
                .isEqualTo(List.of("127.0.0.1", "booth/1.0"));
        assertThat(audits.at("/items/3/details/country")).isEqualTo("DE");
    }

    private static Map<String, Integer> area(int x, int y, int width, int height) {
        return Map.of("x", x, "y", y, "width", width, "height", height);
    }

    @Test
    void what_was_done_with_a_photo_stays_when_it_and_its_owner_are_gone() throws Exception {
        ApiClient ada = registered();
        String photo = photo(ada);
        String user = ada.get("/api/me").at("/id");
        assertThat(ada.delete(photo).status()).isEqualTo(204);
        assertThat(ada.get(photo).status()).isEqualTo(404);
        assertThat(files(ada)).isEmpty();
        assertThat(texts(ada.get("/api/me/audits"), "action")).containsExactly("delete", "generate");
        photo(ada);
        assertThat(ada.delete("/api/me").status()).isEqualTo(204);
        assertThat(folder.resolve("photos").resolve(user)).doesNotExist();
        assertThat(texts(staff().get("/api/staff/audits?user=" + user), "action"))
                .containsExactly("generate", "delete", "generate");
        assertThat(staff().get("/api/staff/users/" + user).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"this is no picture", "\u0089PNG\r\n\u001a\n broken", "GIF89a"})
    void a_picture_that_is_none_is_kept_with_the_reason(String text) {
        ApiClient ada = registered();
        Reply reply = ada.postBytes(PHOTOS, "image/png", text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertThat(reply.status()).as(reply.text()).isEqualTo(422);
        Reply kept = ada.get("/api/photos/" + reply.at("/generation"));
        assertThat(kept.at("/status")).isEqualTo("failed");
        assertThat(kept.at("/error")).isEqualTo(reply.at("/detail"));
        assertThat(ada.get("/api/photos/" + reply.at("/generation") + "/file").status())
                .isEqualTo(409);
    }

    @Test
    void a_picture_that_is_too_large_or_of_another_kind_or_for_an_unknown_document_is_refused() {
        ApiClient ada = registered();
        assertThat(ada.postBytes(PHOTOS, "image/jpeg", new byte[3_000_000]).status())
                .isEqualTo(413);
        assertThat(ada.postBytes(PHOTOS, "application/pdf", PICTURE).status()).isEqualTo(415);
        assertThat(ada.postBytes("/api/photos?country=DE&type=library", "image/jpeg", PICTURE)
                        .status())
                .isEqualTo(422);
        assertThat(ada.postBytes("/api/photos?country=DE", "image/jpeg", PICTURE)
                        .status())
                .isEqualTo(400);
        assertThat(ada.get("/api/photos").json().path("items")).isEmpty();
        assertThat(app.anybody().get("/api/formats").json().size()).isGreaterThan(10);
    }

    @Test
    void a_part_that_is_not_in_the_picture_or_a_version_that_is_over_changes_nothing() {
        ApiClient ada = registered();
        String photo = photo(ada);
        for (var area : List.of(area(0, 0, 901, 100), area(899, 0, 2, 2), area(0, 0, 20, 20))) {
            assertThat(ada.post(photo + "/crop", Map.of("area", area, "version", 0)).status())
                    .as(area.toString())
                    .isEqualTo(422);
        }
        assertThat(ada.post(photo + "/crop", Map.of("area", area(0, 0, 400, 520), "version", 0)).status())
                .isEqualTo(200);
        Reply late = ada.post(photo + "/crop", Map.of("area", area(0, 0, 400, 520), "version", 0));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().path("currentVersion").asLong()).isEqualTo(1);
        assertThat(texts(ada.get(photo + "/audits"), "action")).containsExactly("crop", "generate");
    }

    @Test
    void what_is_somebody_elses_is_not_there_and_without_a_token_nothing_is() {
        ApiClient ada = registered();
        ApiClient eve = registered();
        String photo = photo(ada);
        for (String path : List.of(photo, photo + "/file", photo + "/audits")) {
            assertThat(eve.get(path).status()).as(path).isEqualTo(404);
            assertThat(app.anybody().get(path).status()).as(path).isEqualTo(401);
        }
        assertThat(eve.delete(photo).status()).isEqualTo(404);
        assertThat(eve.post(photo + "/crop", Map.of("area", area(0, 0, 400, 520), "version", 0)).status())
                .isEqualTo(404);
        for (String path : List.of("users", "generations", "audits?action=crop", "usages?feature=crop", "rate-limits")) {
            assertThat(eve.get("/api/staff/" + path).status()).as(path).isEqualTo(403);
        }
        assertThat(ada.get(photo).status()).isEqualTo(200);
    }

    @Test
    void a_list_is_read_page_by_page_and_no_row_is_missed_or_twice() {
        ApiClient ada = registered();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(photo(ada).substring("/api/photos/".length()));
        }
        assertThat(pages(ada, "/api/photos?limit=2")).isEqualTo(made);
        assertThat(pages(ada, "/api/me/audits?limit=2")).hasSize(5).doesNotHaveDuplicates();
        assertThat(ada.get("/api/photos?after=bm90aGluZw").status()).isEqualTo(400);
        assertThat(ada.get("/api/photos?limit=101").status()).isEqualTo(400);
        assertThat(ada.get("/api/me").json().path("photos").asInt()).isEqualTo(5);
    }

    private static List<String> pages(ApiClient who, String path) {
        List<String> ids = new ArrayList<>();
        String next = "";
        do {
            Reply page = who.get(path + (next.isEmpty() ? "" : "&after=" + next));
            ids.addAll(texts(page, "id"));
            next = page.at("/next");
        } while (!next.isEmpty());
        return ids;
    }

    @Test
    void requests_beyond_the_limit_wait_and_an_abuser_is_blocked_until_the_staff_lifts_it() throws SQLException {
        String name = name();
        ApiClient ada = registered(name);
        database.execute("UPDATE user_rate_limits SET limit_per_window = 3 WHERE user_id = (SELECT id FROM users"
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

        ApiClient staff = staff();
        JsonNode limit = staff.get("/api/staff/users/named/" + name).json().path("rateLimit");
        assertThat(limit.path("blockedReason").asString()).isEqualTo("10 requests in 60 seconds");
        String user = limit.path("user").asString();
        assertThat(texts(staff.get("/api/staff/rate-limits?blocked=true"), "user")).contains(user);
        assertThat(staff.post("/api/staff/rate-limits/" + user + "/unblock", Map.of()).status())
                .isEqualTo(204);
        assertThat(statuses(ada, 1)).containsExactly(200);
        assertThat(staff.get("/api/staff/audits?action=unblock").text()).contains(user);
        assertThat(staff.post("/api/staff/rate-limits/" + UUID.randomUUID() + "/unblock", Map.of())
                        .status())
                .isEqualTo(404);
    }

    private static List<Integer> statuses(ApiClient who, int times) {
        return Stream.generate(() -> who.get("/api/photos").status()).limit(times).toList();
    }

    @Test
    void many_requests_at_once_get_no_more_than_the_limit() throws Exception {
        String name = name();
        registered(name);
        UUID user = UUID.fromString(staff().get("/api/staff/users/named/" + name).at("/id"));
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
        registered(name);
        String mine = " WHERE user_id = (SELECT id FROM users WHERE username = '" + name + "')";
        UUID user = UUID.fromString(staff().get("/api/staff/users/named/" + name).at("/id"));
        RateLimits limits = app.get(RateLimits.class);
        database.execute("UPDATE user_rate_limits SET request_count = 60,"
                + " window_started_at = now() - interval '61 seconds'" + mine);
        assertThat(limits.take(user).orElseThrow().remaining()).isEqualTo(59);
        database.execute("UPDATE user_rate_limits SET is_blocked = true, blocked_reason = 'x', request_count = 500,"
                + " blocked_until = now() - interval '1 second'" + mine);
        assertThat(limits.take(user).orElseThrow().remaining()).isEqualTo(59);
        database.execute("UPDATE user_rate_limits SET is_blocked = true, blocked_reason = 'x'" + mine);
        assertThat(limits.take(user).orElseThrow().blocked()).as("without an end").isTrue();
    }

    @Test
    void the_staff_reads_audits_and_usages_and_can_do_nothing_else_with_them() throws SQLException {
        ApiClient ada = registered();
        photo(ada);
        ApiClient staff = staff();
        String user = ada.get("/api/me").at("/id");
        assertThat(texts(staff.get("/api/staff/usages?user=" + user), "feature")).containsExactly("generate");
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
        registered(name);
        String refresh = app.anybody()
                .post("/api/auth/login", Map.of("login", name, "password", PASSWORD))
                .at("/refreshToken");
        ApiClient staff = staff();
        String path = "/api/staff/users/" + staff.get("/api/staff/users/named/" + name).at("/id");
        assertThat(staff.patch(path, Map.of("isActive", false, "version", 7)).status())
                .isEqualTo(409);
        assertThat(staff.patch(path, Map.of("isActive", false, "version", 0)).status())
                .isEqualTo(200);
        assertThat(app.anybody().post("/api/auth/refresh", Map.of("refreshToken", refresh)).status())
                .isEqualTo(401);
        assertThat(app.anybody().post("/api/auth/login", Map.of("login", name, "password", PASSWORD)).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'; DROP TABLE users; --", "Robert\"); --", "🦆 žluťoučký 馬", "${jndi:ldap://x}", "a\\tb\\\\c%_"})
    void any_text_is_only_text(String text) {
        ApiClient ada = registered();
        Reply changed = ada.patch("/api/me", Map.of("firstName", text, "lastName", text, "version", 0));
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(ada.get("/api/me").at("/firstName")).isEqualTo(text);
        assertThat(ada.get("/api/photos/%27%20or%201=1").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"username\": 5}",
                "{\"username\": \"a b\", \"email\": \"a@b\", \"password\": \"0123456789\", \"firstName\": \"A\","
                        + " \"lastName\": \"B\"}",
                "{\"username\": \"abc\", \"email\": \"nobody\", \"password\": \"0123456789\", \"firstName\": \"A\","
                        + " \"lastName\": \"B\"}",
                "{\"username\": \"abc\", \"email\": \"a@b\", \"password\": \"short\", \"firstName\": \"A\","
                        + " \"lastName\": \"B\"}"
            })
    void what_makes_no_sense_is_refused_and_nothing_is_kept(String body) throws SQLException {
        Reply reply = app.anybody().postText("/api/users", body);
        assertThat(reply.status()).as(reply.text()).isIn(400, 422);
        assertThat(reply.headers().get("content-type")).startsWith("application/problem+json");
        assertThat(staff().get("/api/staff/users/named/abc").status()).isEqualTo(404);
    }

    @Test
    void the_page_of_the_interface_names_every_operation_and_health_is_told() {
        Reply page = app.anybody().get("/openapi");
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.text())
                .contains("/api/photos/{id}/crop", "/api/staff/rate-limits/{user}/unblock", "/api/me/audits")
                .doesNotContain("<script");
        assertThat(app.anybody().get("/actuator/health/readiness").at("/status"))
                .isEqualTo("UP");
        assertThat(app.anybody().get("/actuator/prometheus").text()).contains("hikaricp_connections_active");
    }
}
