package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.backup.BackupFact;
import dev.pgsteady.backup.Holdings;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.Runbook;
import dev.pgsteady.backup.RunbookCommand;
import dev.pgsteady.backup.RunbookTrial;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Writes the restore document.
@AutoService(Verb.class)
@Command(
        name = "runbook",
        description = {
            "Write the document that somebody follows to restore the database, from the configuration as it is",
            "and the figures of the last drill. 'pgsteady check' says when it went stale."
        })
public final class RunbookVerb extends Verb {
    @Mixin
    private final TargetOption target = new TargetOption();

    @Mixin
    private final StoreOption store = new StoreOption();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where to write it. When left out: backup.runbook in pgsteady.toml, else RESTORE.md.")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--reviewed-by",
            paramLabel = "NAME",
            description = "Note in it that this person has read it and agrees with its contacts and decisions.")
    private Optional<String> reviewer = Optional.empty();

    @Override
    int order() {
        return 9;
    }

    @Override
    boolean standsAlone() {
        return false;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        ConnectionSettings settings = target.settings(console, configuration);
        Path file = output.orElse(configuration.backup().runbook());
        try (Repository repository = store.open(configuration)) {
            Stock stock = new Stock(store.chosen(configuration), repository.encrypted(), Holdings.of(repository));
            Runbook.Setup setup = setup(settings, configuration, stock);
            Instant now = Instant.now();
            Runbook runbook = new Runbook(
                    setup,
                    Runbook.Measured.of(repository),
                    now,
                    reviewer.map(name -> new Runbook.Review(name, now)),
                    withoutPassword(repository));
            WrittenFile.replace(file, runbook.markdown(name(console)));
        }
        if (BackupAction.wantsJson(this, configuration)) {
            console.text(Json.object(root -> root.put("file", file.toString())));
        } else {
            console.line("The runbook is in " + file + ".");
            if (reviewer.isEmpty()) {
                console.line("When somebody has read it: "
                        + console.command(console.self() + " runbook --reviewed-by 'NAME'") + ".");
            }
        }
        return 0;
    }

    /// Whoever restores may be elsewhere: the program is called by its name.
    private static String name(Console console) {
        return console.self().startsWith("./") ? "pgsteady" : console.self();
    }

    /// Of the newest logical backup; a physical one has all passwords.
    private static List<String> withoutPassword(Repository repository) {
        return repository.sets().reversed().stream()
                .filter(s -> !s.kind().equals("physical"))
                .findFirst()
                .map(s -> repository.manifest(s).rolesWithoutPassword())
                .orElse(List.of());
    }

    /// A runbook whose commands a drill is to carry out.
    ///
    /// @param database that is restored; empty for the recovery of a whole server
    static RunbookTrial trial(Console console, Path file, Optional<String> database, List<RunbookCommand> commands) {
        try {
            return new RunbookTrial(Files.readString(file), database, commands, name(console), OwnCommand::run);
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "The runbook %s cannot be read: %s.".formatted(file, e.getMessage()),
                    "Write it with 'pgsteady runbook', or correct backup.runbook in pgsteady.toml.",
                    e);
        }
    }

    /// What a runbook says of a repository.
    record Stock(String address, boolean encrypted, Holdings holdings) {}

    static Runbook.Setup setup(ConnectionSettings settings, Configuration configuration, Stock stock) {
        Configuration.Backup backup = configuration.backup();
        String passphrase = backup.passphrase()
                .map(f -> "in the file `" + f + "`")
                .orElse("in the variable `PGSTEADY_BACKUP_PASSPHRASE` of whoever takes the backups");
        return new Runbook.Setup(
                settings.database(),
                settings.toString(),
                stock.address(),
                backup.copies(),
                stock.encrypted(),
                passphrase,
                times(backup.times()),
                backup.contacts(),
                stock.holdings());
    }

    /// When backups are taken; logical ones alone as cron says it.
    private static String times(Configuration.Times times) {
        if (times.physical().isEmpty() && times.incremental().isEmpty()) {
            return times.logical().orElse("never");
        }
        return Stream.of(
                        times.logical().map(t -> t + " of databases"),
                        times.physical().map(t -> t + " of the whole server"),
                        times.incremental().map(t -> t + " of what changed in it"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
    }

    /// What the runbook of the configuration shows.
    static List<BackupFact> facts(Configuration configuration, Runbook.Setup setup) {
        Path file = configuration.backup().runbook();
        try {
            return Runbook.facts(Optional.of(Files.readString(file)), setup);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "The runbook %s cannot be read: %s.".formatted(file, e.getMessage()),
                    "Make it readable, or correct backup.runbook in pgsteady.toml.",
                    e);
        }
    }
}
