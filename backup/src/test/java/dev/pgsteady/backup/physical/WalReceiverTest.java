package dev.pgsteady.backup.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.RestoredServer;
import dev.pgsteady.testkit.Awaited;
import dev.pgsteady.testkit.Early;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Early
@ResourceLock(Primary.TOOLS)
class WalReceiverTest {
    private static final String SLOT = "archive";
    private static final int COMMITS = 5_000;
    private static final long SEGMENT = 16 << 20;

    /// More than one under the profile soak.
    private static final int KILLS = Integer.getInteger("soak.servers", 1);

    @TempDir
    Path folder;

    private WalReceiver receiver(Primary primary, Repository repository, ReceiverOptions options) {
        WalReceiver receiver = WalReceiver.start(repository, primary.settings(), options, words -> {});
        Awaited.until(
                "a receiver that is connected",
                () -> primary.number("select count(*) from pg_stat_replication where state = 'streaming'") == 1);
        return receiver;
    }

    private ReceiverOptions options() {
        return ReceiverOptions.usual(folder.resolve("spool"), SLOT);
    }

    private static BackupSet backup(Primary primary, Repository repository) {
        return new PhysicalBackup(repository, primary.settings(), PhysicalOptions.USUAL, InstantSource.system())
                .take("test", WorkProgress.NONE);
    }

    /// What a server that was recovered from the archive lacks of one that was killed.
    ///
    /// @param commits that the server had acknowledged
    /// @param tail    how long before its last commit the first of them was made
    private record Lost(long commits, Duration tail) {}

    private Lost lostAfterKill(Primary primary, Repository repository, ReceiverOptions options) throws SQLException {
        try (Writers writers = Writers.on(primary, 4)) {
            WalReceiver receiver = receiver(primary, repository, options);
            try {
                if (options.synchronous()) {
                    primary.execute("alter system set synchronous_standby_names = 'archive'");
                    primary.execute("select pg_reload_conf()");
                    Awaited.until(
                            "a receiver that commits wait for",
                            () -> primary.text("select sync_state from pg_stat_replication")
                                    .equals("sync"));
                }
                backup(primary, repository);
                long before = writers.acknowledged();
                Awaited.until("enough commits", () -> writers.acknowledged() > before + COMMITS);
                primary.kill();
                Awaited.until(
                        "the end of what was sent", () -> !receiver.status().receiving());
            } finally {
                receiver.close();
            }
            writers.finish();
            return lost(primary, repository, writers);
        }
    }

    private Lost lost(Primary primary, Repository repository, Writers writers) throws SQLException {
        PointInTime recovery = new PointInTime(repository, Primary.machine(), InstantSource.system());
        Recovered recovered = recovery.restore(
                recovery.plan(new RecoveryTarget.Latest(), Optional.empty()),
                RecoveryOptions.service(folder.resolve("back"), RestoredServer.freePort(25_100)),
                WorkProgress.NONE);
        primary.start();
        try (Connection back = primary.connect(recovered);
                Connection original = primary.connect()) {
            return new Lost(writers.missing(back), writers.tail(original, back));
        } finally {
            recovery.server(recovered).stop();
        }
    }

    static IntStream kills() {
        return IntStream.rangeClosed(1, KILLS);
    }

    /// Without confirmation nothing bounds the loss but how soon the walsender gets its turn. On a quiet
    /// machine 24 of 28 kills lost nothing and the others one commit. With four processes waiting for each
    /// core 22 of 28 lost 0 to 4 of some thousand commits and the others 8 to 31; all that was measured had
    /// been committed within the last 7.2 ms. A server that archives finished segments only would lose all.
    @ParameterizedTest
    @MethodSource("kills")
    void a_server_killed_under_four_writers_loses_the_commits_of_its_last_moment_at_the_most(int kill)
            throws SQLException {
        try (Primary primary = Primary.in(folder);
                Repository repository = primary.repository()) {
            Lost lost = lostAfterKill(primary, repository, options());
            if (KILLS > 1) {
                System.out.printf("kill %d lost %d commits%n", kill, lost.commits());
            }
            assertThat(lost.tail()).isLessThan(Duration.ofSeconds(1));
            assertThat(lost.commits()).isLessThan(COMMITS / 2);
        }
    }

    @Test
    void a_server_that_waits_for_the_receiver_loses_none() throws SQLException {
        try (Primary primary = Primary.in(folder);
                Repository repository = primary.repository()) {
            assertThat(lostAfterKill(primary, repository, options().confirming())
                            .commits())
                    .isZero();
        }
    }

    @Test
    void finished_segments_leave_the_spool_and_what_would_be_lost_is_known() {
        try (Primary primary = Primary.in(folder);
                Repository repository = primary.repository()) {
            BackupSet set = backup(primary, repository);
            try (WalReceiver receiver = receiver(primary, repository, options())) {
                primary.execute("create table t as select generate_series(1, 100000)");
                primary.execute("select pg_switch_wal()");
                Lsn switched = Lsn.parse(primary.text("select pg_current_wal_lsn()"));
                Awaited.until("the segment before in the archive", () -> archived(receiver, switched));
                WalArchive archive = new WalArchive(repository);
                WalWindow window = archive.verified(set);
                assertThat(window.gap()).isEmpty();
                assertThat(window.until())
                        .isEqualTo(receiver.status().archived().orElseThrow());
                assertThat(receiver.status().trouble()).isEmpty();
                Awaited.until(
                        "a receiver that has everything",
                        () -> RecoveryPoint.measure(primary.settings(), SLOT, archive)
                                        .lostWithServer()
                                == 0);
                assertThat(folder.resolve("spool").toFile().list((f, n) -> n.matches("[0-9A-F]{24}")))
                        .isEmpty();
            }
        }
    }

    /// Whether all segments before the one of a position are in the archive.
    private static boolean archived(WalReceiver receiver, Lsn position) {
        Lsn start = new Lsn(position.value() / SEGMENT * SEGMENT);
        return receiver.status().archived().filter(l -> l.compareTo(start) >= 0).isPresent();
    }

    @Test
    void a_segment_that_a_kill_left_short_does_not_stop_the_next_receiver() throws IOException {
        try (Primary primary = Primary.in(folder);
                Repository repository = primary.repository()) {
            primary.execute("select pg_switch_wal()");
            String segment = primary.text("select pg_walfile_name(pg_current_wal_lsn())");
            Files.createDirectories(folder.resolve("spool"));
            Files.write(folder.resolve("spool").resolve(segment + ".partial"), new byte[9_650_176]);
            try (WalReceiver receiver = receiver(primary, repository, options())) {
                assertThat(receiver.status().starts()).isEqualTo(1);
            }
        }
    }

    @Test
    void a_second_receiver_on_the_same_spool_is_refused() {
        try (Primary primary = Primary.in(folder);
                Repository repository = primary.repository();
                WalReceiver first = receiver(primary, repository, options())) {
            assertThat(first.status().starts()).isEqualTo(1);
            assertThatThrownBy(() -> WalReceiver.start(repository, primary.settings(), options(), w -> {}))
                    .isInstanceOfSatisfying(
                            Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.BUSY));
        }
    }

    @Test
    void a_killed_pg_receivewal_and_a_server_that_restarts_leave_no_gap() {
        try (Primary primary = Primary.in(folder);
                Repository repository = primary.repository()) {
            BackupSet set = backup(primary, repository);
            try (WalReceiver receiver = receiver(primary, repository, options())) {
                primary.execute("create table t as select generate_series(1, 300000)");
                ProcessHandle.current()
                        .descendants()
                        .filter(p -> p.info().command().orElse("").endsWith("pg_receivewal"))
                        .forEach(ProcessHandle::destroyForcibly);
                primary.execute("insert into t select generate_series(1, 300000)");
                Awaited.until("another start", () -> receiver.status().starts() >= 2);
                primary.stop();
                Awaited.until("the end of receiving", () -> !receiver.status().receiving());
                primary.start();
                primary.execute("insert into t select generate_series(1, 300000)");
                primary.execute("select pg_switch_wal()");
                Lsn now = Lsn.parse(primary.text("select pg_current_wal_lsn()"));
                Awaited.until("the segment before in the archive", () -> archived(receiver, now));
            }
            assertThat(new WalArchive(repository).verified(set).gap()).isEmpty();
        }
    }

    @Test
    void a_slot_that_nobody_reads_is_warned_of_and_then_dropped() {
        try (Primary primary = Primary.in(folder)) {
            primary.execute("select pg_create_physical_replication_slot('archive', true)");
            SlotGuard guard = new SlotGuard(primary.settings(), SLOT, new SlotGuard.Limits(1 << 20, 40 << 20));
            assertThat(guard.guard()).isInstanceOf(SlotGuard.State.Fine.class);
            Lsn before = Lsn.parse(primary.text("select restart_lsn from pg_replication_slots"));
            primary.execute("create table t as select generate_series(1, 50000)");
            assertThat(guard.guard()).isInstanceOf(SlotGuard.State.Behind.class);
            primary.execute("create table u as select generate_series(1, 700000)");
            assertThat(guard.guard()).isEqualTo(new SlotGuard.State.Dropped(before));
            assertThat(guard.guard()).isEqualTo(new SlotGuard.State.Absent(SLOT));
        }
    }

    @Test
    void a_spool_stops_at_its_limit_while_nothing_can_be_archived() throws IOException {
        try (Primary primary = Primary.in(folder, Map.of("max_slot_wal_keep_size", "-1"), List.of());
                Repository repository = primary.repository()) {
            List<String> heard = new CopyOnWriteArrayList<>();
            Path inTheWay =
                    Files.createDirectories(primary.store().resolve("wal")).resolve("00000001");
            Files.writeString(inTheWay, "where a folder has to be");
            ReceiverOptions small = options().spoolLimit(64L << 20);
            try (WalReceiver receiver = WalReceiver.start(repository, primary.settings(), small, heard::add)) {
                primary.execute("create table t as select g, repeat('x', 900) from generate_series(1, 120000) g");
                Awaited.until("a full spool", () -> heard.stream().anyMatch(w -> w.contains("is full at 64 MB")));
                assertThat(receiver.status().spooled()).isLessThan(160L << 20);
                Files.delete(inTheWay);
                Awaited.until("an empty spool", () -> receiver.status().spooled() <= 16L << 20);
                Awaited.until("receiving again", () -> receiver.status().receiving());
            }
        }
    }
}
