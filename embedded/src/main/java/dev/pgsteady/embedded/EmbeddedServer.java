package dev.pgsteady.embedded;

import dev.pgsteady.core.PrivateFiles;
import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// A real PostgreSQL of our own, which goes on running when this process ends.
///
/// It listens on 127.0.0.1 only, asks for a password, keeps its data and flushes its writes. Everything about it is in
/// `<state directory>/servers/<name>`, so that any process that names the same place means the same server. All methods
/// may be called by several threads and processes at once.
public final class EmbeddedServer {
    private final Path home;
    private final ServerOptions options;
    private final Machine machine;

    private EmbeddedServer(Path home, ServerOptions options, Machine machine) {
        this.home = home;
        this.options = options;
        this.machine = machine;
    }

    /// The standard server of a state directory. Nothing is created or started.
    public static EmbeddedServer at(Path stateDirectory) {
        return at(stateDirectory, ServerOptions.standard());
    }

    /// A server of a state directory. Nothing is created or started.
    public static EmbeddedServer at(Path stateDirectory, ServerOptions options) {
        return at(stateDirectory, options, Machine.here());
    }

    /// A server of a state directory on a machine that is described. Nothing is created or started.
    public static EmbeddedServer at(Path stateDirectory, ServerOptions options, Machine machine) {
        Path home =
                stateDirectory.toAbsolutePath().normalize().resolve("servers").resolve(options.name());
        return new EmbeddedServer(home, options, machine);
    }

    /// The server's folder: password, log, and the data unless the options say otherwise.
    public Path home() {
        return home;
    }

    /// The folder of the server's log: a file for each day of the week, and what was said during the last start.
    public Path log() {
        return files().log();
    }

    /// Makes the server run: finds or unpacks the binaries, creates the data directory, starts. Returns when
    /// connections
    /// are accepted; at once when they are already.
    ///
    /// @throws Problem of kind EMBEDDED, FILE, DISK_FULL or BUSY with what to do about it
    public Address start() {
        if (status().running()) {
            return address();
        }
        return locked(() -> {
            ServerStatus.State state = Postmaster.settled(files().data());
            if (state != ServerStatus.State.RUNNING) {
                Startup.of(home, options, machine, new SecureRandom()).run(files());
            }
            return address();
        });
    }

    /// Stops the server; sessions are ended, committed work stays. Returns whether it was running.
    ///
    /// @throws Problem of kind EMBEDDED when it does not stop
    public boolean stop() {
        return Files.isDirectory(home) && locked(() -> stopLocked(Postmaster::stop));
    }

    /// How the server is, read from two small files: asks nobody and starts nothing.
    public ServerStatus status() {
        ServerFiles files = files();
        ServerRecord known = ServerRecord.read(files.record());
        ServerStatus.State state = Postmaster.state(files.data());
        Optional<PostmasterPid> live =
                PostmasterPid.read(files.data()).filter(pid -> state != ServerStatus.State.CRASHED);
        return new ServerStatus(
                options.name(),
                state,
                live.map(pid -> OptionalLong.of(pid.pid())).orElse(OptionalLong.empty()),
                live.map(pid -> OptionalInt.of(pid.port())).orElse(known.port()),
                known.version(),
                files.data(),
                live.map(PostmasterPid::since));
    }

    /// The server's databases and their sizes, by name, without templates; empty when it does not run.
    ///
    /// @throws Problem of kind SERVER_REFUSED when it runs but does not answer
    public List<DatabaseSize> databases() {
        if (!status().running()) {
            return List.of();
        }
        Address address = address();
        List<DatabaseSize> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl("postgres"), address.credentials());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select datname, pg_database_size(oid) from pg_database where not datistemplate order by 1")) {
            while (rows.next()) {
                found.add(new DatabaseSize(rows.getString(1), rows.getLong(2)));
            }
        } catch (SQLException e) {
            throw new Problem(
                    Problem.Kind.SERVER_REFUSED,
                    "The embedded server runs but does not answer: " + e.getMessage(),
                    "Look at its log in " + files().log() + ".",
                    e);
        }
        return List.copyOf(found);
    }

    /// Where the server listens, or listened last.
    ///
    /// @throws Problem of kind EMBEDDED when it was never started
    public Address address() {
        ServerFiles files = files();
        OptionalInt port = status().port();
        return new Address(
                "127.0.0.1",
                port.orElseThrow(() -> Trouble.embedded(
                        "The embedded server " + options.name() + " has never been started.", "Start it first.")),
                "postgres",
                files.password(),
                PostmasterPid.read(files.data()).flatMap(PostmasterPid::socket));
    }

    /// Stops the server and removes everything about it: data, log, password. Returns whether there was anything.
    ///
    /// @throws Problem of kind EMBEDDED when a folder is not one that pgsteady made; nothing is removed then
    public boolean destroy() {
        if (!Files.exists(home, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        ServerFiles files = files();
        requireMarker(home, files.marker());
        if (Files.exists(files.data())) {
            requireMarker(files.data(), files.dataMarker());
        }
        return locked(() -> {
            stopLocked(Postmaster::abandon);
            OwnedFiles.deleteTree(files.staging());
            OwnedFiles.deleteTree(files.data());
            OwnedFiles.deleteTree(SocketDirectory.shortFolder(files, machine));
            OwnedFiles.deleteTree(home);
            return true;
        });
    }

    private boolean stopLocked(Consumer<Postmaster> how) {
        ServerFiles files = files();
        return switch (Postmaster.state(files.data())) {
            case ABSENT, STOPPED, CRASHED -> false;
            case STARTING, RUNNING, STOPPING -> {
                how.accept(
                        Startup.of(home, options, machine, new SecureRandom()).postmaster(files));
                yield true;
            }
        };
    }

    /// The data directory is where the options say, else where it was, else at home.
    private ServerFiles files() {
        Optional<Path> before =
                ServerRecord.read(home.resolve("server.properties")).data();
        Optional<Path> wanted = options.dataDirectory();
        if (before.isPresent() && wanted.isPresent() && !before.equals(wanted)) {
            throw Trouble.embedded(
                    "The embedded server " + options.name() + " has its data in " + before.get() + ", not in "
                            + wanted.get() + ".",
                    "Leave out --data, or give the new server another name.");
        }
        return new ServerFiles(home, wanted.or(() -> before).orElse(home.resolve("data")));
    }

    private static void requireMarker(Path folder, Path marker) {
        if (!Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS)) {
            throw Trouble.embedded(
                    "The folder " + folder + " was not made by pgsteady, so it is not removed.",
                    "Remove it by hand if it is in the way.");
        }
    }

    /// What is done while no other process works on this server.
    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T locked(Work<T> work) {
        Path servers = home.resolveSibling("");
        try {
            PrivateFiles.createDirectories(servers);
            try (DirectoryLock lock = DirectoryLock.take(home.resolveSibling(options.name() + ".lock"))) {
                lock.requireHeld();
                return work.run();
            }
        } catch (IOException e) {
            throw Trouble.file("The folder of the embedded server, " + home + ", cannot be used", e);
        }
    }
}
