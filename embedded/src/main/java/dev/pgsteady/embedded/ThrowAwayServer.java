package dev.pgsteady.embedded;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A server for one piece of work, gone when it is closed: nothing on it is kept, so it does not wait for the
/// disk, and its data is in memory where there is plenty. What a process that was killed left behind is removed by
/// the next one.
public final class ThrowAwayServer implements AutoCloseable {
    private static final Map<String, String> HASTY = Map.of(
            "fsync", "off",
            "full_page_writes", "off",
            "synchronous_commit", "off",
            "autovacuum", "off",
            "wal_level", "minimal",
            "max_wal_senders", "0");

    private static final String MEMORY = "memory";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final EmbeddedServer server;
    private final Address address;
    private final Path folder;

    private ThrowAwayServer(Path folder, EmbeddedServer server, Address address) {
        this.folder = folder;
        this.server = server;
        this.address = address;
    }

    /// Makes and starts one.
    ///
    /// @param machine  where; its state directory holds the server while it lives
    /// @param progress hears what takes long
    /// @throws Problem as [EmbeddedServer#start()] does
    public static ThrowAwayServer start(Machine machine, Progress progress) {
        Path all = Directories.of(machine).state().resolve("throw-away");
        sweep(all);
        Path own = all.resolve(ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
        ServerOptions options =
                ServerOptions.named("throw-away").withSettings(HASTY).withProgress(progress);
        EmbeddedServer plain = EmbeddedServer.at(own, options, machine);
        if (!machine.fast()) {
            return new ThrowAwayServer(own, plain, plain.start());
        }
        Seeds seeds = new Seeds(all.resolve("seeds"));
        try {
            ServerOptions fast = inMemory(own, options.withSeeds(seeds), machine);
            EmbeddedServer server = EmbeddedServer.at(own, fast, machine);
            return new ThrowAwayServer(own, server, server.start());
        } catch (Problem e) {
            return startedAnew(own, seeds, plain);
        }
    }

    private static ServerOptions inMemory(Path own, ServerOptions options, Machine machine) {
        try {
            Path note = own.resolve(MEMORY);
            Optional<MemoryFolder> noted = MemoryFolder.noted(note);
            return (noted.isPresent() ? noted : MemoryFolder.make(machine, note))
                    .map(folder -> options.withDataDirectory(folder.path().resolve("data")))
                    .orElse(options);
        } catch (IOException e) {
            throw Trouble.file("The folder " + own + " cannot be written", e);
        }
    }

    /// Without a seed, which may be damaged, and on the disk. What else was in the way is so still, and says so again.
    private static ThrowAwayServer startedAnew(Path own, Seeds seeds, EmbeddedServer server) {
        try {
            server.destroy();
            removeMemory(own);
            seeds.forget();
            return new ThrowAwayServer(own, server, server.start());
        } catch (IOException e) {
            throw Trouble.file("The folder " + seeds.folder() + " cannot be removed", e);
        }
    }

    private static void removeMemory(Path own) {
        Optional<MemoryFolder> memory = MemoryFolder.noted(own.resolve(MEMORY));
        try {
            if (memory.isPresent()) {
                memory.get().remove();
            }
        } catch (IOException e) {
            throw Trouble.file("The folder " + memory.orElseThrow().path() + " cannot be removed", e);
        }
    }

    /// Where it listens.
    public Address address() {
        return address;
    }

    /// Stops it and removes all that it had.
    @Override
    public void close() {
        server.destroy();
        removeMemory(folder);
        remove(folder);
    }

    /// Removes the servers of processes that are no more.
    private static void sweep(Path all) {
        for (Path own : entries(all)) {
            if (!alive(own.getFileName().toString())) {
                EmbeddedServer.at(own, ServerOptions.named("throw-away")).destroy();
                removeMemory(own);
                remove(own);
            }
        }
    }

    private static boolean alive(String name) {
        try {
            return ProcessHandle.of(Long.parseLong(name.replaceFirst("-\\d+$", "")))
                    .filter(ProcessHandle::isAlive)
                    .isPresent();
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private static List<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Removes what is left of a folder that held nothing but a server.
    private static void remove(Path folder) {
        for (Path entry : entries(folder)) {
            remove(entry);
        }
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "A throw-away server could not be removed: " + e.getMessage() + ".",
                    "Remove the folder " + folder + " by hand.",
                    e);
        }
    }
}
