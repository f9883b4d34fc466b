package dev.pgsteady.apps.testing;

import dev.pgsteady.testkit.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// An application, started on a free port with a database of a test, and what talks to it.
public final class RunningApp implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningApp(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /// @param properties besides those that name the database: `front.tries=3`
    public static RunningApp start(Class<?> application, TestDatabase database, Path keys, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "server.port=0",
                "server.address=127.0.0.1",
                "spring.datasource.url=" + database.jdbcUrl(),
                "spring.datasource.username=" + database.address().user(),
                "spring.datasource.password=" + database.address().readPassword(),
                "spring.main.banner-mode=off",
                "logging.level.root=WARN",
                // Where fifty ask at once, how soon each gets a connection is the machine's business.
                "pgsteady.pool.timeout=20s",
                "front.keys=" + keys));
        all.addAll(List.of(properties));
        String[] arguments = all.stream().map(p -> "--" + p).toArray(String[]::new);
        return new RunningApp(new SpringApplicationBuilder(application).run(arguments));
    }

    /// An application whose flows a proof breaks. Its schema is there already. Tries of passwords are not cleaned
    /// up meanwhile: a statement more would count as the flow's.
    ///
    /// @param properties as for [#start]
    public static RunningApp over(Class<?> application, DataSource source, Path keys, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--logging.level.root=ERROR",
                "--logging.level.dev.pgsteady.apps=INFO",
                "--spring.jpa.properties.hibernate.boot.allow_jdbc_metadata_access=false",
                "--spring.jpa.database-platform=org.hibernate.dialect.PostgreSQLDialect",
                "--front.clean=PT1H",
                "--front.keys=" + keys));
        List.of(properties).forEach(p -> all.add("--" + p));
        return new RunningApp(new SpringApplicationBuilder(application)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean("dataSource", DataSource.class, () -> source))
                .run(all.toArray(String[]::new)));
    }

    /// Something of the application's own.
    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    /// Where it listens.
    public URI address() {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    /// Somebody who has no token.
    public ApiClient anybody() {
        return new ApiClient(http, address(), Map.of());
    }

    /// Somebody who has just signed in.
    public ApiClient signedIn(String login, String password) {
        return anybody().signIn(login, password);
    }

    @Override
    public void close() {
        context.close();
        http.close();
    }
}
