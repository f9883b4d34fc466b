package dev.pgsteady.embedded;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Starts and stops the server of a data directory, and goes on when something is in the way that can be got round.
final class Postmaster {
    private static final Duration STEP = Duration.ofMillis(100);

    private final ServerFiles files;
    private final Programs programs;

    Postmaster(ServerFiles files, Programs programs) {
        this.files = files;
        this.programs = programs;
    }

    /// How an attempt to start went.
    enum Outcome {
        /// The server takes connections.
        STARTED,
        /// Somebody took the port in the meantime.
        PORT_TAKEN
    }

    /// Starts the server with the configuration that is there.
    ///
    /// @throws Problem with the end of the log when it does not start
    Outcome start() throws IOException {
        forgetStalePid();
        Deadline deadline = Deadline.in(Programs.START_AND_STOP);
        while (true) {
            Files.deleteIfExists(files.startLog());
            Processes.Result result = programs.start(files.data(), files.startLog());
            String said = result.output() + "\n" + LogTail.end(files.startLog()).orElse("") + "\n" + sinceStart();
            if (result.ok()) {
                return Outcome.STARTED;
            }
            if (said.contains("could not create any TCP/IP sockets")) {
                return Outcome.PORT_TAKEN;
            }
            // Children of a killed postmaster need a moment to see that it is gone.
            boolean orphans = said.contains("pre-existing shared memory block");
            if (!orphans || !deadline.pause(STEP)) {
                throw notStarted(said);
            }
        }
    }

    /// Stops the server: its sessions are ended, what they committed is safe.
    void stop() {
        Processes.Result result = programs.stop(files.data(), "fast");
        if (!result.ok() && stillThere()) {
            result = programs.stop(files.data(), "immediate");
        }
        if (!result.ok() && stillThere()) {
            throw Trouble.embedded(
                    "The server could not be stopped. pg_ctl said: " + LogTail.lastLines(result.output(), 5),
                    "Look at its log in " + files.log() + ".");
        }
    }

    /// Waits until a server that is on its way up or down has arrived.
    static ServerStatus.State settled(Path data) {
        Deadline deadline = Deadline.in(Programs.START_AND_STOP);
        ServerStatus.State state = state(data);
        while ((state == ServerStatus.State.STARTING || state == ServerStatus.State.STOPPING) && deadline.pause(STEP)) {
            state = state(data);
        }
        return state;
    }

    /// Whether a server runs in a data directory, by its own account.
    static ServerStatus.State state(Path data) {
        return PostmasterPid.read(data)
                .map(PostmasterPid::state)
                .orElseGet(() -> Files.exists(data.resolve("postmaster.pid"))
                        ? ServerStatus.State.CRASHED
                        : Files.exists(data.resolve("PG_VERSION"))
                                ? ServerStatus.State.STOPPED
                                : ServerStatus.State.ABSENT);
    }

    private boolean stillThere() {
        return PostmasterPid.read(files.data()).filter(PostmasterPid::alive).isPresent();
    }

    /// After a reboot another program may have the old server's number, and PostgreSQL would refuse to start for its
    /// sake. Only where it is certain that no process works in the data directory is the old file removed.
    private void forgetStalePid() throws IOException {
        Optional<PostmasterPid> old = PostmasterPid.read(files.data());
        boolean taken = old.filter(pid -> !pid.alive())
                .flatMap(pid -> ProcessHandle.of(pid.pid()))
                .filter(ProcessHandle::isAlive)
                .isPresent();
        if (taken && programs.platform().system() == Platform.System.LINUX && nobodyWorksIn(files.data())) {
            Files.deleteIfExists(files.data().resolve("postmaster.pid"));
        }
    }

    /// Every process of a server has the data directory as its working directory.
    private static boolean nobodyWorksIn(Path data) throws IOException {
        Path real = data.toRealPath();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (workingDirectory(process).filter(real::equals).isPresent()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Optional<Path> workingDirectory(Path process) {
        try {
            return Optional.of(Files.readSymbolicLink(process.resolve("cwd")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The log collector may have taken over before the server failed.
    private String sinceStart() {
        return LogTail.newest(files.log());
    }

    private Problem notStarted(String said) {
        if (Trouble.saysDiskFull(said)) {
            return new Problem(
                    Problem.Kind.DISK_FULL,
                    "The server does not start: no space is left on the device of " + files.data() + ".",
                    "Free some space and start again; the data is untouched.");
        }
        return Trouble.embedded(
                "The server did not start within " + Programs.START_AND_STOP.toSeconds()
                        + " seconds. The last lines of its log:\n" + LogTail.lastLines(said, 10),
                "Put right what the log says and start again; the whole log is in " + files.log() + ".");
    }
}
