package dev.pgsteady.demo;

import dev.pgsteady.embedded.Address;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// Connections to the demo under test.
final class Sessions {
    private Sessions() {}

    static Connection superuser(Address address, String database) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(database), address.credentials());
    }

    /// As the application, without a password.
    static Connection application(Address address, String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "instantviz");
        return DriverManager.getConnection(address.jdbcUrl(database), properties);
    }

    /// The first column of what a query gives.
    static List<String> column(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
        }
        return values;
    }
}
