package dev.pgsteady.demo;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Problem.Kind;
import dev.pgsteady.core.Sql;
import dev.pgsteady.embedded.Address;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/// Builds the database under another name, and renames it when it is complete.
///
/// Until then the application's role may not log in, so that nobody but this process can touch what the
/// superuser works on. Nothing here ever runs as superuser in the finished database.
final class Build {
    /// Everybody's demo is the same.
    static final long SEED = 20_251_102;

    private static final String BUILDING = "instantviz_building";

    /// Any number that nothing else on the demo's own server uses.
    static final long LOCK = 0x1757A471L;

    private final Address address;

    Build(Address address) {
        this.address = address;
    }

    /// The finished database, if it is there.
    Optional<DemoDatabase> found() {
        try (Connection postgres = connect("postgres")) {
            return found(postgres);
        } catch (SQLException e) {
            throw problem(e);
        }
    }

    /// The finished database: the one that is there, or one that is built now.
    DemoDatabase complete(Population population, Progress progress) {
        try (Connection postgres = connect("postgres")) {
            requireAlone(postgres);
            Optional<DemoDatabase> there = found(postgres);
            return there.isPresent() ? there.get() : build(postgres, population, progress);
        } catch (SQLException e) {
            throw problem(e);
        }
    }

    private Optional<DemoDatabase> found(Connection postgres) throws SQLException {
        return exists(postgres, Demo.DATABASE)
                ? Ledger.read(postgres).map(counts -> DemoDatabase.on(address, counts))
                : Optional.empty();
    }

    private DemoDatabase build(Connection postgres, Population population, Progress progress) throws SQLException {
        if (exists(postgres, Demo.DATABASE)) {
            throw new Problem(
                    Kind.EMBEDDED,
                    "The demo's server has a database " + Demo.DATABASE + " that the demo did not make.",
                    "Keep it elsewhere if it is needed, then reset the demo.");
        }
        prepare(postgres);
        Counts counts;
        try (Connection building = connect(BUILDING)) {
            Statements.run(building, "set role " + Sql.identifier(Demo.APPLICATION));
            counts = new Seeder(building, population, progress).seed();
        }
        publish(postgres, counts);
        return DemoDatabase.on(address, counts);
    }

    /// Removes what an interrupted build left, with its sessions, and begins again.
    private static void prepare(Connection postgres) throws SQLException {
        Statements.run(postgres, "drop database if exists " + Sql.identifier(BUILDING) + " with (force)");
        String role = Sql.literal(Demo.APPLICATION);
        if (Statements.number(postgres, "select count(*) from pg_roles where rolname = " + role) == 0) {
            Statements.run(postgres, Script.before().section("role"));
        }
        Statements.run(postgres, "alter role " + Sql.identifier(Demo.APPLICATION) + " nologin");
        Statements.run(
                postgres, "create database " + Sql.identifier(BUILDING) + " owner " + Sql.identifier(Demo.APPLICATION));
    }

    /// All of it or nothing: the name, the note of what is in it, and that the application may enter.
    private static void publish(Connection postgres, Counts counts) throws SQLException {
        postgres.setAutoCommit(false);
        Ledger.write(postgres, counts);
        Statements.run(postgres, "alter role " + Sql.identifier(Demo.APPLICATION) + " login");
        Statements.run(
                postgres, "alter database " + Sql.identifier(BUILDING) + " rename to " + Sql.identifier(Demo.DATABASE));
        postgres.commit();
        postgres.setAutoCommit(true);
    }

    /// The lock ends with the session, however this process ends.
    private static void requireAlone(Connection postgres) throws SQLException {
        if (Statements.number(postgres, "select pg_try_advisory_lock(" + LOCK + ")::int") == 0) {
            throw new Problem(
                    Kind.BUSY,
                    "Another process is building the demo.",
                    "Wait for it to end, or end it, and run the command again.");
        }
    }

    private static boolean exists(Connection postgres, String database) throws SQLException {
        return Statements.number(postgres, "select count(*) from pg_database where datname = " + Sql.literal(database))
                > 0;
    }

    private Connection connect(String database) throws SQLException {
        Properties properties = address.credentials();
        properties.setProperty("ApplicationName", "pgsteady demo");
        return DriverManager.getConnection(address.jdbcUrl(database), properties);
    }

    private static Problem problem(SQLException e) {
        String state = Optional.ofNullable(e.getSQLState()).orElse("");
        if (state.equals("53100")) {
            return new Problem(
                    Kind.DISK_FULL,
                    "There is no room for the demo's data: " + e.getMessage(),
                    "Free some space or ask for fewer users, and run the command again.",
                    e);
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            return new Problem(
                    Kind.CONNECTION_LOST,
                    "The demo's server broke off the connection: " + e.getMessage(),
                    "Run the command again: what is half done is replaced.",
                    e);
        }
        return new Problem(
                Kind.SQL_FAILED,
                "The demo's server refused a statement: " + e.getMessage(),
                "Reset the demo; if that fails too, this is a bug worth reporting.",
                e);
    }
}
