package dev.pgsteady.testkit;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Sql;
import dev.pgsteady.embedded.Address;
import dev.pgsteady.embedded.Directories;
import dev.pgsteady.embedded.EmbeddedServer;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.ServerOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// This process's use of the shared server: one connection that creates and drops databases, and this process's entry
/// in
/// the list of users, which keeps the server running.
final class SharedServer {
    /// Writes that get lost with the machine do not matter here, and take most of the time.
    private static final Map<String, String> FAST = Map.of(
            "fsync", "off",
            "synchronous_commit", "off",
            "full_page_writes", "off",
            "max_connections", "200",
            "max_wal_size", "1GB",
            "autovacuum_naptime", "10min");

    private static final String FORK = "pgsteady.test.fork";
    private static final String FIRST = "fork-1";
    private static final int ELSEWHERE = 1_000_000;
    private static final String PREFIX = "t_" + ProcessHandle.current().pid() + "_";

    private static Optional<SharedServer> started = Optional.empty();

    private final EmbeddedServer server;
    private final Address address;
    /// Begins at another number where a test runs in a class loader of its own.
    private final AtomicInteger count = new AtomicInteger(
            ClassLoader.getSystemClassLoader().equals(SharedServer.class.getClassLoader()) ? 0 : ELSEWHERE);
    private Optional<Connection> administrator = Optional.empty();

    private SharedServer(EmbeddedServer server, Address address) {
        this.server = server;
        this.address = address;
    }

    /// The server, started when this process asks for the first time.
    static synchronized SharedServer get() {
        if (started.isEmpty()) {
            Machine machine = Machine.here();
            String choice = machine.variables()
                    .getOrDefault("PGSTEADY_TEST_POSTGRES", "auto")
                    .strip();
            SharedServer shared = start(folder(machine), machine.with("PGSTEADY_POSTGRES", choice), choice);
            shared.dropLeftovers();
            started = Optional.of(shared);
        }
        return started.get();
    }

    /// Beside the build's other products, so that it goes away with them. Where a module's tests run in several
    /// processes, because they change what a server has only once, each has a server of its own.
    private static Path folder(Machine machine) {
        String fork = System.getProperty(FORK, FIRST);
        return SharedFolder.projectRoot()
                .map(root -> root.resolve("target"))
                .orElse(Directories.of(machine).cache())
                .resolve(fork.equals(FIRST) ? "testkit" : "testkit-" + fork);
    }

    private static SharedServer start(Path folder, Machine machine, String choice) {
        String name = choice.matches("[a-z]{1,20}")
                ? choice
                : "other-" + digest(choice).substring(0, 12);
        ServerOptions options = ServerOptions.named(name).withSettings(FAST);
        EmbeddedServer server = EmbeddedServer.at(folder, options, machine);
        Users users = Users.of(server);
        users.enter();
        Address address = startOrBeginAnew(server);
        users.watch(server.status());
        return new SharedServer(server, address);
    }

    /// Test data is worth nothing: what cannot be started, because its version is gone or a `clean` went over it, is
    /// made again.
    private static Address startOrBeginAnew(EmbeddedServer server) {
        try {
            return server.start();
        } catch (Problem first) {
            try {
                server.destroy();
                return server.start();
            } catch (Problem second) {
                second.addSuppressed(first);
                throw second;
            }
        }
    }

    Address address() {
        return address;
    }

    /// A new database. Copied through the write-ahead log, not file by file, which would ask for two checkpoints each
    /// time
    /// and so write out what all other tests have just written (manual, CREATE DATABASE, STRATEGY).
    ///
    /// @param script what its template holds, when it is not to be empty
    synchronized TestDatabase create(Optional<String> script) {
        String name = PREFIX + count.incrementAndGet();
        administer("create database " + name + " template "
                + script.map(this::template).orElse("template0") + " strategy wal_log");
        return new TestDatabase(this, name);
    }

    synchronized void drop(String name) {
        administer("drop database if exists " + name + " with (force)");
    }

    /// The template of a script, made once by whichever process needs it first. It gets its name when it is complete.
    private String template(String script) {
        String name = "template_" + digest(script).substring(0, 20);
        administer("select pg_advisory_lock(hashtext(" + Sql.literal(name) + "))");
        try {
            if (names("select datname from pg_database where datname = " + Sql.literal(name))
                    .isEmpty()) {
                String unfinished = name + "_unfinished";
                drop(unfinished);
                administer("create database " + unfinished + " template template0");
                run(unfinished, script);
                administer("alter database " + unfinished + " rename to " + name);
            }
        } finally {
            administer("select pg_advisory_unlock(hashtext(" + Sql.literal(name) + "))");
        }
        return name;
    }

    /// Databases of processes that were killed, and the roles that tests named after them.
    void dropLeftovers() {
        leftovers("select datname from pg_database where datname ~ '^t_[0-9]+_[0-9]+$'")
                .forEach(this::drop);
        leftovers("select rolname from pg_roles where rolname ~ '^t_[0-9]+_[0-9]+_'")
                .forEach(name -> {
                    administer("drop owned by " + Sql.identifier(name));
                    administer("drop role " + Sql.identifier(name));
                });
    }

    private Stream<String> leftovers(String query) {
        return names(query).stream()
                .filter(name ->
                        ProcessHandle.of(Long.parseLong(name.split("_", 3)[1])).isEmpty());
    }

    private void administer(String statement) {
        try (Statement sql = administrator().createStatement()) {
            sql.execute(statement);
        } catch (SQLException e) {
            throw failed(statement, e);
        }
    }

    private List<String> names(String query) {
        List<String> names = new ArrayList<>();
        try (Statement sql = administrator().createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return List.copyOf(names);
        } catch (SQLException e) {
            throw failed(query, e);
        }
    }

    private void run(String database, String script) {
        try {
            new TestDatabase(this, database).execute(script);
        } catch (SQLException e) {
            throw failed(script, e);
        }
    }

    private Connection administrator() throws SQLException {
        if (administrator.isEmpty() || administrator.get().isClosed()) {
            administrator =
                    Optional.of(DriverManager.getConnection(address.jdbcUrl("postgres"), address.credentials()));
        }
        return administrator.get();
    }

    private IllegalStateException failed(String statement, SQLException cause) {
        return new IllegalStateException(
                "the test server refused: " + statement + " (its log is in " + server.log() + ")", cause);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).toLowerCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
