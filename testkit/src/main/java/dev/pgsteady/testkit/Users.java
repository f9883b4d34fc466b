package dev.pgsteady.testkit;

import dev.pgsteady.embedded.EmbeddedServer;
import dev.pgsteady.embedded.ServerStatus;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/// Who uses the shared server: a folder with an empty file for each process, named by its number.
///
/// A small shell script watches the folder and stops the server when no listed process has lived for a minute; files of
/// killed processes do not count. Before it stops the server it makes the folder `stopping` and looks once more, and a
/// process first adds its file and then waits for that folder to be gone: so no process gets a server that is about to
/// be stopped. Where there is no shell, the last process stops the server when it ends.
final class Users {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    /// Arguments: the folder of users, the data directory, seconds between looks, looks without users before the end.
    private static final String WATCH = """
            trap '' INT HUP TERM
            cd / || exit 1
            users=$1 data=$2 step=$3 looks=$4 idle=0
            used() {
              for file in "$users"/[0-9]*; do
                [ -e "$file" ] || continue
                pid=${file##*/}
                if [ -r "/proc/$pid/stat" ]; then
                  case "$(cat "/proc/$pid/stat" 2>/dev/null)" in *") Z "*|'') ;; *) return 0 ;; esac
                elif [ ! -d /proc/1 ] && kill -0 "$pid" 2>/dev/null; then
                  return 0
                fi
              done
              return 1
            }
            while sleep "$step"; do
              [ -f "$data/postmaster.pid" ] || exit 0
              if used; then idle=0; continue; fi
              idle=$((idle + 1))
              [ "$idle" -ge "$looks" ] || continue
              mkdir "$users/stopping" 2>/dev/null || exit 0
              if used; then rmdir "$users/stopping"; idle=0; continue; fi
              read -r postmaster < "$data/postmaster.pid" && kill -INT "$postmaster" 2>/dev/null
              for wait in 1 2 3 4 5 6 7 8 9 10; do
                [ -f "$data/postmaster.pid" ] || break
                sleep 1
              done
              rmdir "$users/stopping"
              exit 0
            done
            """;

    private final Path folder;
    private final EmbeddedServer server;

    private Users(Path folder, EmbeddedServer server) {
        this.folder = folder;
        this.server = server;
    }

    static Users of(EmbeddedServer server) {
        return new Users(server.home().resolveSibling(server.home().getFileName() + ".users"), server);
    }

    /// Adds this process, until it ends.
    void enter() {
        Path entry = folder.resolve(Long.toString(ProcessHandle.current().pid()));
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(entry);
            Files.createFile(entry);
            awaitStopped(folder.resolve("stopping"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(entry), "leave-test-server"));
    }

    /// Makes sure that somebody ends the server. A second watch does no harm: it finds the server gone and ends.
    void watch(ServerStatus status) {
        Path number = folder.resolve("watch.pid");
        try {
            if (hasShell() && !watched(number)) {
                Process watch = startWatch(folder, status.dataDirectory(), Duration.ofSeconds(5), 12);
                Files.writeString(number, Long.toString(watch.pid()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts the script, which outlives this process.
    ///
    /// @param step  the time between two looks
    /// @param looks how many looks in a row without users end the server
    static Process startWatch(Path users, Path data, Duration step, int looks) throws IOException {
        return new ProcessBuilder(
                        "sh",
                        "-c",
                        WATCH,
                        "pgsteady-test-server-watch",
                        users.toString(),
                        data.toString(),
                        seconds(step),
                        Integer.toString(looks))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// Whole where possible: not every `sleep` understands fractions.
    private static String seconds(Duration step) {
        return step.toMillisPart() == 0
                ? Long.toString(step.toSeconds())
                : String.format(Locale.ROOT, "%.3f", step.toMillis() / 1000.0);
    }

    private static boolean watched(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return false;
        }
        String pid = Files.readString(pidFile).strip();
        return pid.matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(pid))
                        .filter(handle -> handle.isAlive()
                                && handle.info().command().orElse("").endsWith("sh"))
                        .isPresent();
    }

    private static boolean hasShell() {
        return File.separatorChar == '/';
    }

    private static void awaitStopped(Path stopping) throws IOException {
        long end = System.nanoTime() + LONGEST_STOP.toNanos();
        while (Files.exists(stopping) && System.nanoTime() - end < 0) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new FileAlreadyExistsException(stopping.toString());
            }
        }
        // Whoever made it was killed: the longest stop has passed.
        Files.deleteIfExists(stopping);
    }

    private void leave(Path entry) {
        try {
            Files.deleteIfExists(entry);
            if (!hasShell() && isEmpty()) {
                server.stop();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.noneMatch(
                    entry -> String.valueOf(entry.getFileName()).matches("\\d+"));
        }
    }
}
