package dev.pgsteady.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.embedded.EmbeddedServer;
import dev.pgsteady.embedded.ServerOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    @TempDir
    private Path state;

    private EmbeddedServer server;

    @BeforeEach
    void prepare() {
        server = EmbeddedServer.at(state, ServerOptions.named("shop"));
    }

    @AfterEach
    void stop() {
        server.destroy();
    }

    @Test
    void the_owner_of_an_application_s_database_is_no_superuser_and_waits_for_nothing_without_end()
            throws SQLException {
        assertThat(ask("""
                SELECT rolsuper::text, current_setting('statement_timeout'), current_setting('lock_timeout'),
                       current_setting('idle_in_transaction_session_timeout')
                  FROM pg_roles WHERE rolname = current_user""")).containsExactly("false", "30s", "5s", "1min");
    }

    @Test
    void it_is_made_once() throws SQLException {
        ask("CREATE TABLE kept (id int); SELECT 'made'");
        assertThat(ask("SELECT count(*) FROM kept")).containsExactly("0");
    }

    private List<String> ask(String statements) throws SQLException {
        ConnectionSettings settings = new EmbeddedDatabase(server, "shop").settings();
        try (Connection connection = Database.connect(settings);
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(statements);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            List<String> row = new ArrayList<>();
            try (ResultSet result = statement.getResultSet()) {
                result.next();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
            }
            return row;
        }
    }
}
