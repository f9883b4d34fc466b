package dev.pgsteady.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a postmaster tells about itself in `postmaster.pid` (source: `src/include/utils/pidfile.h`).
///
/// @param pid     its process id
/// @param since   when it was started, to the second
/// @param port    the TCP port
/// @param socket  the folder of its Unix socket, where it has one
/// @param phase   `starting`, `stopping`, `ready` or `standby`; empty for a moment at the very beginning
record PostmasterPid(long pid, Instant since, int port, Optional<Path> socket, String phase) {
    /// Reads the file of a data directory; nothing when there is none or it is not complete yet.
    static Optional<PostmasterPid> read(Path data) {
        try {
            return parse(Files.readAllLines(data.resolve("postmaster.pid")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<PostmasterPid> parse(List<String> lines) {
        if (lines.size() < 5) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PostmasterPid(
                    Math.absExact(Long.parseLong(lines.get(0).strip())),
                    Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip())),
                    Integer.parseInt(lines.get(3).strip()),
                    Optional.of(lines.get(4)).filter(line -> !line.isBlank()).map(Path::of),
                    lines.size() < 8 ? "" : lines.get(7).strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// Whether the process still exists and is a server, not some other program that got the same number later.
    boolean alive() {
        Optional<ProcessHandle> handle = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        return handle.isPresent() && command(handle.get()).map(PostmasterPid::isServer).orElse(true);
    }

    static boolean isServer(String command) {
        return Optional.ofNullable(Path.of(command).getFileName())
                .map(name -> name.toString().toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith("postgres") || name.startsWith("postmaster"))
                .isPresent();
    }

    /// The program of a process. Linux appends " (deleted)" when the file was replaced by an upgrade.
    private static Optional<String> command(ProcessHandle handle) {
        return handle.info().command();
    }

    ServerStatus.State state() {
        if (!alive()) {
            return ServerStatus.State.CRASHED;
        }
        return switch (phase) {
            case "ready", "standby" -> ServerStatus.State.RUNNING;
            case "stopping" -> ServerStatus.State.STOPPING;
            default -> ServerStatus.State.STARTING;
        };
    }
}
