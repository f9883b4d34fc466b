package dev.pgsteady.backup.physical;

import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.RestoredServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A program that works on a data directory that no server uses: the one of its release, beside the
/// server's others.
///
/// @param path of the program
record ReleaseProgram(Path path) {
    private static final int LINES = 5;

    /// @param major the release
    static Optional<ReleaseProgram> find(String name, int major, Machine machine) {
        Path folder = RestoredServer.programs(major, machine);
        return Stream.of(name, name + ".exe")
                .map(folder::resolve)
                .filter(Files::isExecutable)
                .findFirst()
                .map(ReleaseProgram::new);
    }

    /// Runs it to its end.
    ///
    /// @return the first lines of what it said when it failed; empty when it did not
    Optional<String> run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(arguments);
        Process process = start(command);
        try {
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0
                    ? Optional.empty()
                    : Optional.of(String.join("\n", said.lines().limit(LINES).toList()));
        } catch (IOException e) {
            throw FileTrouble.of("What " + path.getFileName() + " says cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(
                    Problem.Kind.INTERRUPTED,
                    "Interrupted while %s ran.".formatted(path.getFileName()),
                    "Run it again.",
                    e);
        } finally {
            process.destroy();
        }
    }

    private Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw FileTrouble.of(path.getFileName() + " cannot be run", e);
        }
    }
}
