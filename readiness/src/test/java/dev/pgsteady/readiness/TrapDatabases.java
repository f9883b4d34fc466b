package dev.pgsteady.readiness;

import dev.pgsteady.embedded.Address;
import dev.pgsteady.readiness.TrapFile.Case;
import dev.pgsteady.schema.Snapshot;
import dev.pgsteady.schema.SnapshotReader;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/// Databases for trap cases. A case that leaves nothing behind but tables takes the database that the last one had,
/// emptied: making a new one costs more than all the rest. Roles belong to the whole server, so cases that make some
/// take turns, whichever process they run in.
final class TrapDatabases implements AutoCloseable {
    private static final long LOCK = 7_421_001;
    private static final String DROP_ROLES = """
            do $$declare r text; begin
              for r in select rolname from pg_roles where rolname like 'trap\\_%' loop
                execute format('drop owned by %I; drop role %1$I', r);
              end loop;
            end$$""";

    private static final Pattern LASTING = Pattern.compile(
            "(?i)\\b(role|user|schema|database|extension|server|grant|revoke|owner|privileges|collation|publication"
                    + "|subscription|system|large|trap_\\w*)\\b");
    private static final String EMPTY = """
            drop schema public cascade;
            create schema public authorization pg_database_owner;
            grant usage on schema public to public;""";

    private final TestServer server;
    private final TestDatabase database;
    private final Connection again;

    TrapDatabases(TestServer server) throws SQLException {
        this.server = server;
        this.database = server.create();
        this.again = database.connect();
    }

    /// What is done with the database of a case.
    @FunctionalInterface
    interface Use<T> {
        T on(Connection connection) throws SQLException;
    }

    /// Builds the case's database and lends it.
    <T> T with(Case trap, Use<T> use) throws SQLException {
        if (LASTING.matcher(trap.sql()).find()) {
            return fresh(trap, use);
        }
        execute(again, EMPTY);
        execute(again, trap.sql());
        return use.on(again);
    }

    /// As [#with], in a database that nobody uses afterwards, whatever the case is.
    <T> T fresh(Case trap, Use<T> use) throws SQLException {
        if (!trap.sql().contains("trap_")) {
            return alone(trap, use);
        }
        try (Connection turn = maintenance()) {
            execute(turn, "select pg_advisory_lock(%d)".formatted(LOCK));
            execute(turn, DROP_ROLES);
            try {
                return alone(trap, use);
            } finally {
                execute(turn, DROP_ROLES);
            }
        }
    }

    /// Whether a script leaves more behind than tables and their parts.
    static boolean lasts(String sql) {
        return LASTING.matcher(sql).find();
    }

    private <T> T alone(Case trap, Use<T> use) throws SQLException {
        try (TestDatabase own = server.create();
                Connection connection = own.connect()) {
            execute(connection, trap.sql());
            return use.on(connection);
        }
    }

    /// One database for all, because advisory locks are per database.
    private Connection maintenance() throws SQLException {
        Address address = server.address();
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/postgres".formatted(address.host(), address.port()),
                address.user(),
                address.readPassword());
    }

    /// What the database shows now, with the case's directives laid over it.
    static Facts read(Case trap, Connection connection) throws SQLException {
        execute(connection, "select pg_stat_force_next_flush()");
        execute(connection, "select 1");
        Snapshot snapshot = Overlay.on(new SnapshotReader().read(connection), trap.directives());
        Live live =
                LiveOverlay.on(LiveOverlay.nothing(), trap, snapshot.server().database());
        return new Facts(
                snapshot, live, LiveOverlay.evidence(trap, snapshot.server().at()));
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        again.close();
        database.close();
    }
}
