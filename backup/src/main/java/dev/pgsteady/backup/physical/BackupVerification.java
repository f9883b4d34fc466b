package dev.pgsteady.backup.physical;

import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.RestoredServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Compares every file of a copy with what the server said of it while it was copied (manual,
/// pg_verifybackup).
///
/// @param machine whose programs are used
record BackupVerification(Machine machine) {
    /// @return whether there is a pg_verifybackup to compare with
    /// @throws Problem DAMAGED when a file is not what the server sent
    boolean require(Path data) {
        Optional<Path> program = program(data);
        program.ifPresent(p -> run(p, data));
        return program.isPresent();
    }

    private static void run(Path program, Path data) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--quiet", data.toString())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                List<String> lines = said.lines().limit(5).toList();
                throw new Problem(
                        Problem.Kind.DAMAGED,
                        "The copy is not what the server sent. pg_verifybackup said:\n" + String.join("\n", lines),
                        "Do not use it; restore from another backup.");
            }
        } catch (IOException e) {
            throw FileTrouble.of("pg_verifybackup cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.INTERRUPTED, "Interrupted while the copy was verified.", "Run it again.", e);
        }
    }

    /// The one of the copy's release, beside the server's other programs.
    private Optional<Path> program(Path data) {
        Path folder = RestoredServer.of(data, machine).programs();
        return List.of("pg_verifybackup", "pg_verifybackup.exe").stream()
                .map(folder::resolve)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
