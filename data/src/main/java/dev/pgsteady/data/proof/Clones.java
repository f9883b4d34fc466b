package dev.pgsteady.data.proof;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.StatementWords;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// A throw-away copy of a database, made anew when a run of a flow left something in it.
final class Clones implements AutoCloseable {
    private static final String STEPS = """
            select pg_catalog.nextval(pg_catalog.format('%I.%I', schemaname, sequencename)::pg_catalog.regclass)
              from pg_catalog.pg_sequences
             where coalesce(last_value, start_value)::numeric + increment_by between min_value and max_value
               and pg_catalog.has_sequence_privilege(
                     pg_catalog.format('%I.%I', schemaname, sequencename)::pg_catalog.regclass, 'USAGE')""";

    private final ConnectionSettings original;
    private final String name;
    private final Connection admin;
    private boolean usable;

    /// @throws Problem when the server cannot be reached
    Clones(ConnectionSettings original) {
        this.original = original;
        this.name = Sql.name(original.database(), "_atomicity");
        // Not a connection to the original: nobody may be connected to what is copied.
        String elsewhere = original.database().equals("postgres") ? "template1" : "postgres";
        this.admin = Database.connect(original.withDatabase(elsewhere));
    }

    /// A connection that is no flow's.
    Connection admin() {
        return admin;
    }

    /// A copy whose rows are those of the original: the last one, unless it was said that it is spoilt.
    ///
    /// @throws Problem when the role may not make databases, or somebody is connected to the original
    ConnectionSettings fresh() throws SQLException {
        if (!usable) {
            make();
            usable = true;
        }
        return original.withDatabase(name);
    }

    /// The copy has other rows than the original now.
    void spoilt() {
        usable = false;
    }

    /// Lets every sequence of the copy make a step, so that what comes from them is another number.
    void stepped() throws SQLException {
        try (Connection connection = Database.connect(fresh());
                Statement statement = connection.createStatement()) {
            statement.execute(STEPS);
        }
    }

    private void make() throws SQLException {
        drop();
        try (Statement statement = admin.createStatement()) {
            statement.execute(
                    "create database " + Sql.identifier(name) + " template " + Sql.identifier(original.database()));
        } catch (SQLException e) {
            throw words(e);
        }
    }

    private Problem words(SQLException e) {
        if ("55006".equals(e.getSQLState())) {
            return new Problem(
                    Problem.Kind.BUSY,
                    "The database " + original.database() + " cannot be copied while somebody is connected to it.",
                    "Close every connection to it, and build the application on the data source of the proof.",
                    e);
        }
        if ("42501".equals(e.getSQLState())) {
            return new Problem(
                    Problem.Kind.PERMISSION,
                    "The role " + original.user() + " may not make copies of the database " + original.database() + ".",
                    "Prove on a test server with a role that has CREATEDB and owns the database.",
                    e);
        }
        return StatementWords.of(e);
    }

    private void drop() throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute("drop database if exists " + Sql.identifier(name) + " with (force)");
        }
    }

    @Override
    public void close() throws SQLException {
        try (admin) {
            drop();
        }
    }
}
