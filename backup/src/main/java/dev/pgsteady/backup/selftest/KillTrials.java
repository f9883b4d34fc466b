package dev.pgsteady.backup.selftest;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.KeepPolicy;
import dev.pgsteady.backup.Lease;
import dev.pgsteady.backup.Pruning;
import dev.pgsteady.backup.SetId;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.backup.selftest.Bench.Spot;
import dev.pgsteady.backup.selftest.Killing.Death;
import dev.pgsteady.backup.selftest.Victim.Task;
import dev.pgsteady.core.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Processes that are killed, and work that gets in each other's way.
final class KillTrials {
    private static final int BACKUPS = 4;
    private static final int PRUNINGS = 3;

    private KillTrials() {}

    static List<Trial> all() {
        return List.of(
                new Trial(
                        "backup killed",
                        "The process of a backup was killed (SIGKILL), at %d points in turn.".formatted(BACKUPS),
                        "Nothing unfinished is listed, the one before restores, the next is not held up.",
                        KillTrials::backup),
                new Trial(
                        "restore killed",
                        "The process of a restore that replaces a database was killed.",
                        "The old database is untouched; the next restore removes what was left.",
                        KillTrials::restore),
                new Trial(
                        "prune killed",
                        "The process of a pruning was killed, at %d points in turn.".formatted(PRUNINGS),
                        "What is listed is whole; the next pruning removes what was left.",
                        KillTrials::prune),
                new Trial(
                        "prune while restoring",
                        "Old backups were to be removed while somebody restored, and the other way round.",
                        "Both are told to wait; nothing is removed.",
                        KillTrials::beside),
                new Trial(
                        "clock went back",
                        "The clock went back by a day between two backups.",
                        "The second one is still the newer, and nothing is removed by age.",
                        KillTrials::clock));
    }

    /// The points of a process that runs through, so that others can be killed at each of them.
    static int points(Killing killing, Task task) throws Exception {
        Death spared = killing.run(task, Killing.SPARED, Duration.ZERO);
        Trial.require(
                spared.words().equals(Victim.DONE),
                "The process that nobody killed did not come to its end: " + spared.words());
        return spared.points();
    }

    /// Some time after a point, or right at it.
    static Duration later(Bench bench) {
        return bench.random().nextBoolean()
                ? Duration.ZERO
                : Duration.ofNanos(bench.random().nextInt(5_000_000));
    }

    private static String backup(Bench bench) throws Exception {
        try (Spot spot = bench.spot()) {
            Killing killing = new Killing(bench, spot.folder());
            int points = points(killing, Task.BACKUP);
            BackupSet before = spot.repository().set("latest");
            int killed = 0;
            for (int i = 0; i < BACKUPS; i++) {
                bench.change();
                // Each in its own stretch of the way.
                int point = 1 + (points * i + bench.random().nextInt(points)) / BACKUPS;
                killed += killing.run(Task.BACKUP, point, later(bench)).killed() ? 1 : 0;
                requireWhole(spot);
            }
            bench.requireRestores(spot.repository(), before);
            BackupSet next = bench.take(spot.repository());
            bench.requireRestores(spot.repository(), next);
            return "%d were killed on a way of %d points; all that is listed is whole.".formatted(killed, points);
        }
    }

    /// @throws Trial.Missed when something is listed that is not sound
    static void requireWhole(Spot spot) {
        for (BackupSet set : spot.repository().sets()) {
            List<String> damages = Bench.damages(spot.repository(), set);
            Trial.require(damages.isEmpty(), "%s is listed and not whole: %s".formatted(set.id(), damages));
        }
    }

    private static String restore(Bench bench) throws Exception {
        try (Spot spot = bench.spot()) {
            bench.take(spot.repository());
            Killing killing = new Killing(bench, spot.folder());
            bench.execute(bench.postgres(), "CREATE DATABASE " + Killing.REPLACED);
            bench.execute(
                    bench.postgres().withDatabase(Killing.REPLACED),
                    "CREATE TABLE old (id integer PRIMARY KEY); INSERT INTO old VALUES (42)");
            Death death = killing.run(Task.RESTORE, 8 + bench.random().nextInt(6), later(bench));
            Trial.require(death.killed(), "The restore was over before it could be killed: " + death.words());
            String old = bench.value(bench.postgres().withDatabase(Killing.REPLACED), "SELECT sum(id) FROM old");
            Trial.require(old.equals("42"), "The old database is not what it was.");
            Death next = killing.run(Task.RESTORE, Killing.SPARED, Duration.ZERO);
            Trial.require(next.words().equals(Victim.DONE), "The next restore failed: " + next.words());
            Trial.require(bench.restored().equals(Killing.REPLACED), "Something is left: " + bench.restored());
            bench.execute(bench.postgres(), "DROP DATABASE " + Killing.REPLACED);
            return "The old database answered; the next restore came to its end and left nothing else.";
        }
    }

    private static String prune(Bench bench) throws Exception {
        try (Spot spot = bench.spot()) {
            Killing killing = new Killing(bench, spot.folder());
            takeThree(bench, spot);
            int points = points(killing, Task.PRUNE);
            int killed = 0;
            for (int i = 0; i < PRUNINGS; i++) {
                takeThree(bench, spot);
                // What is removed is removed at the end.
                int point = points - bench.random().nextInt(points / 2);
                killed += killing.run(Task.PRUNE, point, later(bench)).killed() ? 1 : 0;
                requireWhole(spot);
            }
            Trial.require(killed > 0, "Every pruning was over before it could be killed.");
            BackupSet newest = spot.repository().set("latest");
            new Pruning(spot.repository(), InstantSource.system(), WorkProgress.NONE)
                    .run(KeepPolicy.of("last=1"), false);
            Trial.require(spot.repository().sets().equals(List.of(newest)), "Not the newest alone is left.");
            requireWhole(spot);
            int parts = spot.parts().size();
            Pruning.Outcome again = new Pruning(spot.repository(), InstantSource.system(), WorkProgress.NONE)
                    .run(KeepPolicy.of("last=1"), false);
            Trial.require(again.parts() == 0, "%d parts that nothing needs were left.".formatted(again.parts()));
            return "%d were killed; the next one left one backup of %d parts.".formatted(killed, parts);
        }
    }

    private static void takeThree(Bench bench, Spot spot) {
        for (int i = 0; i < 3; i++) {
            bench.change();
            bench.take(spot.repository());
        }
    }

    private static String beside(Bench bench) {
        try (Spot spot = bench.spot()) {
            bench.take(spot.repository());
            bench.change();
            bench.take(spot.repository());
            InstantSource clock = InstantSource.system();
            try (Lease restore = Lease.read(spot.repository().store(), clock, "restore")) {
                requireBusy(() ->
                        new Pruning(spot.repository(), clock, WorkProgress.NONE).run(KeepPolicy.of("last=1"), false));
                restore.requireHeld();
            }
            try (Lease prune = Lease.alone(spot.repository().store(), clock, "prune")) {
                requireBusy(() ->
                        Lease.read(spot.repository().store(), clock, "restore").close());
                prune.requireHeld();
            }
            Trial.require(spot.repository().sets().size() == 2, "A backup was removed.");
            return "Both were told who works there.";
        }
    }

    private static void requireBusy(Runnable work) {
        boolean refused;
        try {
            work.run();
            refused = false;
        } catch (Problem e) {
            refused = e.kind() == Problem.Kind.BUSY;
        }
        Trial.require(refused, "Nobody was told to wait.");
    }

    private static String clock(Bench bench) {
        try (Spot spot = bench.spot()) {
            BackupSet first = bench.take(spot.repository());
            Instant yesterday = Instant.now().minus(Duration.ofDays(1));
            SetId second = spot.repository().begin(InstantSource.fixed(yesterday));
            Trial.require(second.compareTo(first.id()) > 0, "The second one counts as the older.");
            boolean refused;
            try {
                new Pruning(spot.repository(), InstantSource.fixed(yesterday), WorkProgress.NONE)
                        .run(KeepPolicy.of("within=1d"), false);
                refused = false;
            } catch (Problem e) {
                refused = true;
            }
            Trial.require(refused, "Backups were removed by a clock that went back.");
            Trial.require(spot.repository().sets().equals(List.of(first)), "A backup is gone.");
            return "The order stayed, and the pruning was refused.";
        }
    }
}
