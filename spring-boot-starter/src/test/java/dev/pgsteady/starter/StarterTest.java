package dev.pgsteady.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Environment;
import dev.pgsteady.core.PoolSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.data.Db;
import dev.pgsteady.data.DbOptions;
import dev.pgsteady.starter.shop.Book;
import dev.pgsteady.starter.shop.Books;
import dev.pgsteady.starter.shop.Shop;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

class StarterTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final TestDatabase database;

    StarterTest(TestDatabase database) {
        this.database = database;
    }

    private ConfigurableApplicationContext start(String... properties) {
        return start(List.of(Shop.class), properties);
    }

    private ConfigurableApplicationContext start(List<Class<?>> sources, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "spring.datasource.url=" + database.jdbcUrl(),
                "spring.datasource.username=" + database.address().user(),
                "spring.datasource.password=" + database.address().readPassword(),
                "spring.application.name=shop",
                "pgsteady.pool.size=2"));
        all.addAll(List.of(properties));
        return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .web(WebApplicationType.NONE)
                .properties(all.toArray(String[]::new))
                .run();
    }

    private void expectNoTable() throws SQLException {
        try (var connection = database.connect();
                var rows = connection.getMetaData().getTables(null, "public", "book", null)) {
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void revisions_are_applied_before_a_repository_asks_for_their_tables() {
        try (ConfigurableApplicationContext shop = start()) {
            Books books = shop.getBean(Books.class);
            Book book = new Book();
            book.title = "Dune";
            books.save(book);
            assertThat(books.findAll())
                    .singleElement()
                    .satisfies(b -> assertThat(b.title).isEqualTo("Dune"));
            assertThat(shop.getBean(MigrationsAtStart.class).status().pending()).isEmpty();
        }
    }

    @Test
    void a_wrong_password_is_told_in_words_at_the_start() {
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> start("spring.datasource.password=wrong"))
                .satisfies(e -> assertThat(new ProblemAnalyzer().analyze(e))
                        .isNotNull()
                        .satisfies(told -> assertThat(told.getDescription()).contains("password"))
                        .satisfies(told -> assertThat(told.getAction()).isNotBlank()));
    }

    @Test
    void an_application_that_only_checks_does_not_start_without_its_revisions() throws SQLException {
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> start("pgsteady.migrations.mode=check"))
                .satisfies(e -> assertThat(e)
                        .hasRootCauseInstanceOf(Problem.class)
                        .rootCause()
                        .hasMessageContaining("lacks 1 revision")
                        .hasMessageContaining("books"));
        expectNoTable();
    }

    @Test
    void the_pool_speaks_the_words_of_the_configuration_and_shows_the_application_to_the_server() throws SQLException {
        try (ConfigurableApplicationContext shop =
                start("pgsteady.pool.overflow=3", "spring.datasource.hikari.maximum-pool-size=4")) {
            HikariDataSource pool = shop.getBean(HikariDataSource.class);
            assertThat(List.of(pool.getMinimumIdle(), pool.getMaximumPoolSize()))
                    .isEqualTo(List.of(2, 4));
            try (var connection = pool.getConnection();
                    var row = connection.createStatement().executeQuery("SHOW application_name")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo("shop");
            }
        }
    }

    /// A way to its database that the application opens itself.
    @Configuration(proxyBeanMethods = false)
    static class OpenedItself {
        @Bean
        Db own(FoundDatabase found) {
            return Db.open(found.settings(), DbOptions.usual().pool(PoolSettings.DEFAULT.sized(1, 0)));
        }
    }

    @Test
    void a_db_of_the_applications_own_is_the_one_that_everything_goes_through() {
        try (ConfigurableApplicationContext shop = start(List.of(Shop.class, OpenedItself.class))) {
            assertThat(shop.getBeanNamesForType(Db.class)).containsExactly("own");
            assertThat(shop.getBean(DataSource.class))
                    .hasSameClassAs(shop.getBean(Db.class).dataSource());
            assertThat(shop.getBean(Books.class).findAll()).isEmpty();
        }
    }

    @Test
    void the_data_layer_works_on_the_applications_own_pool() {
        try (ConfigurableApplicationContext shop = start("spring.datasource.hikari.maximum-pool-size=1")) {
            HikariDataSource pool = shop.getBean(HikariDataSource.class);
            Database data = shop.getBean(Database.class);
            int borrowed = data.read(c -> pool.getHikariPoolMXBean().getActiveConnections());
            assertThat(borrowed).isEqualTo(1);
            data.close();
            assertThat(pool.isClosed()).isFalse();
        }
    }

    @Test
    void health_says_when_the_database_lacks_a_revision() throws SQLException {
        try (ConfigurableApplicationContext shop = start("pgsteady.migrations.mode=off")) {
            MigrationsHealth health = shop.getBean(MigrationsHealth.class);
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
            try (var migrations = new dev.pgsteady.migrate.Migrations(
                    new dev.pgsteady.migrate.RevisionFolder(Path.of("src/test/resources/db/migrations")),
                    shop.getBean(FoundDatabase.class).settings(),
                    dev.pgsteady.migrate.RunOptions.USUAL)) {
                migrations.up(new dev.pgsteady.migrate.Address.Head(), event -> {});
            }
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DATABASE_URL=postgresql://joe@db.example/shop           | joe@db.example:5432/shop
            DB_HOST=db.example DB_NAME=shop DB_USER=joe             | joe@db.example:5432/shop
            PGHOST=db.example PGDATABASE=shop PGUSER=joe            | joe@db.example:5432/shop
            """)
    void the_environment_names_the_database(String variables, String expected) {
        Map<String, String> environment = new java.util.HashMap<>();
        for (String pair : variables.split(" ", -1)) {
            environment.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
        }
        FoundDatabase found = FoundDatabase.find(properties(), new MockEnvironment(), environment(environment));
        assertThat(found.settings()).hasToString(expected);
        assertThat(found.embedded()).isFalse();
    }

    @Test
    void without_a_word_and_without_the_embedded_server_it_says_what_to_set() {
        MockEnvironment off = new MockEnvironment().withProperty("pgsteady.embedded.enabled", "false");
        PgsteadyProperties properties = Binder.get(off).bindOrCreate("pgsteady", PgsteadyProperties.class);
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> FoundDatabase.find(properties, off, environment(Map.of())))
                .satisfies(p -> assertThat(p.next()).contains("DATABASE_URL"));
    }

    private static PgsteadyProperties properties() {
        return Binder.get(new MockEnvironment()).bindOrCreate("pgsteady", PgsteadyProperties.class);
    }

    private static Environment environment(Map<String, String> variables) {
        return new Environment(variables, Path.of("/nowhere"), "joe", List.of());
    }

    @ParameterizedTest
    @CsvSource({"Let's Manifest!,let_s_manifest", "app,app", "'  ',app", "ÄÖ,app"})
    void a_database_is_called_as_the_application_is(String application, String expected) {
        assertThat(FoundDatabase.databaseName(application)).isEqualTo(expected);
    }
}
