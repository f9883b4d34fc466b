package dev.pgsteady.schema.plan;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Carrying plans out, and telling what is left to do afterwards.
final class Carried {
    private Carried() {}

    /// Runs the statements of a plan one by one.
    ///
    /// @throws SQLException with the statement in its message
    static void out(Connection connection, Plan plan) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET check_function_bodies = off");
            for (String sql : plan.statements().toList()) {
                try {
                    statement.execute(sql);
                } catch (SQLException e) {
                    throw new SQLException(e.getMessage() + "\nin: " + sql, e.getSQLState(), e);
                }
            }
        }
    }

    static Model model(Connection connection) {
        return new ModelReader().read(connection);
    }

    /// What differs between two models, one line each.
    static List<String> differences(Model one, Model other) {
        List<String> lines = new ArrayList<>();
        Map<ObjectId, Part> left = one.parts();
        Map<ObjectId, Part> right = other.parts();
        left.forEach((id, part) -> {
            if (!right.containsKey(id)) {
                lines.add("gone: " + id.words());
            } else if (!Objects.equals(right.get(id), part)) {
                lines.add("differs: " + id.words() + "\n  " + part + "\n  " + right.get(id));
            }
        });
        right.keySet().stream().filter(id -> !left.containsKey(id)).forEach(id -> lines.add("more: " + id.words()));
        return lines;
    }
}
