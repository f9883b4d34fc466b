package dev.pgsteady.backup.exchange;

import dev.pgsteady.backup.BackupOptions;
import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.LogicalBackup;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.Restore;
import dev.pgsteady.backup.RestoreOptions;
import dev.pgsteady.backup.Restored;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Moves a database from one PostgreSQL server to another: a backup that is kept only until it has been
/// restored. Who writes to the source meanwhile writes what is not moved.
public final class PostgresImport {
    private final InstantSource clock;
    private final WorkProgress progress;

    public PostgresImport(InstantSource clock, WorkProgress progress) {
        this.clock = clock;
        this.progress = progress;
    }

    /// Moves the database that the source names.
    ///
    /// @param target  any database of the target server
    /// @param scratch a folder with room for the compressed rows; what is put there is encrypted
    ///                with a key that nobody knows, and removed
    /// @param options the name that it gets, what it may replace; by default every row is compared. What is
    ///                replaced is kept under another name, whatever the options say
    /// @throws Problem as [LogicalBackup#take] and [Restore#run] do
    public Restored move(ConnectionSettings source, ConnectionSettings target, Path scratch, RestoreOptions options) {
        Path folder = folder(scratch);
        Optional<Secret> key = Optional.of(Secret.of(UUID.randomUUID().toString()));
        try (Repository repository =
                Repository.create(new FolderStore(folder), key).repository()) {
            BackupSet set = new LogicalBackup(repository, clock, progress)
                    .take(source, BackupOptions.USUAL.of(List.of(source.database())));
            return new Restore(repository, clock, progress).run(set, target, keeping(options));
        } finally {
            remove(folder);
        }
    }

    /// A backup of what is replaced would go with the scratch folder; so that itself is kept.
    private static RestoreOptions keeping(RestoreOptions options) {
        return new RestoreOptions(
                Optional.empty(), options.as(), options.replace(), false, true, options.compare(), options.load());
    }

    private static Path folder(Path scratch) {
        try {
            return Files.createTempDirectory(Files.createDirectories(scratch), "pgsteady-move-");
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "No folder can be made in %s: %s.".formatted(scratch, e.getMessage()),
                    "Name a folder that is there and may be written to.",
                    e);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "The folder %s cannot be removed: %s.".formatted(folder, e.getMessage()),
                    "Remove it by hand; nobody can read what is in it.",
                    e);
        }
    }
}
