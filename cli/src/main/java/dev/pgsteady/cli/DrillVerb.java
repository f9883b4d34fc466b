package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.DrillOptions;
import dev.pgsteady.backup.DrillResult;
import dev.pgsteady.backup.Holdings;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.Runbook;
import dev.pgsteady.backup.RunbookTrial;
import dev.pgsteady.backup.upkeep.Arrangement;
import dev.pgsteady.backup.upkeep.Upkeep;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Environment;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.embedded.Machine;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Proves a backup by restoring it.
@AutoService(Verb.class)
@Command(
        name = "drill",
        description = {
            "Restore a backup into a throw-away server and compare every row and object with what was backed up.",
            "A physical backup is recovered with the archived log, and every index and table of it is looked at.",
            "What came of it is kept beside the backup. Exit code 33 when it is not what it should be."
        })
public final class DrillVerb extends Verb {
    @Mixin
    private final BackupArgument argument = new BackupArgument();

    @Mixin
    private final StoreOption store = new StoreOption();

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "check",
            description = {
                "bytes: every part has its checksum; restore: restored, and all is the same;",
                "check: and indexes agree with tables (amcheck), and the queries of backup.smoke answer;",
                "point-in-time: and a physical backup is recovered to a time between it and the end of the log.",
                "Default: ${DEFAULT-VALUE}."
            })
    private String level = "check";

    @Mixin
    private final WorkersOption workers = new WorkersOption();

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Restore into a database of its own on this server, which is dropped afterwards.")
    private Optional<String> server = Optional.empty();

    @Option(
            names = "--live",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "URL",
            description = {
                "Compare the live database with the backup too, and name the tables whose rows differ. It says something",
                "only when nobody has written since the backup. Without URL: the configured database."
            })
    private Optional<String> live = Optional.empty();

    @Option(
            names = "--runbook",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "FILE",
            description = {
                "Carry out the commands of the runbook as well; one that is not in it, or fails, fails the drill.",
                "Without FILE: backup.runbook in pgsteady.toml, else RESTORE.md."
            })
    private Optional<String> runbook = Optional.empty();

    @Override
    int order() {
        return 6;
    }

    @Override
    boolean standsAlone() {
        return false;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        List<String> smoke = Arrangement.smoke(configuration.backup().smoke());
        DrillOptions.Level wanted = level();
        Path scratch = ServerOption.stateDirectory().resolve("drills");
        try (Repository repository = store.open(configuration)) {
            BackupSet set = repository.set(argument.backup);
            DrillOptions options = options(
                    console,
                    configuration,
                    new Subject(repository, set),
                    new DrillOptions(wanted, smoke, workers.workers));
            List<String> databases =
                    set.kind().equals("physical") && !smoke.isEmpty() ? queried(configuration) : List.of();
            Upkeep.Drills drills = new Upkeep.Drills(repository, InstantSource.system(), Machine.here(), scratch);
            DrillResult result = BackupAction.shown(console, progress -> drills.run(set, options, databases, progress));
            if (BackupAction.wantsJson(this, configuration)) {
                json(console, result);
            } else {
                show(console, result);
            }
            return result.passed() ? 0 : Problem.Kind.DAMAGED.exitCode();
        }
    }

    private DrillOptions options(Console console, Configuration configuration, Subject subject, DrillOptions plain) {
        if (server.isPresent() && runbook.isPresent()) {
            throw DrillOptions.onlyThrownAway();
        }
        DrillOptions options = plain;
        if (server.isPresent()) {
            options = options.on(settings(console, configuration, server.get()));
        }
        if (live.isPresent()) {
            options = options.comparedWith(settings(console, configuration, live.get()));
        }
        if (runbook.isPresent()) {
            Path file = runbook.filter(f -> !f.isEmpty())
                    .map(Path::of)
                    .orElse(configuration.backup().runbook());
            options = options.with(trial(console, configuration, subject, file));
        }
        return options;
    }

    private RunbookTrial trial(Console console, Configuration configuration, Subject subject, Path file) {
        String address = store.chosen(configuration);
        if (subject.set().kind().equals("physical")) {
            return RunbookVerb.trial(
                    console, file, Optional.empty(), Runbook.recovery(address, Holdings.of(subject.repository())));
        }
        String database = database(configuration, subject.set());
        return RunbookVerb.trial(console, file, Optional.of(database), Runbook.commands(address, database));
    }

    /// A backup, and where it is.
    private record Subject(Repository repository, BackupSet set) {}

    /// The one that the runbook is about.
    private static String database(Configuration configuration, BackupSet set) {
        return set.databases().size() == 1
                ? set.databases().getFirst()
                : configured(configuration)
                        .orElseThrow(() -> new Problem(
                                Problem.Kind.USAGE,
                                "%s holds several databases, and none is configured.".formatted(set.id()),
                                "Name the one that the runbook is about in pgsteady.toml."));
    }

    private static Optional<String> configured(Configuration configuration) {
        return ConnectionSettings.find(Optional.empty(), configuration.target(), Environment.system())
                .map(ConnectionSettings::database);
    }

    private static ConnectionSettings settings(Console console, Configuration configuration, String url) {
        TargetOption target = new TargetOption();
        target.target = Optional.of(url).filter(u -> !u.isEmpty());
        return target.settings(console, configuration);
    }

    /// The user's queries of a whole server are for the databases that are backed up.
    private static List<String> queried(Configuration configuration) {
        List<String> named = configuration.backup().databases();
        List<String> databases =
                named.isEmpty() ? configured(configuration).stream().toList() : named;
        if (databases.isEmpty()) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "It is not said in which database the queries of backup.smoke are run.",
                    "Name it in backup.databases of pgsteady.toml.");
        }
        return databases;
    }

    private DrillOptions.Level level() {
        try {
            return DrillOptions.Level.valueOf(level.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "'%s' is no level.".formatted(level),
                    "Use bytes, restore, check or point-in-time.",
                    e);
        }
    }

    private static void show(Console console, DrillResult result) {
        console.line("%s  %s"
                .formatted(
                        console.style()
                                .paint(result.passed() ? Ink.GREEN : Ink.RED, result.passed() ? "PROVED" : "FAILED"),
                        result.set()));
        result.summary().forEach(console::line);
        result.reached().flatMap(DrillResult.Reached::live).ifPresent(all -> all.forEach(d -> console.line("  " + d)));
        result.failures().forEach(f -> console.line("  " + f));
        result.notes().forEach(n -> console.line("  " + n));
    }

    private static void json(Console console, DrillResult result) {
        console.text(Json.object(root -> {
            root.put("backup", result.set().text())
                    .put("passed", result.passed())
                    .put("level", result.level().name().toLowerCase(Locale.ROOT))
                    .put("rows", result.rows())
                    .put("objects", result.objects())
                    .put("restore_seconds", result.restore());
            var seconds = root.putObject("seconds");
            result.seconds().forEach(seconds::put);
            var failures = root.putArray("failures");
            result.failures().forEach(failures::add);
            var notes = root.putArray("notes");
            result.notes().forEach(notes::add);
            result.reached().ifPresent(reached -> {
                reached.lastCommit().ifPresent(t -> root.put("last_commit", t.toString()));
                reached.between().ifPresent(t -> root.put("recovered_to", t.toString()));
                reached.live().ifPresent(all -> all.forEach(root.putArray("live_differs")::add));
                reached.commands().forEach(root.withArray("runbook_commands")::add);
            });
        }));
    }
}
