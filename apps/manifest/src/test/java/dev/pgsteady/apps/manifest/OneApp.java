package dev.pgsteady.apps.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.apps.testing.ApiClient;
import dev.pgsteady.apps.testing.ApiClient.Reply;
import dev.pgsteady.apps.testing.RunningApp;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// The application, started once for all test classes that ask for it: each makes people of its own in
/// it.
final class OneApp implements ParameterResolver {
    private static final String PASSWORD = "correct horse battery";

    /// The application and its database.
    record Running(TestDatabase database, RunningApp app) implements AutoCloseable {
        private static Running start() {
            try {
                TestDatabase database = TestServer.shared().create();
                return new Running(
                        database, RunningApp.start(Manifest.class, database, Files.createTempDirectory("manifest")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// Somebody new, signed in.
        ApiClient somebody(String name) {
            Reply reply = app.anybody()
                    .post("/api/users", Map.of("email", name + "@example.org", "username", name, "password", PASSWORD));
            assertThat(reply.status()).as(reply.text()).isEqualTo(201);
            return app.signedIn(name, PASSWORD);
        }

        ApiClient somebody() {
            return somebody(name());
        }

        @Override
        public void close() {
            app.close();
            database.close();
        }
    }

    /// A user name that nobody has.
    static String name() {
        return "u" + UUID.randomUUID().toString().substring(0, 13);
    }

    /// What a goal may be.
    static Map<String, Object> goal(String title, Optional<String> parent) {
        Map<String, Object> goal =
                new HashMap<>(Map.of("title", title, "goalType", "yearly", "unit", "km", "startDate", "2026-01-01"));
        parent.ifPresent(p -> goal.put("parentGoalId", p));
        return goal;
    }

    /// Makes something and gives its key.
    static String made(ApiClient who, String path, Object body) {
        Reply reply = who.post(path, body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.at("/id");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(OneApp.class))
                .computeIfAbsent(Running.class, key -> Running.start(), Running.class);
    }
}
