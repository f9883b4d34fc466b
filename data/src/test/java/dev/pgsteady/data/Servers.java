package dev.pgsteady.data;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.PoolSettings;
import dev.pgsteady.core.Secret;
import dev.pgsteady.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A test's database as this module wants it.
public final class Servers {
    private Servers() {}

    /// Its address.
    public static ConnectionSettings settings(TestDatabase database) {
        var address = database.address();
        return ConnectionSettings.to(address.host(), address.port(), database.name(), address.user())
                .withPassword(Secret.of(address.readPassword()));
    }

    /// A pool of connections to it.
    public static Database open(TestDatabase database, int connections) {
        return Database.open(settings(database), PoolSettings.DEFAULT.sized(connections, 0));
    }

    /// The rows of a query: columns with `|` between, lines with `; `.
    public static String rows(TestDatabase database, String sql) throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                all.append(all.isEmpty() ? "" : "; ");
                for (int i = 1; i <= columns; i++) {
                    all.append(i == 1 ? "" : "|").append(rows.getString(i));
                }
            }
        }
        return all.toString();
    }
}
