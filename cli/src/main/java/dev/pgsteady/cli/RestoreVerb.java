package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.backup.LoadOptions;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.Restore;
import dev.pgsteady.backup.RestoreOptions;
import dev.pgsteady.backup.RestoreOutcome;
import dev.pgsteady.backup.RestoredTables;
import dev.pgsteady.backup.TableRestore;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.QualifiedName;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Brings a database back.
@AutoService(Verb.class)
@Command(
        name = "restore",
        description = {
            "Restore a database from a backup: beside what is there, compared, then put in its place by renaming.",
            "DATABASE names the server; what is restored is said by --backup and --database.",
            "With --table, some tables come back into DATABASE, in one transaction."
        })
public final class RestoreVerb extends Verb {
    @Mixin
    private final TargetOption target = new TargetOption();

    @Mixin
    private final StoreOption store = new StoreOption();

    @Option(
            names = "--backup",
            paramLabel = "BACKUP",
            defaultValue = "latest",
            description = "The backup's id, the beginning of it, or latest. Default: ${DEFAULT-VALUE}.")
    private String backup = "latest";

    @Option(names = "--database", paramLabel = "NAME", description = "Which of the backup's databases.")
    private Optional<String> database = Optional.empty();

    @Option(
            names = "--table",
            paramLabel = "SCHEMA.TABLE",
            description = {
                "Only this table; may be given several times. One that is not there comes back in its place; when one",
                "of them is there, all come into a schema of their own, restored_ and the time of the backup."
            })
    private List<String> tables = List.of();

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "The name that the restored database gets; with --table, the schema that gets the tables.")
    private Optional<String> as = Optional.empty();

    @Option(
            names = "--replace",
            paramLabel = "NAME",
            description = {
                "Put it in the place of the database of this name, which must be its name.",
                "With --table, in the place of the tables that DATABASE has: its name is typed again."
            })
    private Optional<String> replace = Optional.empty();

    @Option(names = "--no-backup-first", description = "Take no backup of what is replaced.")
    private boolean noBackupFirst;

    @Option(names = "--drop-replaced", description = "Drop what was replaced instead of keeping it under another name.")
    private boolean dropReplaced;

    @Option(names = "--no-compare", description = "Do not read back and compare what was loaded.")
    private boolean noCompare;

    @Option(
            names = "--no-owners",
            description = "Leave out owners and rights: everything belongs to the role that restores.")
    private boolean noOwners;

    @Option(names = "--schema-only", description = "Restore the schema without rows.")
    private boolean schemaOnly;

    @Mixin
    private final WorkersOption workers = new WorkersOption();

    @Override
    int order() {
        return 7;
    }

    @Override
    boolean standsAlone() {
        return false;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        ConnectionSettings settings = target.settings(console, configuration);
        LoadOptions load = new LoadOptions(workers.workers, !noOwners, !schemaOnly);
        RestoreOptions options =
                new RestoreOptions(database, as, replace, !noBackupFirst, !dropReplaced, !noCompare, load);
        try (Repository repository = store.open(configuration)) {
            RestoreOutcome outcome = tables.isEmpty()
                    ? BackupAction.shown(
                            console,
                            progress -> new Restore(repository, InstantSource.system(), progress)
                                    .run(repository.set(backup), settings, options))
                    : tables(console, repository, settings, options);
            if (BackupAction.wantsJson(this, configuration)) {
                RestoreReport.json(console, outcome);
            } else {
                RestoreReport.show(console, "RESTORED", outcome);
            }
        }
        return 0;
    }

    private RestoredTables tables(
            Console console, Repository repository, ConnectionSettings settings, RestoreOptions options) {
        Set<QualifiedName> wanted = tables.stream().map(TableName::of).collect(Collectors.toSet());
        return BackupAction.shown(
                console,
                progress -> new TableRestore(repository, InstantSource.system(), progress)
                        .run(repository.set(backup), settings, wanted, options));
    }
}
