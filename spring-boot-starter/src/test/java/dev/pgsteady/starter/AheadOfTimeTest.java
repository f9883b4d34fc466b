package dev.pgsteady.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.pgsteady.data.Db;
import dev.pgsteady.starter.shop.Book;
import dev.pgsteady.starter.shop.Books;
import dev.pgsteady.starter.shop.Shop;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.Driver;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;

/// An application whose beans Spring settled when it was built, without any setting of the place where it runs.
class AheadOfTimeTest {
    static {
        // The class loader that compiles has a driver of its own, which nobody has registered.
        assertThat(Driver.isRegistered()).isTrue();
    }

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final TestDatabase database;

    AheadOfTimeTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    @CompileWithForkedClassLoader
    void it_finds_its_database_applies_its_revisions_and_knows_its_replicas_when_it_starts() {
        built(application -> {
            try (GenericApplicationContext alone = started(application, Map.of())) {
                Book book = new Book();
                book.title = "Dune";
                alone.getBean(Books.class).save(book);
                assertThat(alone.getBean(HikariDataSource.class).getMaximumPoolSize())
                        .isEqualTo(2);
                assertThat(alone.getBeanProvider(Db.class).stream()).isEmpty();
            }
            try (GenericApplicationContext replicated =
                    started(application, Map.of("pgsteady.replicas[0]", database.jdbcUrl()))) {
                assertThat(replicated.getBean(Db.class).replicas()).hasSize(1);
                assertThat(replicated.getBean(Books.class).findAll()).hasSize(1);
            }
        });
    }

    private static void built(Consumer<ApplicationContextInitializer<GenericApplicationContext>> use) {
        TestGenerationContext written = new TestGenerationContext();
        GenericApplicationContext shop = new GenericApplicationContext();
        new AnnotatedBeanDefinitionReader(shop).register(Shop.class);
        new ApplicationContextAotGenerator().processAheadOfTime(shop, written);
        written.writeGeneratedContent();
        TestCompiler.forSystem()
                .with(written)
                .compile(all -> use.accept(initializer(all.getInstance(ApplicationContextInitializer.class))));
    }

    @SuppressWarnings("unchecked")
    private static ApplicationContextInitializer<GenericApplicationContext> initializer(
            ApplicationContextInitializer<?> any) {
        return (ApplicationContextInitializer<GenericApplicationContext>) any;
    }

    private GenericApplicationContext started(
            ApplicationContextInitializer<GenericApplicationContext> application, Map<String, String> more) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "spring.datasource.url", database.jdbcUrl(),
                "spring.datasource.username", database.address().user(),
                "spring.datasource.password", database.address().readPassword(),
                "pgsteady.pool.size", "2",
                "pgsteady.pool.overflow", "0"));
        properties.putAll(more);
        GenericApplicationContext context = new GenericApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("given", properties));
        application.initialize(context);
        context.refresh();
        return context;
    }
}
