package dev.pgsteady.benchmarks;

import dev.pgsteady.embedded.Address;
import dev.pgsteady.embedded.EmbeddedServer;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.OwnedFiles;
import dev.pgsteady.embedded.RestoredServer;
import dev.pgsteady.embedded.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A physical backup and the way back to the first answer, beside pgBackRest with two processes and zstd, in turn.
/// Arguments:
/// the folder with the launcher, and thousands of audited changes (1,000 make 1.0 GB).
///
/// pgBackRest reads the files itself; what the server spends on sending them to pgsteady is not counted.
final class PhysicalBenchmark {
    private static final int ROUNDS = 3;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final String program;
    private final Path folder;
    private final EmbeddedServer server;
    private final Address address;

    private PhysicalBenchmark(String program, Path folder) {
        this.program = program;
        this.folder = folder;
        this.server = EmbeddedServer.at(
                folder.resolve("state"),
                ServerOptions.named("benchmark")
                        .withSettings(Map.of(
                                "archive_mode", "on",
                                "archive_command", peer() + " archive-push %p",
                                "max_wal_size", "4GB",
                                "wal_level", "replica")),
                Machine.here());
        this.address = server.start();
    }

    public static void main(String[] arguments) throws Exception {
        String program =
                Path.of(arguments[0]).toAbsolutePath().resolve("pgsteady").toString();
        int thousands = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
        Path folder = Files.createTempDirectory("pgsteady-physical-benchmark");
        try {
            PhysicalBenchmark benchmark = new PhysicalBenchmark(program, folder);
            try {
                benchmark.run(thousands);
            } finally {
                benchmark.server.destroy();
            }
        } finally {
            OwnedFiles.deleteTree(folder);
        }
    }

    private String peer() {
        return "pgbackrest --config=%s --stanza=main".formatted(folder.resolve("pgbackrest.conf"));
    }

    private void run(int thousands) throws Exception {
        configure();
        call(peer() + " stanza-create");
        try (Connection connection = connect(address.port());
                Statement statement = connection.createStatement()) {
            statement.execute(BackupBenchmark.mixed(thousands));
            statement.execute("CHECKPOINT");
        }
        List<Taken> ours = new ArrayList<>();
        List<Taken> theirs = new ArrayList<>();
        List<Double> back = new ArrayList<>();
        List<Double> theirsBack = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            Path store = folder.resolve("store-" + i);
            call("%s backup init --unencrypted --store %s".formatted(program, store));
            ours.add(call("%s backup --physical --store %s '%s'".formatted(program, store, url())));
            theirs.add(call(peer() + " --type=full --repo1-retention-full=1 backup"));
            back.add(recovered(store));
            theirsBack.add(peerRecovered());
            OwnedFiles.deleteTree(store);
        }
        row("pgsteady backup --physical", ours);
        row("pgbackrest backup", theirs);
        compare("CPU of the backup", cpu(ours), cpu(theirs), 1);
        compare("from nothing to the first answer", new Times(back), new Times(theirsBack), 2);
    }

    private void configure() throws IOException {
        Path socket = address.socketDirectory()
                .orElseThrow(() -> new IllegalStateException("pgBackRest needs a server with a socket"));
        for (String name : List.of("repository", "log", "work")) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.writeString(folder.resolve("pgbackrest.conf"), """
                [global]
                repo1-path=%1$s/repository
                log-path=%1$s/log
                lock-path=%1$s/work
                spool-path=%1$s/work
                compress-type=zst
                process-max=2
                start-fast=y
                [main]
                pg1-path=%2$s
                pg1-port=%3$d
                pg1-socket-path=%4$s
                pg1-user=%5$s
                """.formatted(
                        folder, server.status().dataDirectory(), address.port(), socket, address.user()));
    }

    /// @return milliseconds until the recovered server answered
    private double recovered(Path store) throws Exception {
        Path data = folder.resolve("back");
        int port = RestoredServer.freePort(26_000);
        long from = System.nanoTime();
        call("%s recover --store %s --to %s --port %d".formatted(program, store, data, port));
        ask(port);
        double taken = (System.nanoTime() - from) / 1e6;
        discard(data);
        return taken;
    }

    private double peerRecovered() throws Exception {
        Path data = Files.createDirectory(
                folder.resolve("back"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        int port = RestoredServer.freePort(26_000);
        long from = System.nanoTime();
        call("%s --pg1-path=%s --type=immediate --target-action=promote restore".formatted(peer(), data));
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "port = %d\narchive_mode = off\nunix_socket_directories = ''\n".formatted(port),
                StandardOpenOption.APPEND);
        RestoredServer restored = RestoredServer.of(data, Machine.here());
        restored.start(LIMIT);
        restored.awaitReady(LIMIT);
        ask(port);
        double taken = (System.nanoTime() - from) / 1e6;
        discard(data);
        return taken;
    }

    private static void discard(Path data) throws IOException {
        RestoredServer.of(data, Machine.here()).abandon();
        OwnedFiles.deleteTree(data);
    }

    private void ask(int port) throws SQLException {
        try (Connection connection = connect(port);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM orders")) {
            row.next();
            if (row.getLong(1) == 0) {
                throw new IllegalStateException("no rows came back");
            }
        }
    }

    private Connection connect(int port) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/postgres".formatted(address.host(), port), address.credentials());
    }

    private String url() {
        return "postgresql://%s@%s:%d/postgres".formatted(address.user(), address.host(), address.port());
    }

    private Taken call(String command) throws IOException, InterruptedException {
        return Taken.of(
                Map.of("PGSTEADY_BUILD", "skip", "PGPASSWORD", address.readPassword()), List.of("sh", "-c", command));
    }

    private static Times cpu(List<Taken> all) {
        return new Times(all.stream().map(Taken::cpu).toList());
    }

    private static void row(String what, List<Taken> all) {
        System.out.printf(
                Locale.ROOT,
                "%-40s median %.1f s, %.1f s of CPU%n",
                what,
                new Times(all.stream().map(Taken::wall).toList()).median() / 1000,
                cpu(all).median() / 1000);
    }

    private static void compare(String what, Times ours, Times theirs, double bound) {
        double ratio = ours.median() / theirs.median();
        System.out.printf(
                Locale.ROOT,
                "%-40s pgsteady %.1f s, pgBackRest %.1f s: %.2f times, bound %.0f: %s%n",
                what,
                ours.median() / 1000,
                theirs.median() / 1000,
                ratio,
                bound,
                ratio <= bound ? "held" : "NOT held");
    }
}
