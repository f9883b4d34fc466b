package dev.pgsteady.backup.physical;

import dev.pgsteady.backup.RunbookCommand;
import dev.pgsteady.backup.RunbookTrial;
import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.OwnedFiles;
import dev.pgsteady.embedded.RestoredServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Carries out the commands of a runbook that recover a whole server, each into a folder that is thrown
/// away.
///
/// @param folder  the data directory of the commands; removed after each
/// @param machine where the servers run
record RecoveryTrial(RunbookTrial trial, Path folder, Machine machine) {
    /// What came of it.
    ///
    /// @param done  the commands that were carried out, as they stand in the document
    /// @param notes what was left out, and why
    record Outcome(List<String> done, List<String> failures, List<String> notes) {}

    /// What the commands have to reach.
    ///
    /// @param last the last commit that is known to be archived
    /// @param time that can be recovered to; empty when there is none between the backup and the end of
    ///             the log
    record Reach(Optional<Instant> last, Optional<Instant> time) {}

    Outcome run(Reach reach) {
        List<String> done = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (RunbookCommand command : trial.commands()) {
            failures.addAll(trial.unsaid(command));
            if (command.needs(RunbookCommand.TIME) && reach.time().isEmpty()) {
                notes.add("Not carried out, since nothing was committed between the backup and the end of the log: "
                        + trial.line(command) + ".");
                continue;
            }
            done.add(trial.line(command));
            failures.addAll(carriedOut(command, reach));
        }
        return new Outcome(done, failures, notes);
    }

    private List<String> carriedOut(RunbookCommand command, Reach reach) {
        Map<String, String> values = Map.of(
                RunbookCommand.FOLDER,
                folder.toString(),
                RunbookCommand.TIME,
                reach.time().map(Instant::toString).orElse(""));
        try {
            List<String> failures = trial.failures(command, values);
            return failures.isEmpty() && command.needs(RunbookCommand.FOLDER) ? missed(command, reach) : failures;
        } finally {
            remove();
        }
    }

    /// Whether the server is where it was to be, by what it wrote about its recovery.
    private List<String> missed(RunbookCommand command, Reach reach) {
        RestoredServer server = RestoredServer.of(folder, machine);
        if (server.phase() != RestoredServer.Phase.READY) {
            return List.of("No server runs after a command of the runbook: %s.".formatted(trial.line(command)));
        }
        Optional<Instant> came = new RecoveryLog(server.log()).lastCommit();
        boolean timed = command.needs(RunbookCommand.TIME);
        Optional<Instant> wanted = timed ? reach.time() : reach.last();
        boolean missed = came.isPresent()
                && wanted.isPresent()
                && (timed ? came.get().isAfter(wanted.get()) : came.get().isBefore(wanted.get()));
        return missed
                ? List.of("The last commit is of %s after a command of the runbook that was to reach %s: %s."
                        .formatted(came.get(), wanted.get(), trial.line(command)))
                : List.of();
    }

    private void remove() {
        try {
            if (Files.exists(folder.resolve("PG_VERSION"))) {
                RestoredServer.of(folder, machine).abandon();
            }
            OwnedFiles.deleteTree(folder);
        } catch (IOException e) {
            throw FileTrouble.of("The server in %s cannot be removed".formatted(folder), e);
        } catch (Problem e) {
            throw new Problem(
                    e.kind(),
                    String.valueOf(e.getMessage()),
                    "Stop the server in %s and remove it.".formatted(folder),
                    e);
        }
    }
}
