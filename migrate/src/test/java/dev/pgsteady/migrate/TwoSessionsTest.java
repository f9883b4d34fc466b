package dev.pgsteady.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwoSessionsTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static List<String> tables(int many) {
        return new ArrayList<>(IntStream.range(0, many)
                .mapToObj(n -> "CREATE TABLE t%d (id int)".formatted(n))
                .toList());
    }

    private static int there(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void all_are_made(TestDatabase database) throws SQLException {
        try (Connection one = database.connect();
                Connection other = database.connect()) {
            assertThat(new TwoSessions(one, other).make(tables(601))).isTrue();
            assertThat(there(one)).isEqualTo(601);
            assertThat(one.getAutoCommit()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE TABLE t19 (LIKE t0)", "CREATE TABLE IF NOT EXISTS t0 (id int)"})
    void none_is_when_one_needs_or_makes_what_the_other_session_makes(String last, TestDatabase database)
            throws SQLException {
        List<String> tables = tables(20);
        tables.set(19, last);
        try (Connection one = database.connect();
                Connection other = database.connect()) {
            assertThat(new TwoSessions(one, other).make(tables)).isFalse();
            assertThat(there(one)).isZero();
        }
    }
}
