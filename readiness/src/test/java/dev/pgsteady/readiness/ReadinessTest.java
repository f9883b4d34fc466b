package dev.pgsteady.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadinessTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final Readiness readiness = new Readiness();

    @Test
    void tables_that_come_and_go_during_a_check_do_not_fail_it(TestDatabase database) throws Exception {
        database.execute("create table stays (id int primary key)");
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> churn = CompletableFuture.supplyAsync(() -> churn(database, done));
        List<Integer> tables = new ArrayList<>();
        try (Connection connection = database.connect()) {
            for (int i = 0; i < 8; i++) {
                tables.add(readiness.check(connection, CheckOptions.usual()).tables());
            }
        } finally {
            done.set(true);
        }

        assertThat(churn.get()).isPositive();
        assertThat(tables).hasSize(8).allSatisfy(n -> assertThat(n).isPositive());
    }

    private static int churn(TestDatabase database, AtomicBoolean done) {
        int rounds = 0;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            while (!done.get()) {
                statement.execute("create table comes (id int primary key, s int references stays, check (s > 0))");
                statement.execute("create index on comes (s) where s is not null");
                statement.execute("drop table comes");
                rounds++;
            }
            return rounds;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_check_leaves_the_connection_as_it_found_it(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = public; set statement_timeout = '7s'");
            readiness.check(connection, CheckOptions.usual());

            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(shown(statement, "search_path")).isEqualTo("public");
            assertThat(shown(statement, "statement_timeout")).isEqualTo("7s");
            assertThat(shown(statement, "transaction_read_only")).isEqualTo("off");
        }
    }

    private static String shown(Statement statement, String setting) throws SQLException {
        try (var row = statement.executeQuery("show " + setting)) {
            row.next();
            return row.getString(1);
        }
    }
}
