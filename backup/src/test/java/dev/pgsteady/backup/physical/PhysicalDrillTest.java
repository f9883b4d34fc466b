package dev.pgsteady.backup.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.Drill;
import dev.pgsteady.backup.DrillOptions;
import dev.pgsteady.backup.DrillOptions.Level;
import dev.pgsteady.backup.DrillResult;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.SetId;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.core.Problem;
import dev.pgsteady.testkit.Awaited;
import dev.pgsteady.testkit.Early;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Two physical backups with log before, between and after them: what a drill proves of them, and which log goes.
@Early
@ResourceLock(Primary.TOOLS)
class PhysicalDrillTest {
    @TempDir
    static Path folder;

    @AutoClose
    private static Primary primary;

    @AutoClose
    private static Repository repository;

    private static BackupSet first;
    private static BackupSet second;

    @BeforeAll
    static void live() {
        primary = Primary.in(folder);
        repository = primary.repository();
        ReceiverOptions options = ReceiverOptions.usual(folder.resolve("spool"), "archive");
        try (WalReceiver receiver = WalReceiver.start(repository, primary.settings(), options, words -> {})) {
            primary.execute("create table t as select generate_series(1, 1000) n");
            segments(2);
            first = backup();
            primary.execute("insert into t select generate_series(1, 10)");
            segments(2);
            second = backup();
            primary.execute("insert into t values (0)");
            primary.execute("select pg_sleep(0.2)");
            primary.execute("insert into t values (-1)");
            Lsn end = Lsn.parse(primary.text("select pg_current_wal_lsn()"));
            Awaited.until(
                    "a receiver that has everything",
                    () -> RecoveryPoint.measure(primary.settings(), "archive", new WalArchive(repository))
                            .received()
                            .filter(l -> l.compareTo(end) >= 0)
                            .isPresent());
            assertThat(receiver.status().trouble()).isEmpty();
        }
    }

    private static void segments(int many) {
        for (int i = 0; i < many; i++) {
            primary.execute("insert into t values (1)");
            primary.execute("select pg_switch_wal()");
        }
    }

    private static BackupSet backup() {
        return new PhysicalBackup(repository, primary.settings(), PhysicalOptions.USUAL, InstantSource.system())
                .take("test", WorkProgress.NONE);
    }

    private static DrillResult drill(BackupSet set, Level level, Map<String, List<String>> queries) {
        PointInTime recovery = new PointInTime(repository, Primary.machine(), InstantSource.system());
        return new PhysicalDrill(recovery, folder.resolve("scratch"))
                .run(set, new PhysicalDrill.Wanted(level, queries, Optional.empty()), WorkProgress.NONE);
    }

    @Test
    void a_drill_recovers_to_the_end_and_to_a_time_between_and_asks_the_users_queries() throws IOException {
        Map<String, List<String>> queries = Map.of("postgres", List.of("SELECT count(*) = 1 FROM t WHERE n = -1"));
        DrillResult result = drill(second, Level.POINT_IN_TIME, queries);
        assertThat(result.failures()).isEmpty();
        assertThat(result.recovered()).isTrue();
        assertThat(result.seconds()).containsKeys(DrillResult.RECOVERY, "check", "point in time");
        DrillResult.Reached reached = result.reached().orElseThrow();
        Instant half = reached.between().orElseThrow();
        assertThat(half).isBefore(reached.lastCommit().orElseThrow());
        assertThat(half).isAfter(new WalArchive(repository).window(second).since());
        assertThat(result.summary()).anyMatch(s -> s.startsWith("Recovered to " + half));
        assertThat(repository.drills(second.id())).contains(result);
        try (Stream<Path> left = Files.list(folder.resolve("scratch"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void a_query_that_fails_and_a_database_that_is_not_there_fail_it() {
        DrillResult result = drill(
                second, Level.CHECK, Map.of("postgres", List.of("SELECT 1 FROM gone"), "shop", List.of("SELECT 1")));
        assertThat(result.passed()).isFalse();
        assertThat(result.failures())
                .hasSize(2)
                .anyMatch(f -> f.contains("gone"))
                .anyMatch(f -> f.contains("no database shop"));
    }

    @Test
    void a_drill_of_databases_proves_nothing_of_it_and_does_not_say_so() {
        Drill drill = new Drill(repository, InstantSource.system(), Primary.machine(), WorkProgress.NONE);
        assertThatThrownBy(() -> drill.run(first, DrillOptions.USUAL)).isInstanceOf(Problem.class);
        assertThat(repository.drills(first.id())).isEmpty();
    }

    @Test
    void log_from_before_the_oldest_kept_backup_goes_and_what_it_needs_stays() {
        WalArchive archive = new WalArchive(repository);
        WalPruning pruning = new WalPruning(repository, InstantSource.system());
        List<String> before = new ArrayList<>(archive.list().whole().keySet());
        assertThat(pruning.run(List.of(), false)).isEqualTo(new WalPruning.Outcome(0, 0, Optional.empty()));
        WalPruning.Outcome planned = pruning.run(List.of(first.id(), second.id()), true);
        assertThat(planned.segments()).isPositive();
        assertThat(archive.list().whole().keySet()).containsExactlyElementsOf(before);

        assertThat(pruning.run(List.of(first.id(), second.id()), false)).isEqualTo(planned);
        assertThat(archive.verified(first).gap()).isEmpty();
        List<String> between = new ArrayList<>(archive.list().whole().keySet());
        assertThat(between).hasSizeLessThan(before.size());

        List<SetId> kept = List.of(second.id());
        assertThat(pruning.run(kept, false).segments()).isPositive();
        assertThat(archive.verified(second).gap()).isEmpty();
        assertThat(archive.list().whole().keySet()).hasSizeLessThan(between.size());
        assertThat(pruning.run(kept, false).segments()).isZero();
        assertThat(drill(second, Level.RESTORE, Map.of()).passed()).isTrue();
    }
}
