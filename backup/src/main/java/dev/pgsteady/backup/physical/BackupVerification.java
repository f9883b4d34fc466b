package dev.pgsteady.backup.physical;

import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Machine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Compares every file of a copy with what the server said of it while it was copied (manual,
/// pg_verifybackup).
///
/// @param major   the release of the copy
/// @param machine whose programs are used
record BackupVerification(int major, Machine machine) {
    /// @return whether there is a pg_verifybackup to compare with
    /// @throws Problem DAMAGED when a file is not what the server sent
    boolean require(Path data) {
        Optional<ReleaseProgram> program = ReleaseProgram.find("pg_verifybackup", major, machine);
        program.flatMap(p -> p.run(List.of("--quiet", data.toString()))).ifPresent(said -> {
            throw new Problem(
                    Problem.Kind.DAMAGED,
                    "The copy is not what the server sent. pg_verifybackup said:\n" + said,
                    "Do not use it; restore from another backup.");
        });
        return program.isPresent();
    }
}
