package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.backup.BackupOptions;
import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.LogicalBackup;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.physical.PhysicalBackup;
import dev.pgsteady.backup.physical.PhysicalOptions;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.TerminalStyle.Ink;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;

/// Takes a backup; each other thing to do with backups is a [BackupAction].
@AutoService(Verb.class)
@Command(
        name = "backup",
        description = {
            "Back up a database, or all of a server's, into a store.",
            "Without an action: takes a backup. 'pgsteady drill' then proves it."
        },
        commandListHeading = "%nActions:%n")
public final class BackupVerb extends Verb {
    @Mixin
    private final TargetOption target = new TargetOption();

    @Mixin
    private final StoreOption store = new StoreOption();

    @Option(
            names = "--physical",
            description = "Copy the whole server with pg_basebackup, to be restored to a point in time.")
    private boolean physical;

    @Option(
            names = "--incremental",
            description = {
                "Copy only the blocks that changed since the newest physical backup (PostgreSQL 17 and newer).",
                "A full one is taken where there is none to build on."
            })
    private boolean incremental;

    @Option(names = "--all", description = "Every database of the server that can be connected to.")
    private boolean all;

    @Mixin
    private final WorkersOption workers = new WorkersOption();

    @Option(
            names = "--lock-timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long a table's lock is waited for. Default: ${DEFAULT-VALUE}.")
    private int lockTimeout = 30;

    @Override
    int order() {
        return 5;
    }

    @Override
    Optional<Class<? extends Verb>> actions() {
        return Optional.of(BackupAction.class);
    }

    @Override
    int run(Console console) {
        if (incremental && !physical) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "Only a physical backup can be incremental.",
                    "Add --physical, or leave out --incremental: a logical backup stores nothing twice.");
        }
        Configuration configuration = TargetOption.configuration();
        ConnectionSettings settings = target.settings(console, configuration);
        try (Repository repository = repository(console, configuration)) {
            List<String> warnings = new ArrayList<>();
            BackupSet set = BackupAction.shown(
                    console,
                    warnings,
                    progress -> physical
                            ? new PhysicalBackup(
                                            repository,
                                            settings,
                                            new PhysicalOptions(false, workers.workers, incremental),
                                            InstantSource.system())
                                    .take(LogicalBackup.version(), progress)
                            : new LogicalBackup(repository, InstantSource.system(), progress)
                                    .take(settings, options(settings, configuration)));
            for (String place : configuration.backup().copies()) {
                BackupCopy.copied(console, repository, List.of(set), place);
            }
            if (BackupAction.wantsJson(this, configuration)) {
                console.text(Json.object(root -> {
                    ArrayNode told = BackupAction.json(root, set).putArray("warnings");
                    warnings.forEach(told::add);
                }));
            } else {
                show(console, set, repository, warnings);
            }
        }
        return 0;
    }

    /// Where nobody named a store, the standard one is made at first use.
    private Repository repository(Console console, Configuration configuration) {
        String address = store.chosen(configuration);
        if (store.unnamed(configuration) && !Repository.exists(StoreOption.store(address))) {
            return BackupInit.made(console, address, StoreOption.passphrase(configuration));
        }
        return store.open(configuration);
    }

    private BackupOptions options(ConnectionSettings settings, Configuration configuration) {
        List<String> configured = configuration.backup().databases();
        List<String> databases = all ? List.of() : configured.isEmpty() ? List.of(settings.database()) : configured;
        return new BackupOptions(databases, workers.workers, Duration.ofSeconds(lockTimeout));
    }

    private static void show(Console console, BackupSet set, Repository repository, List<String> warnings) {
        console.line("%s  %s"
                .formatted(console.style().paint(Ink.GREEN, set.id().text()), String.join(", ", set.databases())));
        console.line(String.format(
                Locale.ROOT,
                "%,d rows, %s, stored in %s (%s new), in %s.",
                set.rows(),
                BackupAction.bytes(set.contentBytes()),
                BackupAction.bytes(set.storedBytes()),
                BackupAction.bytes(set.addedBytes()),
                BackupAction.seconds(Duration.between(set.started(), set.finished()))));
        set.parent().ifPresent(p -> console.line("It builds on %s, and is restored together with it.".formatted(p)));
        warnings.forEach(console::line);
        console.line("In " + repository.words() + (repository.encrypted() ? ", encrypted." : ", not encrypted."));
        console.line("");
        console.line("Not proved yet: " + console.command(console.self() + " drill") + " restores it and compares.");
    }
}
