package dev.pgsteady.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Comparing snapshots, and asking the server behind them.
final class Snapshots {
    private Snapshots() {}

    /// Compares with the resource of this name. What was seen is left in `target/` under the same name, for the eye.
    static void compare(String resource, String actual) {
        try {
            Files.writeString(Path.of("target", resource), actual);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(actual.lines().toList())
                .isEqualTo(Databases.resource(resource).lines().toList());
    }

    static List<String> column(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    static String settings(Connection connection) throws SQLException {
        return String.join("\n", column(connection, "SELECT name || '=' || setting FROM pg_settings ORDER BY 1"));
    }
}
