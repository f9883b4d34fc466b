package dev.pgsteady.testkit;

import dev.pgsteady.embedded.Address;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/// A database that belongs to one test, or to one test class, and is dropped afterwards.
public final class TestDatabase implements AutoCloseable {
    private final SharedServer server;
    private final String name;

    TestDatabase(SharedServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /// Its name: plain lower-case letters, digits and underscores.
    public String name() {
        return name;
    }

    /// The server's address, with role and password.
    public Address address() {
        return server.address();
    }

    /// The address for JDBC, without role and password.
    public String jdbcUrl() {
        return address().jdbcUrl(name);
    }

    /// A connection as superuser, in auto-commit mode.
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), address().credentials());
    }

    /// A connection as another role.
    public Connection connectAs(String role, String password) throws SQLException {
        Properties credentials = new Properties();
        credentials.setProperty("user", role);
        credentials.setProperty("password", password);
        return DriverManager.getConnection(jdbcUrl(), credentials);
    }

    /// Runs a script of one or more statements as superuser. Returns this.
    public TestDatabase execute(String script) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(script);
        }
        return this;
    }

    /// Drops the database, ending its sessions.
    @Override
    public void close() {
        server.drop(name);
    }

    @Override
    public String toString() {
        return jdbcUrl();
    }
}
