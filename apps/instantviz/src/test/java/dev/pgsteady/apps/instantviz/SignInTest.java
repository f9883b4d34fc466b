package dev.pgsteady.apps.instantviz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.apps.testing.ApiClient.Reply;
import dev.pgsteady.apps.testing.RunningApp;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/// How many passwords may be tried, where two instances of the application share a database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInTest {
    private static final String PASSWORD = "correct horse battery";
    private static final int TRIES = 4;

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final TestDatabase database = SERVER.create();
    private final RunningApp one;
    private final RunningApp two;

    SignInTest() throws Exception {
        Path keys = Files.createTempDirectory("instantviz");
        String tries = "front.tries=" + TRIES;
        this.one = RunningApp.start(InstantViz.class, database, keys, tries);
        this.two = RunningApp.start(InstantViz.class, database, keys, tries, "front.clean=PT0.2S");
    }

    @AfterAll
    void stop() {
        one.close();
        two.close();
        database.close();
    }

    /// Somebody new, by his mail address.
    private String registered() {
        String mail = "iris-" + UUID.randomUUID() + "@example.org";
        Reply reply = one.anybody()
                .post("/api/users", Map.of("email", mail, "password", PASSWORD, "fullName", "Iris Lovelace"));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return mail;
    }

    private static Reply login(RunningApp app, String login, String password) {
        return app.anybody().post("/api/auth/login", Map.of("login", login, "password", password));
    }

    private static void wrong(RunningApp app, String login, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(login(app, login, "wrong").status()).isEqualTo(401);
        }
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return String.valueOf(rows.getString(1));
        }
    }

    @Test
    void of_many_guesses_at_the_same_moment_no_more_are_looked_at_than_there_are_tries() throws Exception {
        String mail = registered();
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Integer>> guesses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 16; i++) {
                RunningApp app = i % 2 == 0 ? one : two;
                guesses.add(threads.submit(() -> {
                    start.await();
                    return login(app, mail, "wrong").status();
                }));
            }
            start.countDown();
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> guess : guesses) {
            statuses.add(guess.get());
        }

        assertThat(statuses).containsOnly(401, 429);
        assertThat(Collections.frequency(statuses, 401)).isEqualTo(TRIES);
    }

    @Test
    void the_right_password_gives_all_tries_back() {
        String mail = registered();
        for (int round = 0; round < 2; round++) {
            wrong(one, mail, TRIES - 1);
            assertThat(login(one, mail, PASSWORD).status()).as("round " + round).isEqualTo(200);
        }
        wrong(two, mail, TRIES);
        assertThat(login(two, mail, PASSWORD).status()).isEqualTo(429);
    }

    @Test
    void what_one_instance_counted_the_other_refuses_until_a_try_is_back() throws SQLException {
        String mail = registered();
        wrong(one, mail, TRIES);

        Reply waiting = login(two, mail, PASSWORD);
        assertThat(waiting.status()).isEqualTo(429);
        assertThat(waiting.at("/detail")).isEqualTo("Too many wrong passwords. Wait, then try again.");
        assertThat(Integer.parseInt(waiting.headers().get("retry-after")))
                .as("a quarter of a quarter of an hour, less what has passed")
                .isBetween(100, 900 / TRIES);
        assertThat(login(two, registered(), PASSWORD).status()).isEqualTo(200);

        database.execute("UPDATE signin.pgsteady_limit_buckets SET used_until = used_until - interval '226 s'");
        assertThat(login(one, mail, PASSWORD).status()).as("a try is back").isEqualTo(200);
    }

    @Test
    void a_name_is_the_same_however_it_is_written_and_is_nowhere_to_be_read() throws SQLException {
        String mail = registered();
        wrong(one, mail, 1);
        wrong(one, mail.toUpperCase(Locale.ROOT), 1);
        wrong(one, " " + mail + " ", 1);
        wrong(two, mail.toUpperCase(Locale.ROOT) + " ", 1);
        assertThat(login(one, mail, PASSWORD).status()).isEqualTo(429);

        assertThat(ask("SELECT count(*) FROM signin.pgsteady_limit_buckets WHERE subject ~* 'iris|@'"))
                .isEqualTo("0");
        assertThat(ask("SELECT count(*) FROM signin.pgsteady_limit_buckets WHERE scope = 'sign-in' AND subject ="
                        + " (SELECT encode(sha256(convert_to(id::text, 'UTF8')), 'hex') FROM users WHERE email = '"
                        + mail
                        + "')"))
                .isEqualTo("1");
    }

    @Test
    void a_name_that_nobody_has_is_counted_too() {
        String nobody = UUID.randomUUID() + "-i@example.org";
        wrong(one, nobody, TRIES - 1);
        wrong(one, nobody.replace('i', 'İ'), 1);
        assertThat(login(two, nobody, "wrong").status()).isEqualTo(429);
    }

    @Test
    void what_cannot_be_counted_is_not_looked_at() throws SQLException {
        String mail = registered();
        String table = "ALTER TABLE signin.pgsteady_limit_";
        database.execute(table + "buckets RENAME TO pgsteady_limit_away");
        try {
            Reply reply = login(one, mail, PASSWORD);
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.headers()).containsEntry("retry-after", "1");
        } finally {
            database.execute(table + "away RENAME TO pgsteady_limit_buckets");
        }
        assertThat(login(one, mail, PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void what_was_counted_goes_when_it_is_worth_nothing() throws Exception {
        database.execute("INSERT INTO signin.pgsteady_limit_buckets VALUES"
                + " ('sign-in', 'old', now() - interval '1 s'), ('sign-in', 'new', now() + interval '10 min')");
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        String left =
                "SELECT string_agg(subject, ' ') FROM signin.pgsteady_limit_buckets WHERE subject IN ('old', 'new')";
        while (!ask(left).equals("new") && Instant.now().isBefore(end)) {
            Thread.sleep(100);
        }
        assertThat(ask(left)).isEqualTo("new");
    }
}
