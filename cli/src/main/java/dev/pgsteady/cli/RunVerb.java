package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.backup.Timetable;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.backup.upkeep.Arrangement;
import dev.pgsteady.backup.upkeep.Hook;
import dev.pgsteady.backup.upkeep.Outcome;
import dev.pgsteady.backup.upkeep.Rounds;
import dev.pgsteady.backup.upkeep.Upkeep;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Keeps the clock: takes backups, drills them, prunes.
@AutoService(Verb.class)
@Command(
        name = "run",
        description = {
            "Stay, take backups and drill them at the times of backup.schedule, physical, incremental and drill.",
            "What was slept through is caught up; of several instances on one store, one does it."
        })
public final class RunVerb extends Verb {
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final int JITTER_SECONDS = 60;

    @Mixin
    private final TargetOption target = new TargetOption();

    @Mixin
    private final StoreOption store = new StoreOption();

    @Option(names = "--once", description = "Do what is due now, and end; exit code 1 when something of it failed.")
    private boolean once;

    @Option(
            names = "--metrics",
            paramLabel = "FILE",
            description = {
                "Write figures for Prometheus to this file after each piece of work, as a whole or not at all.",
                "They are those of 'pgsteady backup metrics'."
            })
    private Optional<Path> metrics = Optional.empty();

    @Option(
            names = "--print",
            paramLabel = "FORM",
            description = "Print what makes it run, and end: systemd, crontab or kubernetes.")
    private Optional<String> print = Optional.empty();

    @Override
    int order() {
        return 10;
    }

    @Override
    boolean standsAlone() {
        return false;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        Configuration.Backup backup = configuration.backup();
        Timetable timetable = BackupMetrics.timetable(backup);
        if (timetable.never()) {
            throw new Problem(
                    Problem.Kind.CONFIGURATION,
                    "There is nothing to do at any time: backup.schedule, backup.physical, backup.incremental and"
                            + " backup.drill are empty.",
                    "Give one of them a time in pgsteady.toml: '0 3 * * *' is every day at three.");
        }
        if (print.isPresent()) {
            console.text(ScheduleForms.of(print.get(), console.self(), backup.times()));
            return 0;
        }
        Upkeep upkeep = new Upkeep(
                Arrangement.of(
                        backup,
                        target.settings(console, configuration),
                        ServerOption.stateDirectory().resolve("drills")),
                store.places(configuration),
                InstantSource.system(),
                Machine.here(),
                WorkProgress.NONE);
        Hook hook = new Hook(backup.hook());
        Rounds rounds = new Rounds(upkeep, timetable, outcome -> {
            console.note(outcome.at().truncatedTo(ChronoUnit.SECONDS) + "  " + outcome.words());
            hook.tell(outcome).ifPresent(console::note);
        });
        if (once) {
            List<Outcome> outcomes = rounds.once();
            measure(console, configuration);
            return outcomes.stream().anyMatch(o -> o.verdict() == Outcome.Verdict.FAILED) ? 1 : 0;
        }
        rounds.stay(next -> {
            measure(console, configuration);
            return sleep(console, next);
        });
        return 0;
    }

    /// A file that cannot be written is told, and stops no backup.
    private void measure(Console console, Configuration configuration) {
        metrics.ifPresent(file -> {
            try {
                WrittenFile.replace(
                        file,
                        BackupMetrics.metrics(configuration, store.places(configuration))
                                .text());
            } catch (Problem e) {
                console.note("The figures were not written. " + e.getMessage() + " " + e.next());
            }
        });
    }

    /// Waits in short steps, so that a machine that slept wakes to what it missed, and a little longer, so that many
    /// machines do not begin at once.
    private static boolean sleep(Console console, Optional<Instant> next) {
        next.ifPresent(moment -> console.note("Next at " + moment.truncatedTo(ChronoUnit.SECONDS) + "."));
        Instant begin = next.map(
                        moment -> moment.plusSeconds(ThreadLocalRandom.current().nextInt(JITTER_SECONDS)))
                .orElse(Instant.MAX);
        try {
            while (Instant.now().isBefore(begin)) {
                Thread.sleep(LOOK.toMillis());
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.INTERRUPTED, "Interrupted.", "Run it again.", e);
        }
    }
}
