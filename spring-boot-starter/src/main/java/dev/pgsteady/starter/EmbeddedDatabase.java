package dev.pgsteady.starter;

import static java.util.stream.Collectors.joining;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.PrivateFiles;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import dev.pgsteady.core.Sql;
import dev.pgsteady.embedded.Address;
import dev.pgsteady.embedded.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import org.postgresql.PGConnection;

/// A database on the embedded server for one application: with an owner of its own, who is no superuser, whose
/// statements and transactions end, and whose password lies beside the server's in a file that only its owner can read.
final class EmbeddedDatabase {
    private static final int PASSWORD_BYTES = 24;

    /// Those that the check asks of a role that an application logs in with. Migrations have limits of their own.
    private static final List<String> LIMITS =
            List.of("statement_timeout = '30s'", "lock_timeout = '5s'", "idle_in_transaction_session_timeout = '60s'");

    private final EmbeddedServer server;
    private final String name;

    EmbeddedDatabase(EmbeddedServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /// Starts the server, and makes the database when it is not there.
    ConnectionSettings settings() {
        Address address = server.start();
        return ConnectionSettings.to(address.host(), address.port(), name, name).withPassword(Secret.of(make(address)));
    }

    private String password() {
        Path folder = server.home().resolve("databases");
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                byte[] bytes = new byte[PASSWORD_BYTES];
                new SecureRandom().nextBytes(bytes);
                PrivateFiles.createDirectories(folder);
                PrivateFiles.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "The password of the database " + name + " cannot be kept in " + file + ": " + e.getMessage() + ".",
                    "Make the folder writable, or name a database with DATABASE_URL or pgsteady.database.",
                    e);
        }
    }

    /// @return the owner's password
    private String make(Address address) {
        String role = Sql.identifier(name);
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl("postgres"), address.credentials());
                Statement statement = connection.createStatement()) {
            // Another application may be starting on this server.
            statement.execute("SELECT pg_advisory_lock(hashtext(" + Sql.literal("pgsteady " + name) + "))");
            String password = password();
            if (!there(statement, "pg_roles WHERE rolname")) {
                // At once, so that no role is left without its limits.
                statement.execute("CREATE ROLE " + role + " LOGIN; "
                        + LIMITS.stream()
                                .map(l -> "ALTER ROLE " + role + " SET " + l)
                                .collect(joining("; ")));
            }
            // What is sent is the verifier: the password itself is in no log and in no list of what runs.
            connection.unwrap(PGConnection.class).alterUserPassword(name, password.toCharArray(), "scram-sha-256");
            if (!there(statement, "pg_database WHERE datname")) {
                statement.execute("CREATE DATABASE " + role + " OWNER " + role);
                statement.execute("REVOKE CONNECT, TEMPORARY ON DATABASE " + role + " FROM PUBLIC");
                measured(address);
            }
            return password;
        } catch (SQLException e) {
            throw new Problem(
                    Problem.Kind.EMBEDDED,
                    "The database " + name + " cannot be made on the embedded server: " + e.getMessage(),
                    "Name a database with DATABASE_URL or pgsteady.database.",
                    e);
        }
    }

    /// What measures statements is for a superuser to switch on.
    private void measured(Address address) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(name), address.credentials());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        }
    }

    private boolean there(Statement statement, String where) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "SELECT EXISTS (SELECT 1 FROM pg_catalog." + where + " = " + Sql.literal(name) + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }
}
