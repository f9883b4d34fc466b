package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.SqlInput;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.Progress;
import dev.pgsteady.embedded.ThrowAwayServer;
import dev.pgsteady.schema.Cluster;
import dev.pgsteady.schema.plan.Model;
import dev.pgsteady.schema.plan.ModelReader;
import dev.pgsteady.schema.plan.Plan;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// A throw-away server on which schemas are built, compared and tried.
public final class TrialServer implements AutoCloseable {
    private final ThrowAwayServer server;
    private final Deque<Connection> open = new ArrayDeque<>();
    private int made;

    /// @param progress hears what takes long
    public TrialServer(Machine machine, Progress progress) {
        server = ThrowAwayServer.start(machine, progress);
    }

    /// The plan from one schema to another, both read here.
    ///
    /// @param online whether statements take the forms that a busy server bears
    /// @throws Problem UNPLANNABLE when none can be made, naming the object; others when a
    ///     schema cannot be read
    public Plan plan(SchemaSource from, SchemaSource to, boolean online) {
        Model old = SchemaSource.read(from, this);
        Model wanted = Goal.of(from, to, this).beside(old, List.of());
        return online ? Plan.online(old, wanted, "postgres") : Plan.between(old, wanted, "postgres");
    }

    /// A connection to a new, empty database, as superuser, with auto-commit on.
    Connection empty() {
        String name = "trial_" + ++made;
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " TEMPLATE template0");
        } catch (SQLException e) {
            throw broken(e);
        }
        Connection connection = connect(name);
        open.push(connection);
        return connection;
    }

    private Connection connect(String name) {
        try {
            return DriverManager.getConnection(
                    server.address().jdbcUrl(name), server.address().credentials());
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /// Runs a script, statement by statement.
    ///
    /// @param what what it is, as a complaint names it
    /// @throws Problem SQL_FAILED with the statement that failed
    static void run(Connection connection, String what, List<String> statements) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET check_function_bodies = off");
            for (String sql : statements) {
                one(statement, what, sql);
            }
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    private static void one(Statement statement, String what, String sql) {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            String first = sql.strip().lines().findFirst().orElse("");
            throw new Problem(
                    Problem.Kind.SQL_FAILED,
                    "%s cannot be run: %s%n  in: %s".formatted(what, e.getMessage(), first),
                    "Nothing was written and no database of yours was touched. Mend the statement, then try again.",
                    e);
        }
    }

    /// As [#run(Connection, String, List)], of a whole script.
    static void script(Connection connection, String what, String script) {
        run(connection, what, SqlInput.statements(script));
    }

    static Model model(Connection connection) {
        return new ModelReader().read(connection);
    }

    /// Makes the roles that a schema's rights name, without passwords.
    void roles(Cluster cluster) {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            for (Cluster.Role role : cluster.roles()) {
                if (!role.name().startsWith("pg_")) {
                    statement.execute(
                            "DO $pgsteady$ BEGIN CREATE ROLE %s; EXCEPTION WHEN duplicate_object THEN NULL; END $pgsteady$"
                                    .formatted(Sql.identifier(role.name())));
                }
            }
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    private static Problem broken(SQLException e) {
        return new Problem(
                Problem.Kind.EMBEDDED,
                "The throw-away server refused a step: " + e.getMessage(),
                "No database of yours was touched; try again.",
                e);
    }

    @Override
    public void close() {
        try {
            for (Connection connection : open) {
                connection.close();
            }
        } catch (SQLException e) {
            throw broken(e);
        } finally {
            server.close();
        }
    }
}
