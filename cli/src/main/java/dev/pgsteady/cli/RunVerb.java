package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.backup.BackupOptions;
import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.CronTimes;
import dev.pgsteady.backup.Drill;
import dev.pgsteady.backup.DrillOptions;
import dev.pgsteady.backup.DrillResult;
import dev.pgsteady.backup.KeepPolicy;
import dev.pgsteady.backup.LogicalBackup;
import dev.pgsteady.backup.Pruning;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.Timetable;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Machine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
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
            "Stay, take a backup at the times of backup.schedule and drill the newest one at those of backup.drill.",
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
        if (print.isPresent()) {
            console.text(ScheduleForms.of(print.get(), console.self(), backup));
            return 0;
        }
        Timetable timetable = new Timetable(
                CronTimes.of(backup.schedule(), ZoneId.systemDefault()),
                CronTimes.of(backup.drill(), ZoneId.systemDefault()));
        ConnectionSettings settings = target.settings(console, configuration);
        boolean well = round(console, configuration, settings, timetable);
        while (!once) {
            sleep(console, timetable);
            well = round(console, configuration, settings, timetable);
        }
        return well ? 0 : 1;
    }

    /// Waits in short steps, so that a machine that slept wakes to what it missed, and a little longer,
    /// so that many machines do not begin at once.
    private static void sleep(Console console, Timetable timetable) {
        Instant next = timetable.next(Instant.now()).orElse(Instant.MAX);
        console.note("Next at " + next.truncatedTo(ChronoUnit.SECONDS) + ".");
        Instant begin = next.equals(Instant.MAX)
                ? next
                : next.plusSeconds(ThreadLocalRandom.current().nextInt(JITTER_SECONDS));
        try {
            while (Instant.now().isBefore(begin)) {
                Thread.sleep(LOOK.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.INTERRUPTED, "Interrupted.", "Run it again.", e);
        }
    }

    /// Does what is due. A failure is told and does not end the others.
    private boolean round(
            Console console, Configuration configuration, ConnectionSettings settings, Timetable timetable) {
        boolean well = true;
        try (Repository repository = store.open(configuration)) {
            Timetable.Done done = Timetable.Done.of(repository, settings.database());
            for (Timetable.Task task : timetable.due(Instant.now(), done)) {
                well &= attempt(console, configuration, task, () -> perform(repository, configuration, settings, task));
            }
        } catch (Problem e) {
            console.note(Instant.now().truncatedTo(ChronoUnit.SECONDS) + "  " + e.getMessage() + " " + e.next());
            well = false;
        }
        return well;
    }

    @FunctionalInterface
    private interface Performance {
        Hook.Result now();
    }

    private static boolean attempt(
            Console console, Configuration configuration, Timetable.Task task, Performance performance) {
        Hook.Result result;
        try {
            result = performance.now();
        } catch (Problem e) {
            boolean another = e.kind() == Problem.Kind.BUSY;
            result = new Hook.Result(task.name(), another, e.getMessage() + " " + e.next());
        }
        console.note(Instant.now().truncatedTo(ChronoUnit.SECONDS) + "  " + result.words());
        Hook.tell(console, configuration.backup().hook(), result);
        return result.passed();
    }

    private static Hook.Result perform(
            Repository repository, Configuration configuration, ConnectionSettings settings, Timetable.Task task) {
        return switch (task) {
            case BACKUP -> backUp(repository, configuration, settings);
            case DRILL -> drill(repository);
        };
    }

    private static Hook.Result backUp(Repository repository, Configuration configuration, ConnectionSettings settings) {
        List<String> named = configuration.backup().databases();
        BackupSet set = new LogicalBackup(repository, InstantSource.system(), WorkProgress.NONE)
                .take(settings, BackupOptions.USUAL.of(named.isEmpty() ? List.of(settings.database()) : named));
        configuration.backup().copies().forEach(place -> BackupCopy.copied(repository, List.of(set), place));
        Pruning.Outcome pruned = new Pruning(repository, InstantSource.system(), WorkProgress.NONE)
                .run(KeepPolicy.of(configuration.backup().keep()), false);
        return new Hook.Result(
                "BACKUP",
                true,
                "%s taken: %d rows, %s; %d older ones removed."
                        .formatted(
                                set.id(),
                                set.rows(),
                                BackupAction.bytes(set.storedBytes()),
                                pruned.removed().size()));
    }

    private static Hook.Result drill(Repository repository) {
        DrillResult result = new Drill(repository, InstantSource.system(), Machine.here(), WorkProgress.NONE)
                .run(repository.set("latest"), DrillOptions.USUAL);
        return new Hook.Result(
                "DRILL",
                result.passed(),
                result.passed()
                        ? "%s proved: restored in %.1f s.".formatted(result.set(), result.restore())
                        : "%s failed its drill: %s"
                                .formatted(result.set(), result.failures().getFirst()));
    }
}
