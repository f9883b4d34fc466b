package dev.pgsteady.apps.passport;

import static dev.pgsteady.apps.passport.Booth.PASSWORD;
import static dev.pgsteady.apps.passport.Booth.PHOTOS;
import static dev.pgsteady.apps.passport.Booth.PICTURE;
import static dev.pgsteady.apps.passport.Booth.name;
import static dev.pgsteady.apps.passport.Booth.photo;
import static dev.pgsteady.apps.passport.Booth.registration;
import static dev.pgsteady.apps.passport.Booth.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.apps.testing.ApiClient;
import dev.pgsteady.apps.testing.ApiClient.Reply;
import dev.pgsteady.apps.testing.RunningApp;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final Booth booth = Booth.open(SERVER);
    private final RunningApp app = booth.app();

    AppTest() throws IOException {}

    @AfterAll
    void stop() {
        booth.close();
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

    private List<String> files(ApiClient who) throws IOException {
        try (Stream<Path> files = Files.walk(
                booth.folder().resolve("photos").resolve(who.get("/api/me").at("/id")))) {
            return files.filter(Files::isRegularFile)
                    .map(f -> f.getFileName().toString().replaceFirst(".*[.]", ""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void a_new_account_has_an_empty_profile_and_a_limit_and_its_name_is_taken_whatever_its_case() {
        String name = name();
        Reply me = booth.registered(name).get("/api/me");
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
        ApiClient ada = booth.registered();
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
        ApiClient ada = booth.registered();
        Map<String, Object> profile = profile(0);
        profile.put(field, value);
        Reply reply = ada.put("/api/me/profile", profile);
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.at("/errors/0/field")).isEqualTo(field);
    }

    @Test
    void a_photo_has_the_size_of_its_document_and_each_deed_is_written_down() throws IOException {
        ApiClient ada = booth.registered();
        String photo = photo(ada);
        Reply shown = ada.get(photo);
        assertThat(List.of(shown.at("/status"), shown.at("/widthPx"), shown.at("/heightPx"), shown.at("/dpi")))
                .isEqualTo(List.of("completed", "413", "531", "300"));
        var image = Pictures.read(ada.getBytes(photo + "/file"));
        assertThat(List.of(image.getWidth(), image.getHeight())).isEqualTo(List.of(413, 531));
        assertThat(Pictures.colour(image, 0.2, 0.5) + Pictures.colour(image, 0.8, 0.5))
                .isEqualTo("RB");

        Reply cropped = ada.post(photo + "/crop", Map.of("area", area(450, 300, 400, 520), "version", 0));
        assertThat(cropped.status()).as(cropped.text()).isEqualTo(200);
        var other = Pictures.read(ada.getBytes(photo + "/file"));
        assertThat(Pictures.colour(other, 0.2, 0.5) + Pictures.colour(other, 0.8, 0.5))
                .isEqualTo("BB");
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
        ApiClient ada = booth.registered();
        String photo = photo(ada);
        String user = ada.get("/api/me").at("/id");
        assertThat(ada.delete(photo).status()).isEqualTo(204);
        assertThat(ada.get(photo).status()).isEqualTo(404);
        assertThat(files(ada)).isEmpty();
        assertThat(texts(ada.get("/api/me/audits"), "action")).containsExactly("delete", "generate");
        photo(ada);
        assertThat(ada.delete("/api/me").status()).isEqualTo(204);
        assertThat(booth.folder().resolve("photos").resolve(user)).doesNotExist();
        assertThat(texts(booth.staff().get("/api/staff/audits?user=" + user), "action"))
                .containsExactly("generate", "delete", "generate");
        assertThat(booth.staff().get("/api/staff/users/" + user).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"this is no picture", "\u0089PNG\r\n\u001a\n broken", "GIF89a"})
    void a_picture_that_is_none_is_kept_with_the_reason(String text) {
        ApiClient ada = booth.registered();
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
        ApiClient ada = booth.registered();
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
        ApiClient ada = booth.registered();
        String photo = photo(ada);
        for (var area : List.of(area(0, 0, 901, 100), area(899, 0, 2, 2), area(0, 0, 20, 20))) {
            assertThat(ada.post(photo + "/crop", Map.of("area", area, "version", 0))
                            .status())
                    .as(area.toString())
                    .isEqualTo(422);
        }
        assertThat(ada.post(photo + "/crop", Map.of("area", area(0, 0, 400, 520), "version", 0))
                        .status())
                .isEqualTo(200);
        Reply late = ada.post(photo + "/crop", Map.of("area", area(0, 0, 400, 520), "version", 0));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().path("currentVersion").asLong()).isEqualTo(1);
        assertThat(texts(ada.get(photo + "/audits"), "action")).containsExactly("crop", "generate");
    }

    @Test
    void what_is_somebody_elses_is_not_there_and_without_a_token_nothing_is() {
        ApiClient ada = booth.registered();
        ApiClient eve = booth.registered();
        String photo = photo(ada);
        for (String path : List.of(photo, photo + "/file", photo + "/audits")) {
            assertThat(eve.get(path).status()).as(path).isEqualTo(404);
            assertThat(app.anybody().get(path).status()).as(path).isEqualTo(401);
        }
        assertThat(eve.delete(photo).status()).isEqualTo(404);
        assertThat(eve.post(photo + "/crop", Map.of("area", area(0, 0, 400, 520), "version", 0))
                        .status())
                .isEqualTo(404);
        for (String path :
                List.of("users", "generations", "audits?action=crop", "usages?feature=crop", "rate-limits")) {
            assertThat(eve.get("/api/staff/" + path).status()).as(path).isEqualTo(403);
        }
        assertThat(ada.get(photo).status()).isEqualTo(200);
    }

    @Test
    void a_list_is_read_page_by_page_and_no_row_is_missed_or_twice() {
        ApiClient ada = booth.registered();
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

    @ParameterizedTest
    @ValueSource(
            strings = {"'; DROP TABLE users; --", "Robert\"); --", "🦆 žluťoučký 馬", "${jndi:ldap://x}", "a\\tb\\\\c%_"
            })
    void any_text_is_only_text(String text) {
        ApiClient ada = booth.registered();
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
        assertThat(booth.staff().get("/api/staff/users/named/abc").status()).isEqualTo(404);
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
