package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Environment;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Shows and changes what opens a repository.
@AutoService(BackupAction.class)
@Command(
        name = "keys",
        description = {
            "List the key slots of the repository; with an option, change one.",
            "Only the wrapping of the data key changes: no part is written again."
        })
public final class BackupKeys extends BackupAction {
    @Option(
            names = "--new-passphrase",
            description = "Put the passphrase of PGSTEADY_BACKUP_NEW_PASSPHRASE in the place of the one that is there.")
    private boolean newPassphrase;

    @Option(
            names = "--new-recovery-key",
            description = "Make another recovery key; the old one opens nothing any more.")
    private boolean newRecoveryKey;

    @Override
    int order() {
        return 8;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        try (Repository repository = store.open(configuration)) {
            if (newPassphrase) {
                repository.replacePassphrase(said());
                console.note("The passphrase is another now; parts and recovery key stay as they are.");
            }
            if (newRecoveryKey) {
                BackupInit.show(console, repository.replaceRecoveryKey());
            }
            List<String> slots = repository.keySlots();
            if (json(configuration)) {
                console.text(Json.array(all -> slots.forEach(all::add)));
            } else if (slots.isEmpty()) {
                console.line("The repository in " + repository.words() + " is not encrypted.");
            } else {
                slots.forEach(console::line);
            }
        }
        return 0;
    }

    private static Secret said() {
        return Environment.system()
                .variable("PGSTEADY_BACKUP_NEW_PASSPHRASE")
                .filter(v -> !v.isEmpty())
                .map(Secret::of)
                .orElseThrow(() -> new Problem(
                        Problem.Kind.USAGE,
                        "No new passphrase was given.",
                        "Set PGSTEADY_BACKUP_NEW_PASSPHRASE; the old one stays in PGSTEADY_BACKUP_PASSPHRASE."));
    }
}
