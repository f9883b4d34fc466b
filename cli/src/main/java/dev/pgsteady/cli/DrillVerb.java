package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.DrillOptions;
import dev.pgsteady.backup.DrillResult;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.upkeep.Arrangement;
import dev.pgsteady.backup.upkeep.Upkeep;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.embedded.Machine;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Proves a backup by restoring it.
@AutoService(Verb.class)
@Command(
        name = "drill",
        description = {
            "Restore a backup into a throw-away server and compare every row and object with what was backed up.",
            "What came of it is kept beside the backup. Exit code 33 when it is not what it should be."
        })
public final class DrillVerb extends Verb {
    @Parameters(
            arity = "0..1",
            paramLabel = "BACKUP",
            defaultValue = "latest",
            description = "Its id, the beginning of it, or latest. Default: ${DEFAULT-VALUE}.")
    private String backup = "latest";

    @Mixin
    private final StoreOption store = new StoreOption();

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "check",
            description = {
                "bytes: every part has its checksum; restore: restored, and all is the same;",
                "check: and indexes agree with tables (amcheck), and the queries of backup.smoke answer.",
                "Default: ${DEFAULT-VALUE}."
            })
    private String level = "check";

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "2",
            description = "Connections that load and read at once. Default: ${DEFAULT-VALUE}.")
    private int workers = 2;

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
        Configuration.Backup said = configuration.backup();
        DrillOptions options = new DrillOptions(level(), Arrangement.smoke(said.smoke()), workers);
        Path scratch = ServerOption.stateDirectory().resolve("drills");
        try (Repository repository = store.open(configuration)) {
            BackupSet set = repository.set(backup);
            Upkeep.Drills drills = new Upkeep.Drills(repository, InstantSource.system(), Machine.here(), scratch);
            DrillResult result =
                    BackupAction.shown(console, progress -> drills.run(set, options, said.databases(), progress));
            if (BackupAction.wantsJson(this, configuration)) {
                json(console, result);
            } else {
                show(console, result);
            }
            return result.passed() ? 0 : Problem.Kind.DAMAGED.exitCode();
        }
    }

    private DrillOptions.Level level() {
        try {
            return DrillOptions.Level.valueOf(level.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Problem(
                    Problem.Kind.USAGE, "'%s' is no level.".formatted(level), "Use bytes, restore or check.", e);
        }
    }

    private static void show(Console console, DrillResult result) {
        console.line("%s  %s"
                .formatted(
                        console.style()
                                .paint(result.passed() ? Ink.GREEN : Ink.RED, result.passed() ? "PROVED" : "FAILED"),
                        result.set()));
        if (result.rows() == 0 && result.restore() > 0) {
            console.line(String.format(
                    Locale.ROOT,
                    "Recovered in %.1f s; every index and table of %d databases looked at.",
                    result.restore(),
                    result.objects()));
        } else if (result.level() != DrillOptions.Level.BYTES) {
            console.line(String.format(
                    Locale.ROOT,
                    "Restored in %.1f s: %,d rows and %,d objects compared.",
                    result.restore(),
                    result.rows(),
                    result.objects()));
        }
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
        }));
    }
}
