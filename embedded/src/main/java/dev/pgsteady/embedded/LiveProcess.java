package dev.pgsteady.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Tells whether a number still means the server that it meant when it was written down.
final class LiveProcess {
    private static final Path PROC = Path.of("/proc");

    private LiveProcess() {}

    /// Whether any process has that number, even one that is dead and not yet collected. PostgreSQL takes such a
    /// process
    /// for a live server.
    static boolean visible(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /// Whether the process is a server that works in a data directory. Every process of a server has that as its
    /// working
    /// directory; where it cannot be read, the program's name has to do.
    static boolean servesFrom(long pid, Path data) {
        Optional<ProcessHandle> handle = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (handle.isEmpty() || isZombie(pid)) {
            return false;
        }
        return workingDirectory(PROC.resolve(Long.toString(pid)))
                .map(directory -> isSame(directory, data))
                .orElseGet(() ->
                        handle.get().info().command().map(LiveProcess::isServer).orElse(true));
    }

    /// Whether it is certain that no process works in a data directory; only Linux can tell.
    static boolean nobodyWorksIn(Path data) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (workingDirectory(process).filter(used -> isSame(used, data)).isPresent()) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static boolean isServer(String command) {
        return Optional.ofNullable(Path.of(command).getFileName())
                .map(name -> name.toString().toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith("postgres") || name.startsWith("postmaster"))
                .isPresent();
    }

    /// A killed process stays visible until its parent asks for it, for ever in a container without an init process.
    /// The state is the first letter after the name in parentheses (`proc_pid_stat(5)`).
    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Path> workingDirectory(Path process) {
        try {
            return Optional.of(Files.readSymbolicLink(process.resolve("cwd")));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /// The working directory's path has no links in it; the data directory's may.
    private static boolean isSame(Path used, Path data) {
        try {
            return used.equals(data.toRealPath());
        } catch (IOException e) {
            return used.equals(data);
        }
    }
}
