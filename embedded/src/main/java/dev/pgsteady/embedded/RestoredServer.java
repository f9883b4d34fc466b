package dev.pgsteady.embedded;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A server whose data directory came out of a backup or from another server. How it is set up is what the
/// files in that directory say; this starts it with the programs of its release, as the right user, and
/// stops it.
public final class RestoredServer {
    private static final Duration STEP = Duration.ofMillis(50);
    private static final String LOG = "pgsteady-start.log";

    private final Path data;
    private final Programs programs;

    private RestoredServer(Path data, Programs programs) {
        this.data = data;
        this.programs = programs;
    }

    /// How far a server is (source: `src/include/utils/pidfile.h`).
    public enum Phase {
        /// No process serves this directory.
        GONE,
        STARTING,
        /// Consistent, and still replaying; may take read-only connections.
        STANDBY,
        READY,
        STOPPING
    }

    /// The server of a data directory. Nothing is started.
    ///
    /// @throws Problem EMBEDDED when no PostgreSQL of its release is on this machine
    public static RestoredServer of(Path data, Machine machine) {
        Path folder = data.toAbsolutePath().normalize();
        Processes processes = new Processes(machine);
        try {
            int major = Integer.parseInt(
                    Files.readString(folder.resolve("PG_VERSION")).strip());
            Binaries binaries = binaries(major, machine);
            RunAs runAs = RunAs.choose(
                    machine, processes, Optional.of(Files.getOwner(folder).getName()));
            return new RestoredServer(folder, new Programs(binaries, runAs, machine.platform(), processes));
        } catch (IOException | NumberFormatException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "%s is not a data directory of PostgreSQL: %s.".formatted(folder, e.getMessage()),
                    "Name the folder that holds PG_VERSION.",
                    e);
        }
    }

    /// The folder of a release's programs, server included.
    ///
    /// @throws Problem EMBEDDED when no PostgreSQL of the release is on this machine
    public static Path programs(int major, Machine machine) {
        return binaries(major, machine).directory();
    }

    private static Binaries binaries(int major, Machine machine) {
        Path cache = Directories.of(machine).cache();
        InstalledBinaries installed =
                new InstalledBinaries(machine, new Processes(machine), cache.resolve("versions.properties"));
        Bundle bundle = new Bundle(machine, cache.resolve("postgres"), Progress.NONE);
        return new BinariesChoice(machine, installed, bundle).choose(OptionalInt.of(major), Optional.empty());
    }

    /// A port of this machine that nobody listens on.
    ///
    /// @param wanted tried first
    public static int freePort(int wanted) {
        return new Ports(Platform.here()).freeFrom(wanted);
    }

    /// The data directory.
    public Path data() {
        return data;
    }

    /// What the server wrote since it was started last.
    public String log() {
        try {
            return new String(Files.readAllBytes(data.resolve(LOG)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /// Starts it and comes back when it is consistent, which is before it has replayed everything.
    ///
    /// @param limit how long that may take
    /// @throws Problem EMBEDDED with the end of its log when it does not start
    public void start(Duration limit) {
        try {
            if (programs.runAs().owner().isPresent()) {
                OwnedFiles.giveTree(data, programs.runAs().owner().get());
            }
            Files.deleteIfExists(data.resolve(LOG));
        } catch (IOException e) {
            throw Trouble.file("The data directory " + data + " cannot be handed to the server", e);
        }
        Processes.Result result = programs.run(
                limit.plusSeconds(10),
                "pg_ctl",
                "start",
                "--wait",
                "--timeout=" + limit.toSeconds(),
                "--pgdata=" + data,
                "--log=" + data.resolve(LOG));
        if (!result.ok()) {
            throw failed("did not start", result.output() + "\n" + log());
        }
    }

    /// Waits until it takes writes. A server that ends itself meanwhile is waited for no longer.
    ///
    /// @return how it is then
    public Phase awaitReady(Duration limit) {
        Deadline deadline = Deadline.in(limit);
        Phase phase = phase();
        while (phase != Phase.READY && phase != Phase.GONE && deadline.pause(STEP)) {
            phase = phase();
        }
        return phase;
    }

    /// The server's first process; empty when none serves this directory. SIGINT breaks running transactions off and
    /// ends it (manual, Shutting Down the Server).
    public OptionalLong pid() {
        return live().map(p -> OptionalLong.of(p.pid())).orElseGet(OptionalLong::empty);
    }

    private Optional<PostmasterPid> live() {
        return PostmasterPid.read(data).filter(p -> LiveProcess.servesFrom(p.pid(), data));
    }

    /// How it is, by its own account.
    public Phase phase() {
        return live().map(p -> switch (p.phase()) {
                    case "ready" -> Phase.READY;
                    case "standby" -> Phase.STANDBY;
                    case "stopping" -> Phase.STOPPING;
                    default -> Phase.STARTING;
                })
                .orElse(Phase.GONE);
    }

    /// Ends the recovery: the server becomes one that takes writes, on a timeline of its own.
    public void promote(Duration limit) {
        Processes.Result result = programs.run(
                limit.plusSeconds(10),
                "pg_ctl",
                "promote",
                "--wait",
                "--timeout=" + limit.toSeconds(),
                "--pgdata=" + data);
        if (!result.ok()) {
            throw failed("could not be promoted", result.output());
        }
    }

    /// Stops it; nothing happens when it does not run.
    public void stop() {
        end("fast");
    }

    /// Stops it without leaving its data in order.
    public void abandon() {
        end("immediate");
    }

    private void end(String mode) {
        if (phase() == Phase.GONE) {
            return;
        }
        Processes.Result result = programs.stop(data, mode);
        if (!result.ok() && phase() != Phase.GONE) {
            throw failed("could not be stopped", result.output());
        }
    }

    private Problem failed(String what, String said) {
        if (Trouble.saysDiskFull(said)) {
            return new Problem(
                    Problem.Kind.DISK_FULL,
                    "The server of %s %s: no space is left.".formatted(data, what),
                    "Free some space and try again.");
        }
        return Trouble.embedded(
                "The server of %s %s. It said:%n%s".formatted(data, what, LogTail.lastLines(said, 10)),
                "Put right what it says and try again.");
    }
}
