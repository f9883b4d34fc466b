package dev.pgsteady.backup.selftest;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A folder for as long as this process lives. It is removed when it is closed, when the process is interrupted, and
/// by the next process when this one was killed.
final class Scratch implements AutoCloseable {
    private static final int ATTEMPTS = 20;

    private final Path folder;
    private final Thread atExit = new Thread(this::interrupted, "self-test");
    private volatile boolean ending;
    private Optional<Bench> bench = Optional.empty();

    private Scratch(Path folder) {
        this.folder = folder;
    }

    /// @throws Problem FILE when it cannot be made
    static Scratch in(Path state) {
        Path all = state.resolve("self-test");
        sweep(all);
        Scratch scratch =
                new Scratch(all.resolve(Long.toString(ProcessHandle.current().pid())));
        try {
            Files.createDirectories(scratch.folder);
        } catch (IOException e) {
            throw trouble(scratch.folder, "made", e);
        }
        Runtime.getRuntime().addShutdownHook(scratch.atExit);
        return scratch;
    }

    Path folder() {
        return folder;
    }

    /// @throws Problem INTERRUPTED when the process is about to end
    void requireGoingOn() {
        if (ending) {
            throw new Problem(Problem.Kind.INTERRUPTED, "Interrupted.", "Run it again.");
        }
    }

    /// What is to be closed before the folder is removed, also when the process is interrupted.
    synchronized void closeFirst(Bench what) {
        bench = Optional.of(what);
    }

    private static void sweep(Path all) {
        if (!Files.isDirectory(all)) {
            return;
        }
        try (Stream<Path> folders = Files.list(all)) {
            folders.filter(f -> !alive(f.getFileName().toString())).forEach(f -> {
                Bench.destroy(f);
                delete(f);
            });
        } catch (IOException e) {
            throw trouble(all, "read", e);
        }
    }

    private static boolean alive(String pid) {
        return !pid.matches("\\d{1,18}")
                || ProcessHandle.of(Long.parseLong(pid)).isPresent();
    }

    /// The work goes on until the process ends, and may make a file while others are removed.
    private void interrupted() {
        ending = true;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                remove();
                return;
            } catch (Problem another) {
                // What is left in the end is removed by the next self-test.
            }
        }
    }

    private synchronized void remove() {
        bench.ifPresent(Bench::close);
        bench = Optional.empty();
        delete(folder);
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw trouble(folder, "removed", new IOException(e.getMessage(), e));
        } catch (IOException e) {
            throw trouble(folder, "removed", e);
        }
    }

    private static Problem trouble(Path folder, String done, IOException e) {
        return new Problem(
                Problem.Kind.FILE,
                "The folder of the self-test, %s, could not be %s: %s.".formatted(folder, done, e.getMessage()),
                "Remove it by hand, or set PGSTEADY_STATE to another folder.",
                e);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            return;
        }
        remove();
    }
}
