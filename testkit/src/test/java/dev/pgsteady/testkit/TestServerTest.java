package dev.pgsteady.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestServerTest {
    @RegisterExtension
    static final TestServer SERVER =
            TestServer.shared().withTemplate("create table fruit (name text); insert into fruit values ('apple')");

    private final TestDatabase fromConstructor;

    TestServerTest(TestDatabase fromConstructor) {
        this.fromConstructor = fromConstructor;
    }

    @Test
    void a_test_has_one_database_of_its_own(TestDatabase database) {
        assertThat(database).isSameAs(fromConstructor);
    }

    @Test
    void a_database_holds_what_its_template_holds(TestDatabase database) throws SQLException {
        assertThat(strings(database, "select name from fruit")).containsExactly("apple");
    }

    @Test
    void what_one_database_gets_another_does_not_have(TestDatabase database) throws SQLException {
        database.execute("insert into fruit values ('pear')");

        try (TestDatabase other = SERVER.create()) {
            assertThat(strings(other, "select name from fruit")).containsExactly("apple");
        }
    }

    @Test
    void a_database_from_no_template_is_empty() throws SQLException {
        try (TestDatabase empty = TestServer.shared().create()) {
            assertThat(strings(empty, "select relname from pg_class where relnamespace = 'public'::regnamespace"))
                    .isEmpty();
        }
    }

    @Test
    void a_closed_database_is_gone_even_when_somebody_is_still_connected() throws SQLException {
        TestDatabase doomed = SERVER.create();
        try (Connection forgotten = doomed.connect()) {
            doomed.close();

            assertThat(forgotten.isValid(5)).isFalse();
        }
        assertThat(strings(fromConstructor, "select datname from pg_database where datname = '" + doomed.name() + "'"))
                .isEmpty();
    }

    @Test
    void the_server_asks_for_a_password(TestDatabase database) {
        assertThat(catchThrowableOfType(SQLException.class, () -> database.connectAs("postgres", "wrong"))
                        .getSQLState())
                .isEqualTo("28P01");
    }

    @Test
    void what_a_killed_process_left_is_taken_away(TestDatabase database) throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        String dead = "t_" + ended.pid() + "_1";
        String alive = database.name() + "_app";
        database.execute("create role " + alive);
        database.execute("create role " + dead + "_app; grant create on database postgres to " + dead + "_app");
        database.execute("create database " + dead);
        try {
            SharedServer.get().dropLeftovers();

            assertThat(strings(database, "select rolname from pg_roles where rolname ~ '_app$'"))
                    .contains(alive)
                    .doesNotContain(dead + "_app");
            assertThat(strings(database, "select datname from pg_database")).doesNotContain(dead);
        } finally {
            database.execute("drop role " + alive);
        }
    }

    private static List<String> strings(TestDatabase database, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
