package dev.pgsteady.migrate;

import dev.pgsteady.core.Aside;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Makes tables in two sessions at once, all or none of them: the server has a process for each session, and making
/// hundreds of tables keeps one busy for long.
///
/// @param one   to the database, with auto-commit on
/// @param other to the same
record TwoSessions(Connection one, Connection other) {
    /// Runs statements of which each makes a table, whatever their order.
    ///
    /// @return false when nothing was done, because one of them failed or had to wait for another
    boolean make(List<String> statements) throws SQLException {
        int half = statements.size() / 2;
        one.setAutoCommit(false);
        other.setAutoCommit(false);
        try {
            Aside<Boolean> rest = Aside.begin(() -> tried(other, statements.subList(half, statements.size())));
            boolean made = tried(one, statements.subList(0, half));
            if (rest.join() && made) {
                one.commit();
                other.commit();
                return true;
            }
            return false;
        } finally {
            one.rollback();
            other.rollback();
            one.setAutoCommit(true);
            other.setAutoCommit(true);
        }
    }

    private static boolean tried(Connection connection, List<String> statements) {
        try (Statement statement = connection.createStatement()) {
            // Two statements that make the same would wait for each other's end, which comes after both.
            statement.execute("SET LOCAL lock_timeout = '200ms'");
            for (String sql : statements) {
                statement.addBatch(sql);
            }
            statement.executeBatch();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
