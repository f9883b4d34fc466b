package dev.pgsteady.data.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.pgsteady.data.Servers;
import dev.pgsteady.data.proof.junit.AtomicFlow;
import dev.pgsteady.data.proof.junit.AtomicityExtension;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

class AtomicityExtensionTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared()
            .withTemplate(
                    "create table users (email text primary key);" + " create table profiles (email text primary key)");

    private static final TestDatabase DATABASE = SERVER.create();

    @RegisterExtension
    static final AtomicityExtension FLOWS = AtomicityExtension.on(Servers.settings(DATABASE));

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    private static void signUp(DataSource source, boolean atomic) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(!atomic);
            statement.execute("insert into users values ('ann@example.org')");
            statement.execute("insert into profiles values ('ann@example.org')");
            if (atomic) {
                connection.commit();
            }
        }
    }

    @AtomicFlow("extension-sign-up")
    void a_flow_in_one_transaction_passes(DataSource source) throws SQLException {
        signUp(source, true);
    }

    /// Is run by the test below, and has to fail.
    static class Half {
        @RegisterExtension
        static final AtomicityExtension PROOF = FLOWS;

        @AtomicFlow("extension-half")
        void half(DataSource source) throws SQLException {
            signUp(source, false);
        }
    }

    /// Forgot what proves it.
    static class Unproved {
        @AtomicFlow("extension-unproved")
        void flow() {}
    }

    private static List<String> failures(Class<?> test) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(test))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary().getFailures().stream()
                .map(f -> f.getException().getMessage())
                .toList();
    }

    @Test
    void a_flow_that_can_stop_half_way_fails() {
        assertThat(failures(Half.class)).singleElement().asString().contains("extension-half is not atomic", "users");
    }

    @Test
    void a_flow_that_nobody_proves_fails_too() {
        assertThat(failures(Unproved.class))
                .singleElement()
                .asString()
                .contains("register one with @RegisterExtension");
    }
}
