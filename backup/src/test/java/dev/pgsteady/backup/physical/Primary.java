package dev.pgsteady.backup.physical;

import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Secret;
import dev.pgsteady.embedded.Address;
import dev.pgsteady.embedded.EmbeddedServer;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.ServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A server of a test's own that can be copied, and a repository beside it.
final class Primary implements AutoCloseable {
    /// What tests lock that end PostgreSQL's programs, or count what they leave: a program's owner is this process.
    static final String TOOLS = "programs of this process";

    private static final Map<String, String> SETTINGS = Map.of(
            "wal_level", "replica",
            "max_wal_senders", "6",
            "max_replication_slots", "6",
            "max_wal_size", "96MB",
            "min_wal_size", "32MB",
            "max_slot_wal_keep_size", "512MB",
            "shared_buffers", "16MB",
            "autovacuum", "off");

    private final EmbeddedServer server;
    private final Address address;
    private final Path folder;

    private Primary(Path folder, EmbeddedServer server) {
        this.folder = folder;
        this.server = server;
        this.address = server.start();
    }

    /// Starts one; the test is skipped when there are no tools for its release.
    static Primary in(Path folder) {
        return in(folder, Map.of(), List.of());
    }

    static Primary in(Path folder, Map<String, String> settings, List<String> hba) {
        return in(folder, settings, hba, machine());
    }

    static Primary in(Path folder, Map<String, String> settings, List<String> hba, Machine machine) {
        Map<String, String> all = new HashMap<>(SETTINGS);
        all.putAll(settings);
        Primary primary = new Primary(
                folder,
                EmbeddedServer.at(
                        folder.resolve("state"),
                        ServerOptions.named("primary").withSettings(all).withHbaLines(hba),
                        machine));
        boolean tools = Tools.find(primary.number("select current_setting('server_version_num')::int / 10000"), machine)
                .isPresent();
        if (!tools) {
            primary.close();
        }
        Assumptions.assumeTrue(tools, "skipped: PG tools not found for this release");
        return primary;
    }

    static Machine machine() {
        String choice =
                Optional.ofNullable(System.getenv("PGSTEADY_TEST_POSTGRES")).orElse("auto");
        return Machine.here().with("PGSTEADY_POSTGRES", choice);
    }

    Repository repository() {
        FolderStore store = new FolderStore(folder.resolve("repository"));
        return Repository.exists(store)
                ? Repository.open(store, Optional.empty())
                : Repository.create(store, Optional.empty()).repository();
    }

    Path store() {
        return folder.resolve("repository");
    }

    Path data() {
        return server.status().dataDirectory();
    }

    long pid() {
        return server.status().pid().orElseThrow();
    }

    ConnectionSettings settings() {
        return ConnectionSettings.to(address.host(), address.port(), "postgres", address.user())
                .withPassword(Secret.of(address.readPassword()));
    }

    /// A server that came out of a backup of this one.
    ConnectionSettings settings(Recovered recovered) {
        return ConnectionSettings.to("127.0.0.1", recovered.port(), "postgres", address.user())
                .withPassword(Secret.of(address.readPassword()));
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl("postgres"), address.credentials());
    }

    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    int number(String query) {
        return Integer.parseInt(text(query));
    }

    String text(String query) {
        try (Connection connection = connect()) {
            return text(connection, query);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    /// A connection to a recovered server: by the password of the original, or by the socket of one to be
    /// thrown away.
    Connection connect(Recovered recovered) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + recovered.port() + "/postgres", address.credentials());
    }

    String text(Recovered recovered, String query) {
        try (Connection connection = connect(recovered)) {
            return text(connection, query);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    void start() {
        server.start();
    }

    void stop() {
        server.stop();
    }

    /// As when the machine is lost: the postmaster and all its children stop at one instant. Killed one after the
    /// other, they would notice: a walsender ends itself when its postmaster is gone, while sessions still commit.
    void kill() {
        ProcessHandle postmaster = ProcessHandle.of(pid()).orElseThrow();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        freeze(all);
        all.forEach(ProcessHandle::destroyForcibly);
        postmaster.onExit().join();
    }

    private static void freeze(List<ProcessHandle> processes) {
        String pids = processes.stream().map(p -> Long.toString(p.pid())).collect(Collectors.joining(" "));
        try {
            new ProcessBuilder("sh", "-c", "kill -STOP " + pids).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.destroy();
    }
}
