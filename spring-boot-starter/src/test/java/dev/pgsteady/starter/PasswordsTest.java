package dev.pgsteady.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import dev.pgsteady.starter.shop.Books;
import dev.pgsteady.starter.shop.Shop;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// An application at a managed PostgreSQL: TLS with full verification, and tokens for passwords.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasswordsTest {
    private final TlsServer server;
    private final AtomicReference<String> token = new AtomicReference<>("token-1");
    private final AtomicInteger asked = new AtomicInteger();

    PasswordsTest() throws Exception {
        this.server = new TlsServer();
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    private ConfigurableApplicationContext start(String host, Path root) {
        PasswordSource source = to -> {
            asked.incrementAndGet();
            if (token.get().isEmpty()) {
                throw new Problem(Problem.Kind.CONFIGURATION, "The vault is away.", "Wait for it.");
            }
            return Secret.of(token.get());
        };
        return new SpringApplicationBuilder(Shop.class)
                .web(WebApplicationType.NONE)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean("tokens", PasswordSource.class, () -> source))
                .properties(
                        "pgsteady.database=" + server.url(host, root),
                        "pgsteady.pool.size=1",
                        "pgsteady.pool.timeout=2s",
                        "spring.application.name=shop")
                .run();
    }

    private static String one(HikariDataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    @Test
    void each_new_connection_gets_the_token_of_its_moment_over_tls() throws SQLException {
        try (ConfigurableApplicationContext shop = start("127.0.0.1", server.trusted())) {
            HikariDataSource pool = shop.getBean(HikariDataSource.class);
            assertThat(shop.getBean(Books.class).findAll()).isEmpty();
            assertThat(one(pool, "SELECT ssl::text || ' ' || version FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
                    .isEqualTo("true TLSv1.3");
            int before = asked.get();
            String pid = one(pool, "SELECT pg_backend_pid()");

            server.execute("ALTER ROLE app PASSWORD 'token-2'");
            assertThat(one(pool, "SELECT pg_backend_pid()"))
                    .as("the connection stays good")
                    .isEqualTo(pid);
            pool.getHikariPoolMXBean().softEvictConnections();
            assertThatExceptionOfType(SQLTransientConnectionException.class)
                    .as("the old token is no good for a new one")
                    .isThrownBy(() -> one(pool, "SELECT 1"));

            token.set("token-2");
            assertThat(one(pool, "SELECT pg_backend_pid()")).isNotEmpty().isNotEqualTo(pid);
            assertThat(asked.get()).isGreaterThan(before);
        } finally {
            token.set("token-1");
            server.execute("ALTER ROLE app PASSWORD 'token-1'");
        }
    }

    @Test
    void a_pool_comes_back_when_tokens_can_be_had_again() throws SQLException {
        try (ConfigurableApplicationContext shop = start("127.0.0.1", server.trusted())) {
            HikariDataSource pool = shop.getBean(HikariDataSource.class);
            token.set("");
            pool.getHikariPoolMXBean().softEvictConnections();
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> one(pool, "SELECT 1"))
                    .withStackTraceContaining("The vault is away.");
            token.set("token-1");
            assertThat(one(pool, "SELECT 1")).isEqualTo("1");
        } finally {
            token.set("token-1");
        }
    }

    @Test
    void a_certificate_for_another_name_and_one_of_a_stranger_are_refused() {
        assertThatExceptionOfType(Exception.class)
                .as("the certificate names 127.0.0.1")
                .isThrownBy(() -> start("localhost", server.trusted()).close())
                .satisfies(e -> assertThat(e).hasStackTraceContaining("localhost"));
        assertThatExceptionOfType(Exception.class)
                .as("it is not signed by whom we trust")
                .isThrownBy(() -> start("127.0.0.1", server.untrusted()).close());
    }

    @Test
    void without_tls_nobody_gets_in() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> java.sql.DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:" + server.port() + "/shop?sslmode=disable",
                                "app",
                                "token-1")
                        .close());
    }
}
