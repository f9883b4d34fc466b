package dev.pgsteady.embedded;

import dev.pgsteady.core.PrivateFiles;
import dev.pgsteady.embedded.Progress.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/// The way from nothing, or from what a killed attempt left, to a running server. Runs under the server's lock.
///
/// @param home      the server's folder
/// @param options   what is special about it
/// @param machine   what it runs on
/// @param processes what runs its programs
/// @param passwords what makes its password
record Startup(Path home, ServerOptions options, Machine machine, Processes processes, Passwords passwords) {
    private static final int ATTEMPTS = 5;

    static Startup of(Path home, ServerOptions options, Machine machine, RandomGenerator random) {
        return new Startup(home, options, machine, new Processes(machine), new Passwords(random));
    }

    /// Creates what is missing and starts.
    void run(ServerFiles files) throws IOException {
        DataDirectory directory = new DataDirectory(files);
        OptionalInt major = directory.majorVersion();
        RunAs runAs = RunAs.choose(machine, processes, directory.owner());
        prepareHome(files, runAs);
        Programs programs = programs(major, runAs, ServerRecord.read(files.record()));
        if (major.isEmpty()) {
            options.progress().at(Stage.CREATING, 0, 0);
            directory.create(programs, options);
        }
        options.progress().at(Stage.STARTING, 0, 0);
        launch(files, programs, major.isPresent());
    }

    /// The server of an existing data directory.
    Postmaster postmaster(ServerFiles files) {
        DataDirectory directory = new DataDirectory(files);
        RunAs runAs = RunAs.choose(machine, processes, directory.owner());
        return new Postmaster(
                files, programs(directory.majorVersion(), runAs, ServerRecord.read(files.record())), List.of());
    }

    private Programs programs(OptionalInt major, RunAs runAs, ServerRecord last) {
        Path memory = home.resolveSibling("versions.properties");
        InstalledBinaries installed = new InstalledBinaries(machine, processes, memory);
        Bundle bundle = new Bundle(machine, cacheFor(runAs).resolve("postgres"), options.progress());
        Binaries binaries = new BinariesChoice(machine, installed, bundle).choose(major, last.programs());
        Programs programs = new Programs(binaries, runAs, machine.platform(), processes);
        if (runAs.owner().isPresent() && !programs.mayRun()) {
            throw Trouble.embedded(
                    "PostgreSQL does not run as root, so it runs as "
                            + runAs.owner().get() + " here, who may not run the programs in " + binaries.directory()
                            + ".",
                    "Set PGSTEADY_POSTGRES to a PostgreSQL that everybody may run.");
        }
        return programs;
    }

    /// Another user has no way into root's own cache.
    private Path cacheFor(RunAs runAs) {
        return runAs.owner().isPresent()
                ? Path.of("/var/cache/pgsteady")
                : Directories.of(machine).cache();
    }

    private void prepareHome(ServerFiles files, RunAs runAs) throws IOException {
        if (Files.exists(home, LinkOption.NOFOLLOW_LINKS) && !Files.exists(files.marker())) {
            throw Trouble.embedded(
                    "The folder " + home + " is there, but pgsteady did not make it.",
                    "Remove it if it is not needed, or use another name or state directory.");
        }
        if (!Files.exists(home)) {
            createHome(files);
        }
        passwords.ensure(files.password());
        if (runAs.owner().isPresent() && files.dataIsAtHome()) {
            OwnedFiles.give(home, runAs.owner().get());
            OwnedFiles.openToPassers(home.resolveSibling(""));
            OwnedFiles.openToPassers(home.resolveSibling("").resolveSibling(""));
        }
    }

    /// The folder appears with its marker inside, so that a killed start leaves nothing that a later one refuses.
    private void createHome(ServerFiles files) throws IOException {
        Path unfinished = home.resolveSibling(options.name() + ".unfinished");
        OwnedFiles.deleteTree(unfinished);
        PrivateFiles.createDirectories(unfinished);
        PrivateFiles.write(unfinished.resolve(ServerFiles.MARKER), DataDirectory.markerText());
        Files.move(unfinished, files.home());
    }

    private void launch(ServerFiles files, Programs programs, boolean existed) throws IOException {
        PrivateFiles.createDirectories(files.log());
        LogTail.prune(files.log());
        if (existed && !(options.settings().isEmpty() && options.hbaLines().isEmpty())) {
            DataDirectory.writeOptions(files.data(), options);
        }
        Optional<Path> socket =
                SocketDirectory.prepare(files, machine, programs.runAs().owner());
        Ports ports = new Ports(machine.platform());
        int port = ServerRecord.read(files.record())
                .port()
                .orElse(Ports.FIRST + Math.floorMod(home.hashCode(), Ports.COUNT));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            port = ports.freeFrom(port);
            configure(
                    files,
                    programs,
                    new Configuration.Start(options.name(), port, socket, files.log(), hasStatements(programs)));
            if (new Postmaster(files, programs, socket.stream().toList()).start() == Postmaster.Outcome.STARTED) {
                return;
            }
            port++;
        }
        throw Trouble.embedded(
                "Other programs took " + ATTEMPTS + " ports one after another while the server started.",
                "Start it again.");
    }

    private void configure(ServerFiles files, Programs programs, Configuration.Start start) throws IOException {
        PrivateFiles.write(files.data().resolve(Configuration.OURS), Configuration.ours(start));
        Binaries binaries = programs.binaries();
        new ServerRecord(
                        OptionalInt.of(start.port()),
                        Optional.of(binaries.version()),
                        Optional.of(binaries.directory()),
                        Optional.of(files.data()))
                .write(files.record());
        Optional<String> owner = programs.runAs().owner();
        if (owner.isPresent()) {
            OwnedFiles.giveTree(files.data(), owner.get());
            OwnedFiles.giveTree(files.log(), owner.get());
        }
    }

    private boolean hasStatements(Programs programs) {
        return programs.binaries().hasLibrary("pg_stat_statements", machine.platform());
    }
}
