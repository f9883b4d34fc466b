package dev.pgsteady.cli;

import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Directories;
import dev.pgsteady.embedded.EmbeddedServer;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.Progress;
import dev.pgsteady.embedded.ServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Which embedded server is meant.
final class ServerOption {
    /// The server that `up` makes.
    static final String MAIN = "main";
    /// The server that `demo` makes.
    static final String DEMO = "demo";

    @Option(
            names = "--server",
            paramLabel = "NAME",
            description = "An embedded server by its name: main (made by 'up') or demo (made by 'demo').")
    Optional<String> name = Optional.empty();

    static Path stateDirectory() {
        return Directories.of(Machine.here()).state();
    }

    /// The names of the servers that exist, sorted.
    static List<String> existing() {
        Path servers = stateDirectory().resolve("servers");
        if (!Files.isDirectory(servers)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(servers)) {
            return entries.filter(Files::isDirectory)
                    .map(p -> p.getFileName().toString())
                    .filter(n -> n.matches("[a-z0-9][a-z0-9_-]*"))
                    .sorted()
                    .toList();
        } catch (java.io.IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "The folder of the embedded servers, " + servers + ", cannot be read: " + e.getMessage() + ".",
                    "Make it readable, or set PGSTEADY_STATE to another folder.",
                    e);
        }
    }

    /// The server that was named; else the only one there is; else `main`.
    String chosen() {
        return name.orElseGet(() -> {
            List<String> existing = existing();
            return existing.size() == 1 ? existing.getFirst() : MAIN;
        });
    }

    /// The server of that name. Nothing is created or started.
    static EmbeddedServer server(String name, Progress progress) {
        try {
            return EmbeddedServer.at(stateDirectory(), ServerOptions.named(name).withProgress(progress));
        } catch (IllegalArgumentException e) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "'" + name + "' is no name for a server.",
                    "Use 1 to 40 of the characters a-z, 0-9, - and _.",
                    e);
        }
    }
}
