package dev.pgsteady.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
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

    /// How the server of a data directory is, by this file.
    ServerStatus.State state(Path data) {
        if (!LiveProcess.servesFrom(pid, data)) {
            return ServerStatus.State.CRASHED;
        }
        return switch (phase) {
            case "ready", "standby" -> ServerStatus.State.RUNNING;
            case "stopping" -> ServerStatus.State.STOPPING;
            default -> ServerStatus.State.STARTING;
        };
    }
}
