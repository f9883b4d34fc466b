package dev.pgsteady.backup.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import dev.pgsteady.embedded.RestoredServer;
import dev.pgsteady.testkit.Awaited;
import dev.pgsteady.testkit.Early;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@Early
@ResourceLock(Primary.TOOLS)
class StandbyTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ROWS = "select string_agg(word, ' ' order by word) from t";

    @TempDir
    Path folder;

    @AfterEach
    void stopped() {
        Path data = folder.resolve("standby");
        if (Files.exists(data.resolve("PG_VERSION"))) {
            RestoredServer.of(data, Primary.machine()).abandon();
        }
    }

    private Standby standby(Primary primary) {
        return new Standby(
                primary.settings(),
                folder.resolve("standby"),
                RestoredServer.freePort(25_300),
                "standby",
                Primary.machine());
    }

    private static String ask(ConnectionSettings settings, String query) {
        try (Connection connection = Database.connect(settings);
                Statement statement = connection.createStatement()) {
            return statement.execute(query) ? Primary.text(connection, query) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private static ConnectionSettings at(Primary primary, int port) {
        return ConnectionSettings.to("127.0.0.1", port, "postgres", "postgres").withPassword(password(primary));
    }

    private static Secret password(Primary primary) {
        return primary.settings().hosts().getFirst().password().orElseThrow().secret();
    }

    private static void archived(ConnectionSettings settings, Repository repository) {
        Awaited.until("a receiver that has everything", () -> {
            RecoveryPoint point = RecoveryPoint.measure(settings, "archive", new WalArchive(repository));
            return point.received()
                    .filter(l -> l.compareTo(point.current()) >= 0)
                    .isPresent();
        });
    }

    private static BackupSet backup(Primary primary, Repository repository) {
        return new PhysicalBackup(repository, primary.settings(), PhysicalOptions.USUAL, InstantSource.system())
                .take("test", WorkProgress.NONE);
    }

    private WalReceiver receiver(ConnectionSettings settings, Repository repository, String spool) {
        return WalReceiver.start(
                repository, settings, ReceiverOptions.usual(folder.resolve(spool), "archive"), words -> {});
    }

    @Test
    void a_standby_follows_and_takes_over_and_the_archive_goes_on_without_the_old_ones_tail() throws IOException {
        try (Primary primary = Primary.in(folder);
                Repository repository = primary.repository()) {
            primary.execute("create table t (word text)");
            Standby standby = standby(primary);
            ConnectionSettings other = at(primary, standby.port());
            BackupSet set;
            RestoredServer server;
            try (WalReceiver receiver = receiver(primary.settings(), repository, "spool-1")) {
                set = backup(primary, repository);
                standby.build(WorkProgress.NONE);
                server = standby.server();
                server.start(LIMIT);
                primary.execute("insert into t values ('shared')");
                Awaited.until(
                        "a standby that is there",
                        () -> standby.lag().filter(l -> l.bytes() == 0).isPresent());
                assertThat(ask(other, ROWS)).isEqualTo("shared");
                server.promote(LIMIT);
                ask(other, "insert into t values ('new')");
                primary.execute("insert into t values ('tail')");
                primary.execute("select pg_switch_wal()");
                primary.execute("insert into t values ('tail')");
                archived(primary.settings(), repository);
                assertThat(receiver.status().trouble()).isEmpty();
            }
            primary.stop();
            try (WalReceiver receiver = receiver(other, repository, "spool-2")) {
                archived(other, repository);
                ask(other, "insert into t values ('newer')");
                archived(other, repository);
                assertThat(receiver.status().trouble()).isEmpty();
            } finally {
                server.stop();
            }
            assertThat(new WalArchive(repository).verified(set).timeline()).isEqualTo(2);
            assertThat(rowsAtTheEnd(primary, repository)).isEqualTo("new newer shared");
        }
    }

    private String rowsAtTheEnd(Primary primary, Repository repository) {
        PointInTime recovery = new PointInTime(repository, Primary.machine(), InstantSource.system());
        Recovered recovered = recovery.restore(
                recovery.plan(new RecoveryTarget.Latest(), Optional.empty()),
                RecoveryOptions.service(folder.resolve("back"), RestoredServer.freePort(25_400)),
                WorkProgress.NONE);
        try {
            assertThat(recovered.timeline()).isEqualTo(3);
            return primary.text(recovered, ROWS);
        } finally {
            recovery.server(recovered).stop();
        }
    }

    @Test
    void a_standby_that_cannot_be_built_leaves_neither_folder_nor_slot() throws IOException {
        try (Primary primary = Primary.in(folder)) {
            Standby standby = standby(primary);
            Path inTheWay = Files.createDirectories(standby.data()).resolve("kept");
            Files.writeString(inTheWay, "kept");
            assertThatThrownBy(() -> standby.build(WorkProgress.NONE))
                    .isInstanceOfSatisfying(
                            Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.OCCUPIED));
            assertThat(inTheWay).hasContent("kept");
            Files.delete(inTheWay);
            WorkProgress kill = (stage, done, all) -> ProcessHandle.current()
                    .descendants()
                    .filter(p -> p.info().command().orElse("").endsWith("pg_basebackup"))
                    .forEach(ProcessHandle::destroyForcibly);
            assertThatThrownBy(() -> standby.build(kill)).isInstanceOf(Problem.class);
            assertThat(folder.resolve("standby.restoring")).doesNotExist();
            assertThat(primary.number("select count(*) from pg_replication_slots"))
                    .isZero();
            standby.build(WorkProgress.NONE);
            assertThat(primary.number("select count(*) from pg_replication_slots"))
                    .isOne();
            standby.dropSlot();
        }
    }
}
