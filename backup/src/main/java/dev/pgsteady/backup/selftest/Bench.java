package dev.pgsteady.backup.selftest;

import dev.pgsteady.backup.BackupOptions;
import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.LoadOptions;
import dev.pgsteady.backup.LogicalBackup;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.Restore;
import dev.pgsteady.backup.RestoreOptions;
import dev.pgsteady.backup.Verification;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.backup.store.Store;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.StatementWords;
import dev.pgsteady.embedded.Address;
import dev.pgsteady.embedded.EmbeddedServer;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// A scratch server with a small shop on it, and a folder for repositories. All of it is gone when it is closed.
final class Bench implements AutoCloseable {
    /// The database that is backed up.
    static final String SHOP = "shop";

    private static final String SERVER = "self-test";

    private static final Map<String, String> SETTINGS =
            Map.of("fsync", "off", "full_page_writes", "off", "synchronous_commit", "off", "shared_buffers", "32MB");

    private static final String ROWS = """
            CREATE TABLE customers (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, note text);
            CREATE TABLE orders (
              id integer PRIMARY KEY, customer integer NOT NULL REFERENCES customers, amount numeric(10,2), at timestamptz);
            CREATE INDEX orders_customer ON orders (customer);
            CREATE VIEW spent AS SELECT customer, sum(amount) FROM orders GROUP BY customer;
            INSERT INTO customers (name, note) SELECT 'c' || n, md5(n::text) || md5((n * 7)::text) FROM generate_series(1, 4000) n;
            INSERT INTO orders SELECT n, 1 + n % 4000, n / 7.0, '2026-01-01Z'::timestamptz + n * interval '1 min'
              FROM generate_series(1, 8000) n""";

    private final Path scratch;
    private final UnaryOperator<Store> under;
    private final EmbeddedServer server;
    private final Address address;
    private final ConnectionSettings postgres;
    private final RandomGenerator random;
    private final Queue<Process> processes = new ConcurrentLinkedQueue<>();
    private boolean closed;
    private int repositories;
    private int databases;

    private Bench(Path scratch, UnaryOperator<Store> under, EmbeddedServer server, long seed) {
        this.scratch = scratch;
        this.under = under;
        this.server = server;
        this.address = server.start();
        this.postgres = ConnectionSettings.to(address.host(), address.port(), "postgres", address.user())
                .withPassword(Secret.of(address.readPassword()));
        this.random = new Random(seed);
    }

    /// @param scratch a folder of its own
    /// @param under   what lies between the repositories and their folders
    static Bench in(Path scratch, Machine machine, long seed, UnaryOperator<Store> under) {
        EmbeddedServer server =
                EmbeddedServer.at(scratch, ServerOptions.named(SERVER).withSettings(SETTINGS), machine);
        Bench bench = new Bench(scratch, under, server, seed);
        bench.execute(bench.postgres, "CREATE DATABASE " + SHOP);
        bench.execute(bench.shop(), ROWS);
        return bench;
    }

    RandomGenerator random() {
        return random;
    }

    Address address() {
        return address;
    }

    /// A database of the server that nobody backs up.
    ConnectionSettings postgres() {
        return postgres;
    }

    ConnectionSettings shop() {
        return postgres.withDatabase(SHOP);
    }

    /// A folder that nothing else uses.
    Path scratch() {
        return scratch;
    }

    /// A repository and its folder.
    record Spot(Path folder, Repository repository) implements AutoCloseable {
        /// The parts, the largest first.
        List<Path> parts() throws IOException {
            try (Stream<Path> files = Files.walk(folder.resolve("parts"))) {
                return files.filter(Files::isRegularFile)
                        .sorted(Comparator.comparing(Bench::size).reversed().thenComparing(Comparator.naturalOrder()))
                        .toList();
            }
        }

        @Override
        public void close() {
            repository.close();
        }
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    /// A new repository.
    Spot spot() {
        Path folder = scratch.resolve("repository-" + ++repositories);
        return new Spot(
                folder, Repository.create(store(folder), Optional.empty()).repository());
    }

    /// What a repository in that folder would be opened on.
    Store store(Path folder) {
        return under.apply(new FolderStore(folder));
    }

    BackupSet take(Repository repository) {
        return take(repository, WorkProgress.NONE);
    }

    BackupSet take(Repository repository, WorkProgress progress) {
        return take(repository, shop(), progress);
    }

    BackupSet take(Repository repository, ConnectionSettings as, WorkProgress progress) {
        return new LogicalBackup(repository, InstantSource.system(), progress)
                .take(as, new BackupOptions(List.of(SHOP), 2, Duration.ofMillis(400)));
    }

    /// What is damaged in a backup; nothing when it is sound.
    static List<String> damages(Repository repository, BackupSet set) {
        return new Verification(repository, InstantSource.system(), WorkProgress.NONE)
                .of(List.of(set))
                .getOrDefault(set.id(), List.of());
    }

    /// Restores a backup into a database of its own, with every row and object compared, and drops it again.
    ///
    /// @throws Trial.Missed when it does not come back the same
    void requireRestores(Repository repository, BackupSet set) {
        String name = "back_" + ++databases;
        try {
            RestoreOptions options = new RestoreOptions(
                    Optional.empty(), Optional.of(name), Optional.empty(), false, false, true, LoadOptions.USUAL);
            new Restore(repository, InstantSource.system(), WorkProgress.NONE).run(set, postgres, options);
        } catch (Problem e) {
            throw new Trial.Missed("%s does not restore: %s".formatted(set.id(), e.getMessage()));
        } finally {
            execute(postgres, "DROP DATABASE IF EXISTS " + Sql.identifier(name));
        }
    }

    /// A change that gives the next backup other parts.
    void change() {
        execute(shop(), "UPDATE customers SET note = md5(note) WHERE id %% 100 = %d".formatted(random.nextInt(100)));
    }

    void execute(ConnectionSettings settings, String sql) {
        try (Connection connection = Database.connect(settings);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    /// The first column of the first row.
    String value(ConnectionSettings settings, String sql) {
        try (Connection connection = Database.connect(settings);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    /// The databases of the server that a restore made, finished or not.
    String restored() {
        return value(
                postgres,
                "SELECT coalesce(string_agg(datname, ', ' ORDER BY datname), '') FROM pg_database WHERE datname LIKE 'back%'");
    }

    /// Ends with the bench at the latest.
    Process began(Process process) {
        processes.add(process);
        return process;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            processes.forEach(Process::destroyForcibly);
            server.destroy();
            closed = true;
        }
    }

    /// Removes the server that a process which was killed left in its folder.
    static void destroy(Path scratch) {
        EmbeddedServer.at(scratch, ServerOptions.named(SERVER)).destroy();
    }
}
