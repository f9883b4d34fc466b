package dev.pgsteady.apps.passport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.apps.testing.ApiClient;
import dev.pgsteady.apps.testing.ApiClient.Reply;
import dev.pgsteady.apps.testing.RunningApp;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The application on a database of a test, and people who use it.
record Booth(RunningApp app, TestDatabase database, Path folder) implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";
    static final String PHOTOS = "/api/photos?country=DE&type=passport";
    static final byte[] PICTURE = Pictures.jpeg(900, 1200);

    static Booth open(TestServer server) throws IOException {
        TestDatabase database = server.create();
        Path folder = Files.createTempDirectory("passport");
        RunningApp app = RunningApp.start(
                Passport.class, database, folder, "passport.folder=" + folder, "front.largest-upload=2MB");
        return new Booth(app, database, folder);
    }

    @Override
    public void close() {
        app.close();
        database.close();
    }

    static String name() {
        return "u" + UUID.randomUUID().toString().substring(0, 13);
    }

    static Map<String, Object> registration(String name) {
        return Map.of(
                "username",
                name,
                "email",
                name + "@example.org",
                "password",
                PASSWORD,
                "firstName",
                "Ada",
                "lastName",
                "Lovelace");
    }

    ApiClient registered(String name) {
        Reply reply = app.anybody().post("/api/users", registration(name));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return app.signedIn(name, PASSWORD).with("User-Agent", "booth/1.0");
    }

    ApiClient registered() {
        return registered(name());
    }

    ApiClient staff() throws SQLException {
        String name = name();
        registered(name);
        database.execute("UPDATE users SET is_staff = true WHERE username = '" + name + "'");
        return app.signedIn(name, PASSWORD);
    }

    /// @return the path of a new photo
    static String photo(ApiClient who) {
        Reply made = who.postBytes(PHOTOS, "image/jpeg", PICTURE);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return "/api/photos/" + made.at("/id");
    }

    /// A field of each row of a list.
    static List<String> texts(Reply list, String field) {
        List<String> texts = new ArrayList<>();
        list.json().path("items").forEach(i -> texts.add(i.path(field).asString("")));
        return texts;
    }
}
