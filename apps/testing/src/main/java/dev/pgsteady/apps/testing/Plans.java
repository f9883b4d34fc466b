package dev.pgsteady.apps.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Plans of statements as the server explains them.
public final class Plans {
    private Plans() {}

    /// The plan of a statement that has no parameters left.
    ///
    /// @param connection auto-commit is on; it comes back as it was, and so does the database
    /// @param before     what is done first, and undone, such as dropping an index; empty for nothing
    public static String of(Connection connection, String sql, String before) throws SQLException {
        if (sql.contains("?")) {
            throw new AssertionError("a parameter has no value: " + sql);
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            if (!before.isEmpty()) {
                statement.execute(before);
            }
            List<String> lines = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("EXPLAIN " + sql)) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return String.join("\n", lines);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /// The statement that takes an index away, with the constraint that it is where it is one.
    ///
    /// @param index its name, with its schema where that is not on the search path
    public static String dropping(Connection connection, String index) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT conrelid::regclass FROM pg_constraint WHERE conindid = ?::regclass"
                        + " AND contype IN ('p', 'u', 'x')")) {
            statement.setString(1, index);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? "ALTER TABLE " + row.getString(1) + " DROP CONSTRAINT " + index
                        : "DROP INDEX " + index;
            }
        }
    }
}
