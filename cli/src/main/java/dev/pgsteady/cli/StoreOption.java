package dev.pgsteady.cli;

import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.store.Store;
import dev.pgsteady.backup.store.Stores;
import dev.pgsteady.backup.upkeep.Places;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Environment;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where backups are: the store that is named, else the configuration's, else a folder of the state
/// directory.
final class StoreOption {
    private static final String VARIABLE = "PGSTEADY_BACKUP_PASSPHRASE";

    @Option(
            names = "--store",
            paramLabel = "ADDRESS",
            description = {
                "Where backups are kept: a folder, s3://bucket/prefix or sftp://user@host/path.",
                "When left out: backup.store in pgsteady.toml, else a folder of the state directory."
            })
    Optional<String> address = Optional.empty();

    /// The address that holds.
    String chosen(Configuration configuration) {
        return address.or(() -> configuration.backup().store())
                .orElseGet(() -> standard().toString());
    }

    private static Path standard() {
        return ServerOption.stateDirectory().resolve("backups");
    }

    /// Whether nobody named a store, so that one is made where there is none.
    boolean unnamed(Configuration configuration) {
        return address.isEmpty() && configuration.backup().store().isEmpty();
    }

    /// The repository, its copies, and what opens them.
    Places places(Configuration configuration) {
        return new Places(chosen(configuration), passphrase(configuration), Environment.system());
    }

    static Store store(String address) {
        return Stores.open(address, Environment.system());
    }

    /// The repository.
    ///
    /// @throws Problem STORE when there is none, KEY when its passphrase is missing or wrong
    Repository open(Configuration configuration) {
        return places(configuration).repository();
    }

    /// The passphrase, where one is said: by the variable, else by the file that the configuration names.
    static Optional<Secret> passphrase(Configuration configuration) {
        return Environment.system()
                .variable(VARIABLE)
                .filter(v -> !v.isEmpty())
                .map(Secret::of)
                .or(() -> configuration.backup().passphrase().map(StoreOption::read));
    }

    private static Secret read(Path file) {
        try {
            return Files.readString(file)
                    .lines()
                    .findFirst()
                    .map(String::strip)
                    .filter(l -> !l.isEmpty())
                    .map(Secret::of)
                    .orElseThrow(() -> new Problem(
                            Problem.Kind.CONFIGURATION,
                            "The passphrase file %s is empty.".formatted(file),
                            "Write the passphrase on its first line."));
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "The passphrase file %s cannot be read: %s.".formatted(file, e.getMessage()),
                    "Correct backup.passphrase_file, or set " + VARIABLE + ".",
                    e);
        }
    }
}
