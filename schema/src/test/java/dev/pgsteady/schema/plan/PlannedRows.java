package dev.pgsteady.schema.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Two databases, of which one gets the schema of the other while rows are in it.
record PlannedRows(TestDatabase first, TestDatabase second, Connection there, Connection said)
        implements AutoCloseable {
    static PlannedRows of(TestServer server, String old, String wanted) throws SQLException {
        TestDatabase first = server.create();
        TestDatabase second = server.create();
        PlannedRows planned = new PlannedRows(first, second, first.connect(), second.connect());
        run(planned.there, old);
        run(planned.said, wanted);
        return planned;
    }

    Plan plan(boolean online) throws SQLException {
        Model start = Carried.model(there);
        Model goal = Carried.model(said);
        String role = there.getMetaData().getUserName();
        return online ? Plan.online(start, goal, role) : Plan.between(start, goal, role);
    }

    /// Puts rows in, carries the plan out, and finds nothing left to do.
    Connection carryOut(Plan plan, String rows) throws SQLException {
        run(there, rows);
        Carried.out(there, plan);
        assertThat(Carried.differences(Carried.model(there), Carried.model(said)))
                .isEmpty();
        return there;
    }

    /// What a question answers, a line for each row, its columns apart by a blank.
    static List<String> ask(Connection connection, String question) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(rows.getString(i));
                }
                lines.add(String.join(" ", values));
            }
        }
        return lines;
    }

    private static void run(Connection connection, String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(script);
        }
    }

    @Override
    public void close() throws SQLException {
        there.close();
        said.close();
        first.close();
        second.close();
    }
}
