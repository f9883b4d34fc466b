package dev.pgsteady.core;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A real PostgreSQL for this module's tests, from binaries that are installed: one for the whole run, with TLS and a
/// `pg_hba.conf` that treats each role differently. Skips the tests when nothing is installed.
final class LocalServer {
    private static final String HBA = """
            local all  peer_mapped  peer map=anyone
            local all  peer_other   peer
            local all  all          trust
            host  all  rejected     all reject
            hostssl all cert_role   all cert
            hostssl all tls_only    all trust
            hostssl all,bound app   all scram-sha-256
            hostnossl all app       all scram-sha-256
            host  all  missing_role all trust
            host  all  few,cannot   all trust
            """;

    private static Optional<LocalServer> running = Optional.empty();

    final int port;
    final Path sockets;
    final Certificates certificates;
    private final Path bin;
    private final Path data;

    private LocalServer(Path bin, Path home) throws IOException {
        this.bin = bin;
        this.sockets = home;
        this.data = home.resolve("data");
        this.port = freePort();
        this.certificates = Certificates.in(home);
    }

    /// The server, started on first use.
    static synchronized LocalServer get() {
        if (running.isEmpty()) {
            Optional<Path> bin = installed();
            assumeTrue(bin.isPresent(), "no PostgreSQL server binaries are installed, so this test is skipped");
            running = Optional.of(start(bin.orElseThrow()));
        }
        return running.orElseThrow();
    }

    /// Settings for a superuser over the socket.
    ConnectionSettings admin() {
        return ConnectionSettings.to(sockets.toString(), port, "postgres", "postgres");
    }

    /// Settings for a role over TCP, by the name that the server's certificate is for.
    ConnectionSettings tcp(String role) {
        return ConnectionSettings.to("localhost", port, "postgres", role);
    }

    /// How many lines its log has, those of checkpoints left out, which come when they will.
    long logged() {
        try (Stream<String> lines = Files.lines(sockets.resolve("log"))) {
            return lines.filter(line -> !line.contains("checkpoint")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs statements as the superuser.
    void sql(String statements) {
        run(List.of(
                bin.resolve("psql").toString(),
                "-qX",
                "-v",
                "ON_ERROR_STOP=1",
                "-h",
                sockets.toString(),
                "-p",
                Integer.toString(port),
                "-U",
                "postgres",
                "-c",
                statements));
    }

    private static LocalServer start(Path bin) {
        try {
            Path home = Files.createTempDirectory("pgs");
            LocalServer server = new LocalServer(bin, home);
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
            server.run(server.server(
                    "initdb",
                    "-D",
                    server.data.toString(),
                    "-U",
                    "postgres",
                    "-A",
                    "trust",
                    "--no-sync",
                    "-E",
                    "UTF8",
                    "--locale=C"));
            Files.writeString(server.data.resolve("pg_hba.conf"), HBA);
            Files.writeString(server.data.resolve("pg_ident.conf"), "anyone /^.*$ peer_mapped\n");
            Files.writeString(server.data.resolve("postgresql.conf"), server.configuration());
            server.run(server.server(
                    "pg_ctl",
                    "-D",
                    server.data.toString(),
                    "-w",
                    "-l",
                    home.resolve("log").toString(),
                    "start"));
            server.roles();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String configuration() {
        return """
                listen_addresses = 'localhost'
                port = %d
                unix_socket_directories = '%s'
                fsync = off
                max_connections = 40
                deadlock_timeout = 50ms
                password_encryption = 'scram-sha-256'
                ssl = on
                ssl_cert_file = '%s'
                ssl_key_file = '%s'
                ssl_ca_file = '%s'
                """.formatted(port, sockets, certificates.server(), certificates.serverKey(), certificates.client());
    }

    private void roles() {
        sql("create role app login password 'right:pass\\word'; create role peer_mapped login;"
                + " create role peer_other login; create role rejected login; create role cert_role login;"
                + " create role tls_only login; create role unlisted login; create role few login connection limit 0;"
                + " create role cannot nologin");
        sql("create database shop_production");
        sql("create database shop_staging");
    }

    private List<String> server(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(bin.resolve(program).toString());
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    private void run(List<String> command) {
        try {
            File output = sockets.resolve("out").toFile();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + Files.readString(output.toPath()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void stop() {
        run(server("pg_ctl", "-D", data.toString(), "-m", "immediate", "-w", "stop"));
        try (Stream<Path> files = Files.walk(sockets)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static void keepPrivate(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static Optional<Path> installed() {
        Stream<Path> path = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(entry -> !entry.isBlank())
                .map(Path::of);
        Stream<Path> usual = Stream.of("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt", "/usr/local/opt")
                .map(Path::of)
                .flatMap(LocalServer::children)
                .map(directory -> directory.resolve("bin"));
        return Stream.concat(usual, path)
                .filter(bin -> Stream.of("initdb", "postgres", "pg_ctl", "psql")
                        .allMatch(program -> Files.isExecutable(bin.resolve(program))))
                .findFirst();
    }

    private static Stream<Path> children(Path directory) {
        String[] names = directory.toFile().list();
        return names == null
                ? Stream.empty()
                : Arrays.stream(names)
                        .sorted(java.util.Comparator.reverseOrder())
                        .map(directory::resolve);
    }
}
