package dev.pgsteady.schema.plan;

import dev.pgsteady.core.SqlInput;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Carries a plan out on a database with rows in it, and looks at what came of it.
///
/// @param online whether statements take the online forms
/// @param dump   whether `pg_dump` is asked too
record Trial(TestServer server, boolean online, boolean dump) {
    private static final int ROWS = 3;

    /// What comes of the plan between two schemas; [CaseTable#CONVERGED] when all is as it should be.
    ///
    /// @param equal whether there should be nothing to do
    String outcome(String old, String wanted, boolean equal) throws SQLException {
        try {
            return attempt(old, wanted, equal, ROWS);
        } catch (SQLException e) {
            boolean minds = String.valueOf(e.getSQLState()).matches("(22|23).*");
            return minds ? attempt(old, wanted, equal, 0) : "failed: " + e.getMessage();
        }
    }

    /// What comes of the plan between two schemas and of the plan back, each carried out where its schema was loaded.
    List<String> thereAndBack(String old, String wanted) throws SQLException {
        try {
            return both(old, wanted);
        } catch (SQLException e) {
            return List.of(outcome(old, wanted, false), outcome(wanted, old, false));
        }
    }

    private List<String> both(String old, String wanted) throws SQLException {
        return loaded(old, wanted, (first, second) -> {
            Model start = Carried.model(first.connection());
            Model goal = Carried.model(second.connection());
            List<String> from = first.dump(dump);
            List<String> to = second.dump(dump);
            return List.of(
                    dumpedToo(converge(first.connection(), goal, false, ROWS), first, to),
                    dumpedToo(converge(second.connection(), start, false, ROWS), second, from));
        });
    }

    private String attempt(String old, String wanted, boolean equal, int rows) throws SQLException {
        return loaded(old, wanted, (first, second) -> {
                    List<String> dumped = second.dump(dump);
                    Model goal = Carried.model(second.connection());
                    return List.of(dumpedToo(converge(first.connection(), goal, equal, rows), first, dumped));
                })
                .getFirst();
    }

    private String dumpedToo(String outcome, Place place, List<String> wanted) {
        return outcome.equals(CaseTable.CONVERGED) && dump
                ? said("dumped otherwise", Dump.differences(place.dump(true), wanted))
                : outcome;
    }

    /// A database that a schema was loaded into.
    private record Place(TestDatabase database, Connection connection) {
        List<String> dump(boolean asked) {
            return asked ? Dump.of(database) : List.of();
        }
    }

    @FunctionalInterface
    private interface Work {
        List<String> with(Place first, Place second) throws SQLException;
    }

    private List<String> loaded(String old, String wanted, Work work) throws SQLException {
        try (TestDatabase first = server.create();
                TestDatabase second = server.create();
                Connection one = first.connect();
                Connection other = second.connect()) {
            try {
                load(one, old);
                load(other, wanted);
            } catch (SQLException e) {
                return List.of("not loaded: " + e.getMessage());
            }
            try {
                return work.with(new Place(first, one), new Place(second, other));
            } finally {
                unsubscribe(one);
                unsubscribe(other);
            }
        }
    }

    /// A database with a subscription cannot be dropped.
    private static void unsubscribe(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    DO $$ DECLARE s name; BEGIN
                      FOR s IN SELECT subname FROM pg_subscription JOIN pg_database d ON d.oid = subdbid
                                WHERE d.datname = current_database()
                      LOOP EXECUTE format('DROP SUBSCRIPTION %I', s); END LOOP;
                    END $$""");
        }
    }

    private String converge(Connection one, Model goal, boolean equal, int rows) throws SQLException {
        Model start = Carried.model(one);
        String role = one.getMetaData().getUserName();
        Plan plan = online ? Plan.online(start, goal, role) : Plan.between(start, goal, role);
        if (equal) {
            return said("not empty", plan.statements().toList());
        }
        if (plan.isEmpty() && !dump) {
            return "empty";
        }
        new SyntheticRows(start.snapshot().schema()).fill(one, rows);
        RowPrints prints = new RowPrints(start, goal);
        var before = prints.of(one);
        Carried.out(one, plan);
        List<String> left = Carried.differences(Carried.model(one), goal);
        if (!left.isEmpty()) {
            return said("differs", left) + "\nPLAN " + plan.sql();
        }
        var after = prints.of(one);
        return after.equals(before)
                ? CaseTable.CONVERGED
                : "rows changed: " + before + " " + after + "\nPLAN " + plan.sql();
    }

    private static String said(String what, List<String> lines) {
        return lines.isEmpty() ? CaseTable.CONVERGED : what + ": " + String.join("\n", lines);
    }

    private static void load(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String script = sql.replaceAll("(?ms)^COPY [^;]*FROM stdin;.*?^\\\\\\.$", "");
            if (script.contains("CONCURRENTLY") || script.contains("CREATE ROLE")) {
                for (String each : SqlInput.statements(script)) {
                    one(statement, each);
                }
            } else {
                statement.execute(script);
            }
            statement.execute("RESET ALL");
        }
    }

    /// Roles belong to the server, and another database of it may have brought them already.
    private static void one(Statement statement, String sql) throws SQLException {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            if (!("42710".equals(e.getSQLState()) && sql.contains("CREATE ROLE"))) {
                throw e;
            }
        }
    }
}
