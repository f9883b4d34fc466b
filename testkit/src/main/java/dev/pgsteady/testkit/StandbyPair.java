package dev.pgsteady.testkit;

import dev.pgsteady.core.ConnectionSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A primary and a hot standby of it that follows by streaming, from installed binaries, thrown away afterwards.
public final class StandbyPair implements AutoCloseable {
    private final Path bin;
    private final Path folder;
    private final int primaryPort;
    private final int standbyPort;
    private final List<Path> started = new ArrayList<>();

    private StandbyPair(Path bin, Path folder, int primaryPort, int standbyPort) {
        this.bin = bin;
        this.folder = folder;
        this.primaryPort = primaryPort;
        this.standbyPort = standbyPort;
    }

    /// Where the programs are; empty when no `pg_basebackup` is installed.
    public static Optional<Path> programs() throws IOException {
        Path all = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(all)) {
            return versions.map(v -> v.resolve("bin"))
                    .filter(b -> Files.isExecutable(b.resolve("pg_basebackup")))
                    .max(Comparator.naturalOrder());
        }
    }

    /// Starts both in a folder, and runs a script on the primary before the standby is made.
    public static StandbyPair start(Path bin, Path folder, String script) throws IOException, SQLException {
        StandbyPair pair = new StandbyPair(bin, folder, port(), port());
        try {
            Path primary = folder.resolve("primary");
            Path standby = folder.resolve("standby");
            pair.run("initdb", "-D", primary.toString(), "-U", "postgres", "-A", "trust", "-N", "--locale=C");
            pair.up(primary, pair.primaryPort);
            try (Connection connection = pair.primary();
                    var statement = connection.createStatement()) {
                statement.execute(script);
            }
            String source = "host=127.0.0.1 user=postgres port=" + pair.primaryPort;
            pair.run("pg_basebackup", "-d", source, "-D", standby.toString(), "-R", "-N", "-c", "fast");
            pair.up(standby, pair.standbyPort);
            return pair;
        } catch (IOException | SQLException | RuntimeException e) {
            pair.close();
            throw e;
        }
    }

    /// A connection to the primary, as superuser.
    public Connection primary() throws SQLException {
        return connect(primaryPort);
    }

    /// A connection to the standby, as superuser.
    public Connection standby() throws SQLException {
        return connect(standbyPort);
    }

    /// The primary's address, for its superuser.
    public ConnectionSettings primarySettings() {
        return ConnectionSettings.to("127.0.0.1", primaryPort, "postgres", "postgres");
    }

    /// The standby's address, for its superuser.
    public ConnectionSettings standbySettings() {
        return ConnectionSettings.to("127.0.0.1", standbyPort, "postgres", "postgres");
    }

    /// Ends the standby's process, as a crash would.
    public void stopStandby() throws IOException {
        Path standby = folder.resolve("standby");
        started.remove(standby);
        run("pg_ctl", "-D", standby.toString(), "-m", "immediate", "stop");
    }

    /// Starts the standby again.
    public void startStandby() throws IOException {
        up(folder.resolve("standby"), standbyPort);
    }

    private static Connection connect(int port) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "");
    }

    private void up(Path data, int port) throws IOException {
        started.add(data);
        String settings =
                "-c port=%d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off".formatted(port);
        run("pg_ctl", "-D", data.toString(), "-w", "-l", data + ".log", "-o", settings, "start");
    }

    /// PostgreSQL refuses to run as root, so root steps aside into a user namespace.
    private void run(String program, String... arguments) throws IOException {
        List<String> line = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            line.addAll(List.of("unshare", "-U"));
        }
        line.add(bin.resolve(program).toString());
        line.addAll(List.of(arguments));
        Path log = folder.resolve(program + ".log");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!ended(process) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(program + " failed: " + Files.readString(log));
        }
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int port() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        for (Path data : started.reversed()) {
            run("pg_ctl", "-D", data.toString(), "-m", "immediate", "stop");
        }
    }
}
