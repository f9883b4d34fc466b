package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Secret;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Makes a repository.
@AutoService(BackupAction.class)
@Command(
        name = "init",
        description = {
            "Make a repository for backups in an empty store.",
            "It is encrypted with the passphrase of PGSTEADY_BACKUP_PASSPHRASE or backup.passphrase_file."
        })
public final class BackupInit extends BackupAction {
    @Option(names = "--unencrypted", description = "Make one that anybody can read who can read the store.")
    private boolean unencrypted;

    @Override
    int order() {
        return 1;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        Optional<Secret> passphrase = unencrypted ? Optional.empty() : StoreOption.passphrase(configuration);
        if (passphrase.isEmpty() && !unencrypted) {
            throw new dev.pgsteady.core.Problem(
                    dev.pgsteady.core.Problem.Kind.USAGE,
                    "No passphrase was given to encrypt the repository with.",
                    "Set PGSTEADY_BACKUP_PASSPHRASE or backup.passphrase_file, or say --unencrypted.");
        }
        try (Repository repository = made(console, store.chosen(configuration), passphrase)) {
            if (json(configuration)) {
                console.text(Json.object(
                        root -> root.put("store", repository.words()).put("encrypted", repository.encrypted())));
            } else {
                console.line("Backups go to " + repository.words() + ".");
            }
        }
        return 0;
    }

    /// Makes one and shows its recovery key, which nothing can show again.
    static Repository made(Console console, String address, Optional<Secret> passphrase) {
        Repository.Created created = Repository.create(StoreOption.store(address), passphrase);
        created.recoveryKey().ifPresent(key -> show(console, key));
        return created.repository();
    }

    static void show(Console console, Secret key) {
        console.note("The recovery key opens the backups when the passphrase is lost. It is shown only now:");
        console.note("");
        console.note("    " + key.reveal());
        console.note("");
        console.note("Print it and put it away, not beside the backups.");
    }
}
