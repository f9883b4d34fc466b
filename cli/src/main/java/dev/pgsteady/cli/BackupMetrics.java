package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.backup.CronTimes;
import dev.pgsteady.backup.Timetable;
import dev.pgsteady.backup.upkeep.Metrics;
import dev.pgsteady.backup.upkeep.Places;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConfigurationKey;
import dev.pgsteady.core.Problem;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Shows figures for a monitoring system.
@AutoService(BackupAction.class)
@Command(
        name = "metrics",
        description = {
            "Print figures about the backups for Prometheus: ages, sizes, drills, what is due.",
            "A store that cannot be read is one of the figures. 'pgsteady run --metrics FILE' writes them by itself."
        })
public final class BackupMetrics extends BackupAction {
    @Option(
            names = "--output",
            paramLabel = "FILE",
            description =
                    "Write them to this file, as a whole or not at all: for the node exporter's textfile collector.")
    private Optional<Path> output = Optional.empty();

    @Override
    int order() {
        return 10;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        String text = metrics(configuration, store.places(configuration)).text();
        output.ifPresentOrElse(file -> WrittenFile.replace(file, text), () -> console.text(text));
        return 0;
    }

    /// The times that a configuration says, by the clock of this machine.
    ///
    /// @throws Problem CONFIGURATION when one of them is none
    static Timetable timetable(Configuration.Backup backup) {
        Configuration.Times times = backup.times();
        return new Timetable(
                times(ConfigurationKey.BACKUP_SCHEDULE, times.logical()),
                times(ConfigurationKey.BACKUP_PHYSICAL, times.physical()),
                times(ConfigurationKey.BACKUP_INCREMENTAL, times.incremental()),
                times(ConfigurationKey.BACKUP_DRILL, times.drill()));
    }

    private static CronTimes times(ConfigurationKey key, Optional<String> said) {
        try {
            return said.map(text -> CronTimes.of(text, ZoneId.systemDefault())).orElse(CronTimes.NEVER);
        } catch (Problem e) {
            throw new Problem(e.kind(), "%s is wrong: %s".formatted(key.path(), e.getMessage()), e.next(), e);
        }
    }

    static Metrics metrics(Configuration configuration, Places places) {
        Configuration.Backup backup = configuration.backup();
        return new Metrics(places, timetable(backup), backup.databases(), InstantSource.system());
    }
}
