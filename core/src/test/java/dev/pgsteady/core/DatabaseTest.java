package dev.pgsteady.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
    private final LocalServer server = LocalServer.get();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_database_over_a_socket_reads_commits_and_rolls_back(boolean pooled) {
        server.sql("drop table if exists t; create table t (a int)");
        try (Database database = open(pooled)) {
            database.inTransaction(c -> run(c, "insert into t values (1)"));
            assertThatThrownBy(() -> database.inTransaction(c -> {
                        run(c, "insert into t values (2)");
                        throw new ArithmeticException("mine");
                    }))
                    .isInstanceOf(ArithmeticException.class);
            Problem refused =
                    catchThrowableOfType(Problem.class, () -> database.read(c -> run(c, "insert into t values (3)")));

            assertThat(database.<String>read(c -> value(c, "select string_agg(a::text, ',') from t")))
                    .isEqualTo("1");
            assertThat(refused.kind()).isEqualTo(Problem.Kind.SQL_FAILED);
            assertThat(database.version().major()).isGreaterThanOrEqualTo(15);
            assertThat(database.health()).returns(true, Health::up).returns(false, Health::inRecovery);
        }
    }

    @Test
    void the_limits_and_the_name_of_a_read_are_the_safe_ones() {
        try (Database database = open(false)) {
            assertThat(database.<String>read(c -> value(
                            c,
                            "select concat_ws(' ', current_setting('statement_timeout'), current_setting('lock_timeout'),"
                                    + " current_setting('idle_in_transaction_session_timeout'),"
                                    + " current_setting('transaction_read_only'))")))
                    .isEqualTo("5s 200ms 1min on");
            assertThat(database.<String>inTransaction(
                            TransactionOptions.snapshot(),
                            c -> value(c, "select current_setting('transaction_isolation')")))
                    .isEqualTo("repeatable read");
        }
    }

    @Test
    void work_that_lost_is_tried_again_with_jitter_until_its_attempts_or_its_deadline_end() {
        List<Duration> waits = new ArrayList<>();
        Pace pace = new Pace(() -> Instant.EPOCH.plus(sum(waits)), new Random(1), waits::add);
        Database.Session session =
                new Database.Session(TransactionOptions.reading(), TransactionOptions.writing(), pace);
        String lose = "do $$ begin raise exception 'lost' using errcode = '40001'; end $$";
        int[] tries = {0};
        try (Database database = Database.single(server.admin(), session)) {
            assertThat(database.<Integer>inTransaction(c -> ++tries[0] < 3 ? run(c, lose) : tries[0]))
                    .isEqualTo(3);
            assertThat(waits).hasSize(2).allMatch(wait -> wait.toMillis() <= 20);
            assertThat(catchThrowableOfType(Problem.class, () -> database.inTransaction(c -> run(c, lose))))
                    .hasMessage("The server refused a statement: lost (SQLSTATE 40001).");
            assertThat(waits).hasSize(6);
            TransactionOptions none = TransactionOptions.writing().retries(5, Duration.ZERO);
            tries[0] = 0;
            Work<Integer> wrapping = c -> {
                tries[0]++;
                try {
                    return run(c, lose);
                } catch (SQLException e) {
                    throw new IllegalArgumentException("wrapped", e);
                }
            };
            assertThatThrownBy(() -> database.inTransaction(none, wrapping)).hasMessage("wrapped");
            assertThat(tries[0]).isLessThan(5);
        }
    }

    @Test
    void a_call_inside_another_joins_it_and_its_failure_dooms_the_whole() {
        server.sql("drop table if exists n; create table n (a int)");
        try (Database database = open(true)) {
            assertThatThrownBy(() -> database.inTransaction(outer -> {
                        run(outer, "insert into n values (1)");
                        assertThat(database.<String>read(c -> value(c, "select count(*) from n")))
                                .isEqualTo("1");
                        assertThatThrownBy(() -> database.inTransaction(c -> {
                                    throw new ArithmeticException("inner");
                                }))
                                .isInstanceOf(ArithmeticException.class);
                        return 0;
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("swallowed");
            assertThat(database.<String>read(c -> value(c, "select count(*) from n")))
                    .isEqualTo("0");
            assertThatThrownBy(() -> database.read(c -> database.inTransaction(d -> run(d, "select 1"))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("READ_COMMITTED and writes cannot run inside");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_connection_that_was_killed_is_replaced_at_the_next_use(boolean pooled) {
        try (Database database = open(pooled)) {
            String killed = database.read(c -> value(c, "select pg_backend_pid()"));
            server.sql("select pg_terminate_backend(" + killed + ", 5000)");
            assertThat(database.<String>read(c -> value(c, "select pg_backend_pid()")))
                    .isNotEqualTo(killed);
        }
    }

    @Test
    void a_pool_that_is_empty_says_so_and_counts() {
        PoolSettings one = PoolSettings.DEFAULT.sized(1, 0).waiting(Duration.ofMillis(250));
        try (Database database = Database.open(server.admin(), one);
                Database other = Database.open(server.admin(), one)) {
            database.read(c -> {
                assertThat(database.poolStatus()).isEqualTo(new PoolStatus(1, 1, 0, 0, 1));
                Thread thread = Thread.ofPlatform()
                        .start(() -> assertThatThrownBy(() -> database.read(d -> 1))
                                .isInstanceOf(Problem.class)
                                .hasMessageContaining("1 of 1 are in use"));
                return joined(thread) + other.<Integer>read(d -> 1);
            });
            assertThat(System.getProperty("com.zaxxer.hikari.aliveBypassWindowMs"))
                    .isNull();
        }
    }

    @Test
    void peer_authentication_a_client_certificate_and_channel_binding_let_a_role_in() {
        ConnectionSettings tls = server.tcp("cert_role")
                .with(Keyword.SSLMODE, "verify-full")
                .with(Keyword.SSLROOTCERT, server.certificates.server().toString())
                .with(Keyword.SSLCERT, server.certificates.client().toString())
                .with(Keyword.SSLKEY, server.certificates.clientKey().toString());
        ConnectionSettings bound = server.tcp("app")
                .withPassword(Secret.of("right:pass\\word"))
                .with(Keyword.SSLMODE, "require")
                .with(Keyword.CHANNEL_BINDING, "require");
        ConnectionSettings peer =
                ConnectionSettings.to(server.sockets.toString(), server.port, "postgres", "peer_mapped");

        for (ConnectionSettings settings : List.of(tls, bound, peer)) {
            try (Database database = Database.single(settings)) {
                assertThat(database.<String>read(c -> value(c, "select current_user")))
                        .isEqualTo(settings.user());
            }
        }
    }

    @Test
    void the_next_host_is_tried_when_nothing_listens_on_the_first() throws Exception {
        ConnectionSettings several = ConnectionSettings.of(
                Target.commandLine("host=127.0.0.1," + server.sockets + " port=" + LocalServer.freePort() + ","
                        + server.port + " user=postgres dbname=postgres target_session_attrs=read-write"),
                new Environment(java.util.Map.of(), Path.of("/nowhere"), "me", List.of()));

        try (Database database = Database.single(several)) {
            assertThat(database.<String>read(c -> value(c, "select current_setting('application_name')")))
                    .isEqualTo("pgsteady");
        }
    }

    @Test
    void a_single_connection_needs_no_pool_and_no_toml_on_the_class_path() throws Exception {
        URL[] path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.matches(".*(HikariCP|tomlj|slf4j|antlr).*"))
                .map(entry -> url(Path.of(entry)))
                .toArray(URL[]::new);
        try (URLClassLoader bare = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            Class<?> settings = bare.loadClass(ConnectionSettings.class.getName());
            Object target = settings.getMethod("to", String.class, int.class, String.class, String.class)
                    .invoke(null, server.sockets.toString(), server.port, "postgres", "postgres");
            Object database = bare.loadClass(Database.class.getName())
                    .getMethod("single", settings)
                    .invoke(null, target);
            Object health = database.getClass().getMethod("health").invoke(database);
            assertThat(health.toString()).contains("up=true");
            ((AutoCloseable) database).close();
        }
    }

    private Database open(boolean pooled) {
        return pooled
                ? Database.open(server.admin(), PoolSettings.DEFAULT.sized(2, 1))
                : Database.single(server.admin());
    }

    private static int run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return statement.getUpdateCount();
        }
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private static Duration sum(List<Duration> waits) {
        return waits.stream().reduce(Duration.ZERO, Duration::plus);
    }

    private static int joined(Thread thread) {
        try {
            thread.join();
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
