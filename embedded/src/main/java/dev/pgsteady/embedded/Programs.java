package dev.pgsteady.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The programs of one release, run as the right user.
///
/// @param binaries  which release
/// @param runAs     as whom
/// @param platform  how programs are called here
/// @param processes what runs them
record Programs(Binaries binaries, RunAs runAs, Platform platform, Processes processes) {
    /// `pg_ctl` waits this long for a server to start or stop.
    static final Duration START_AND_STOP = Duration.ofSeconds(60);

    /// Whether new files are flushed to the disk before they count as made.
    enum Sync {
        FLUSHED,
        /// For data that nobody will miss.
        SKIPPED
    }

    private static final Duration INITDB = Duration.ofMinutes(5);

    /// Creates a data directory: UTF-8, passwords by SCRAM, checksums on (manual, initdb).
    ///
    Processes.Result initdb(Path data, Path passwordFile, String locale, Sync sync) {
        List<String> arguments = new ArrayList<>(List.of(
                "--pgdata=" + data,
                "--username=postgres",
                "--auth=scram-sha-256",
                "--pwfile=" + passwordFile,
                "--encoding=UTF8",
                "--locale=" + locale,
                "--data-checksums"));
        if (sync == Sync.SKIPPED) {
            arguments.add("--no-sync");
        }
        return run(INITDB, "initdb", arguments.toArray(String[]::new));
    }

    /// Starts the server detached from this process and waits until it takes connections.
    Processes.Result start(Path data, Path log) {
        return run(
                START_AND_STOP.plusSeconds(10),
                "pg_ctl",
                "start",
                "--wait",
                "--timeout=" + START_AND_STOP.toSeconds(),
                "--pgdata=" + data,
                "--log=" + log);
    }

    /// Stops the server and waits until it is gone.
    ///
    /// @param mode `fast` ends the sessions, `immediate` leaves the rest to recovery (manual, 19.5)
    Processes.Result stop(Path data, String mode) {
        return run(
                START_AND_STOP.plusSeconds(10),
                "pg_ctl",
                "stop",
                "--wait",
                "--timeout=" + START_AND_STOP.toSeconds(),
                "--mode=" + mode,
                "--pgdata=" + data);
    }

    /// Tells the server to stop without leaving its data in order, and does not wait.
    Processes.Result abandon(Path data) {
        return run(Duration.ofSeconds(10), "pg_ctl", "stop", "--no-wait", "--mode=immediate", "--pgdata=" + data);
    }

    /// Whether the user that runs the server may write to a directory.
    boolean mayWrite(Path directory) {
        return platform.windows()
                || processes
                        .run(runAs.wrap(List.of("test", "-w", directory.toString())), Duration.ofSeconds(5))
                        .ok();
    }

    /// Whether the user that runs the server may run it.
    boolean mayRun() {
        return run(Duration.ofSeconds(10), "postgres", "--version").ok();
    }

    Processes.Result run(Duration limit, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(binaries.program(program, platform));
        command.addAll(List.of(arguments));
        return processes.run(runAs.wrap(command), limit);
    }
}
