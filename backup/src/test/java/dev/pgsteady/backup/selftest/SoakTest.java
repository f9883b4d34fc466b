package dev.pgsteady.backup.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.KeepPolicy;
import dev.pgsteady.backup.Pruning;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.backup.selftest.Bench.Spot;
import dev.pgsteady.backup.selftest.Killing.Death;
import dev.pgsteady.backup.selftest.Victim.Task;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.embedded.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills processes of backups, restores, prunings and drills one after the other on one repository, at points that the
/// seed decides: `-Dsoak.kills=1000 -Dsoak.seed=7`, or `-Psoak` for 1,000. Writes `target/soak.txt`.
class SoakTest {
    private static final int KILLS = Integer.getInteger("soak.kills", 6);
    private static final long SEED = Long.getLong("soak.seed", 1);
    private static final int MOST_SETS = 6;
    private static final List<Task> TASKS =
            List.of(Task.BACKUP, Task.BACKUP, Task.BACKUP, Task.PRUNE, Task.PRUNE, Task.RESTORE, Task.DRILL);

    @TempDir
    Path folder;

    private final Map<Task, Integer> points = new EnumMap<>(Task.class);
    private final Map<Task, Integer> killed = new EnumMap<>(Task.class);
    private int spared;

    @Test
    void whatever_is_killed_all_that_is_listed_is_whole_and_the_newest_restores() throws Exception {
        long begin = System.nanoTime();
        try (Bench bench = Bench.in(folder, Machine.here(), SEED, UnaryOperator.identity());
                Spot spot = bench.spot()) {
            Killing killing = new Killing(bench, spot.folder());
            prepare(bench, spot, killing);
            while (kills() < KILLS && spared < KILLS) {
                Task task = TASKS.get(bench.random().nextInt(TASKS.size()));
                BackupSet newest = arranged(bench, spot, task);
                int point = 1 + bench.random().nextInt(points.getOrDefault(task, 1));
                Death death = killing.run(task, point, KillTrials.later(bench));
                assertThat(death.words()).isIn("", Victim.DONE);
                killed.merge(task, death.killed() ? 1 : 0, Integer::sum);
                spared += death.killed() ? 0 : 1;
                requireWhole(bench, spot, newest);
            }
            write(Duration.ofNanos(System.nanoTime() - begin));
            requireClean(bench, spot, killing);
        }
        assertThat(kills()).isEqualTo(KILLS);
    }

    private int kills() {
        return killed.values().stream().mapToInt(k -> k).sum();
    }

    /// How many points each has on its way, and a database for restores to replace.
    private void prepare(Bench bench, Spot spot, Killing killing) throws Exception {
        bench.execute(bench.postgres(), "CREATE DATABASE " + Killing.REPLACED);
        bench.execute(replaced(bench), "CREATE TABLE customers (id integer); CREATE TABLE orders (id integer)");
        points.put(Task.BACKUP, KillTrials.points(killing, Task.BACKUP));
        arranged(bench, spot, Task.PRUNE);
        for (Task task : List.of(Task.PRUNE, Task.RESTORE, Task.DRILL)) {
            points.put(task, KillTrials.points(killing, task));
        }
    }

    private static ConnectionSettings replaced(Bench bench) {
        return bench.postgres().withDatabase(Killing.REPLACED);
    }

    /// Gives a process something to do.
    ///
    /// @return the newest backup, which no process may lose
    private static BackupSet arranged(Bench bench, Spot spot, Task task) {
        bench.change();
        int sets = spot.repository().sets().size();
        boolean crowded = sets > MOST_SETS;
        // After a backup that never came to its end nothing is removed.
        for (int i = sets; (task == Task.PRUNE || crowded) && i < Math.max(3, sets + 1); i++) {
            bench.take(spot.repository());
            bench.change();
        }
        if (crowded) {
            new Pruning(spot.repository(), InstantSource.system(), WorkProgress.NONE)
                    .run(KeepPolicy.of("last=3"), false);
        }
        return spot.repository().set("latest");
    }

    private static void requireWhole(Bench bench, Spot spot, BackupSet before) {
        KillTrials.requireWhole(spot);
        assertThat(spot.repository().sets()).contains(before);
        bench.requireRestores(spot.repository(), spot.repository().set("latest"));
        assertThat(bench.value(replaced(bench), "SELECT count(*) FROM orders")).isIn("0", "8000");
    }

    /// What the processes left is gone after one of each that nobody killed.
    private static void requireClean(Bench bench, Spot spot, Killing killing) throws Exception {
        bench.take(spot.repository());
        assertThat(killing.run(Task.RESTORE, Killing.SPARED, Duration.ZERO).words())
                .isEqualTo(Victim.DONE);
        assertThat(killing.run(Task.DRILL, Killing.SPARED, Duration.ZERO).words())
                .isEqualTo(Victim.DONE);
        assertThat(killing.run(Task.PRUNE, Killing.SPARED, Duration.ZERO).words())
                .isEqualTo(Victim.DONE);
        assertThat(bench.restored()).doesNotContain("restoring");
        Pruning.Outcome left = new Pruning(spot.repository(), InstantSource.system(), WorkProgress.NONE)
                .run(KeepPolicy.of("last=1"), false);
        assertThat(left.parts()).isZero();
        assertThat(spot.repository().unfinished()).isEmpty();
        assertThat(spot.repository().store().list("locks/")).isEmpty();
        try (var servers = Files.list(bench.scratch().resolve("drills").resolve("throw-away"))) {
            assertThat(servers.map(Path::getFileName).map(Path::toString)).containsOnly("seeds");
        }
    }

    private void write(Duration took) throws IOException {
        String text = "%d processes killed with seed %d in %d s: %s; %d ended before; points on the way: %s%n"
                .formatted(kills(), SEED, took.toSeconds(), killed, spared, points);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "soak.txt"), text);
    }
}
