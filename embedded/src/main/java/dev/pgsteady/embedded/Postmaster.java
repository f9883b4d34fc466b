package dev.pgsteady.embedded;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Starts and stops the server of a data directory, and goes on when something is in the way that can be got round.
final class Postmaster {
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration SHORT_STEP = Duration.ofMillis(5);
    private static final Duration ABANDONED = Duration.ofSeconds(10);

    private final ServerFiles files;
    private final Programs programs;
    private final List<Path> sockets;

    /// @param sockets folders that only this server has sockets in
    Postmaster(ServerFiles files, Programs programs, List<Path> sockets) {
        this.files = files;
        this.programs = programs;
        this.sockets = List.copyOf(sockets);
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
        Deadline deadline = Deadline.in(Programs.START_AND_STOP);
        while (true) {
            StaleLocks.clear(files.data(), sockets);
            Files.deleteIfExists(files.startLog());
            LogTail log = LogTail.from(files.log());
            Processes.Result result = programs.start(files.data(), files.startLog());
            String said = result.output() + "\n" + log.written();
            if (result.ok()) {
                return Outcome.STARTED;
            }
            if (said.contains("could not create any TCP/IP sockets")) {
                return Outcome.PORT_TAKEN;
            }
            // Children of a killed postmaster need a moment to see that it is gone.
            boolean orphans = said.contains("pre-existing shared memory block") || said.contains("FATAL:  lock file ");
            if (!orphans || !deadline.pause(STEP)) {
                throw notStarted(said);
            }
        }
    }

    /// Stops the server: its sessions are ended, what they committed is safe.
    void stop() {
        stop("fast");
    }

    /// Stops the server without leaving its data in order, which is enough for data that is removed next.
    ///
    /// `pg_ctl` looks only every 100 ms whether it is gone.
    void abandon() {
        Deadline deadline = Deadline.in(ABANDONED);
        boolean waiting = programs.abandon(files.data()).ok();
        while (waiting) {
            waiting = stillThere() && deadline.pause(SHORT_STEP);
        }
        if (stillThere()) {
            stop("immediate");
        }
    }

    private void stop(String mode) {
        Processes.Result result = programs.stop(files.data(), mode);
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
                .map(pid -> pid.state(data))
                .orElseGet(() -> Files.exists(data.resolve("postmaster.pid"))
                        ? ServerStatus.State.CRASHED
                        : Files.exists(data.resolve("PG_VERSION"))
                                ? ServerStatus.State.STOPPED
                                : ServerStatus.State.ABSENT);
    }

    private boolean stillThere() {
        return PostmasterPid.read(files.data())
                .filter(pid -> LiveProcess.servesFrom(pid.pid(), files.data()))
                .isPresent();
    }

    private Problem notStarted(String said) {
        if (Trouble.saysDiskFull(said)) {
            return new Problem(
                    Problem.Kind.DISK_FULL,
                    "The server does not start: no space is left on the device of " + files.data() + ".",
                    "Free some space and start again; the data is untouched.");
        }
        return Trouble.embedded(
                "The server did not start. The last lines of its log:\n" + LogTail.lastLines(said, 10),
                "Put right what the log says and start again; the whole log is in " + files.log() + ".");
    }
}
