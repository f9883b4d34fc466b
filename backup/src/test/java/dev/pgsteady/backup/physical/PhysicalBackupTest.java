package dev.pgsteady.backup.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.Manifest;
import dev.pgsteady.backup.PhysicalContent;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.backup.selftest.FullStore;
import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import dev.pgsteady.embedded.RestoredServer;
import dev.pgsteady.testkit.Early;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@Early
@ResourceLock(Primary.TOOLS)
class PhysicalBackupTest {
    @TempDir
    Path folder;

    private static PhysicalBackup backup(Repository repository, ConnectionSettings settings) {
        return new PhysicalBackup(repository, settings, PhysicalOptions.USUAL, InstantSource.system());
    }

    @Test
    void the_copy_comes_back_as_a_server_with_the_same_rows() {
        try (Primary primary = Primary.in(folder);
                Repository repository = primary.repository()) {
            primary.execute("create table t as select g id, md5(g::text) word from generate_series(1, 50000) g");
            AtomicLong heard = new AtomicLong();
            BackupSet set = backup(repository, primary.settings()).take("test", (s, done, all) -> heard.set(done));
            Manifest manifest = repository.manifest(set);
            PhysicalContent content = manifest.physical().orElseThrow();
            assertThat(repository.sets()).containsExactly(set);
            assertThat(heard.get()).isEqualTo(content.bytes()).isEqualTo(set.contentBytes());
            assertThat(content.superuser()).isEqualTo("postgres");
            assertThat(Lsn.parse(content.stopLsn())).isGreaterThan(Lsn.parse(content.startLsn()));
            assertThat(manifest.warnings()).isEmpty();
            assertThat(primary.number("select count(*) from pg_replication_slots"))
                    .isZero();

            PointInTime recovery = new PointInTime(repository, Primary.machine(), InstantSource.system());
            PointInTime.Plan plan = recovery.plan(new RecoveryTarget.BackupEnd(), Optional.empty());
            Recovered recovered = recovery.restore(
                    plan,
                    RecoveryOptions.service(folder.resolve("back"), RestoredServer.freePort(25_000)),
                    WorkProgress.NONE);
            try {
                String hash = "select md5(string_agg(t::text, ',' order by id)) from t";
                assertThat(primary.text(recovered, hash)).isEqualTo(primary.text(hash));
                assertThat(recovered.timeline()).isEqualTo(2);
                assertThat(primary.text(recovered, "show archive_mode")).isEqualTo("off");
            } finally {
                recovery.server(recovered).stop();
            }
        }
    }

    private static void killAt(int part, AtomicInteger heard) {
        if (heard.incrementAndGet() == part) {
            ProcessHandle.current()
                    .descendants()
                    .filter(p -> p.info().command().orElse("").endsWith("pg_basebackup"))
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void a_pg_basebackup_killed_at_any_part_leaves_nothing_listed() {
        try (Primary primary = Primary.in(folder);
                Repository repository = primary.repository()) {
            int part = 1;
            for (boolean killed = true; killed; part++) {
                int at = part;
                AtomicInteger heard = new AtomicInteger();
                try {
                    backup(repository, primary.settings()).take("test", (s, done, all) -> killAt(at, heard));
                    killed = false;
                } catch (Problem problem) {
                    assertThat(problem).hasMessageContaining("pg_basebackup ended with code");
                    assertThat(repository.sets()).isEmpty();
                    assertThat(repository.store().list("locks/")).isEmpty();
                }
            }
            assertThat(part).isGreaterThan(5);
            assertThat(repository.sets()).hasSize(1);
            assertThat(primary.number("select count(*) from pg_replication_slots"))
                    .isZero();
        }
    }

    @Test
    void a_store_that_is_full_at_any_object_has_no_backup_listed_and_no_lock_left() {
        try (Primary primary = Primary.in(folder);
                Repository whole = primary.repository()) {
            int objects = 0;
            for (boolean full = true; full; objects++) {
                FullStore store = new FullStore(new FolderStore(primary.store()), objects);
                try (Repository repository = Repository.open(store, Optional.empty())) {
                    backup(repository, primary.settings()).take("test", WorkProgress.NONE);
                    full = false;
                } catch (Problem problem) {
                    assertThat(problem.kind()).isEqualTo(Problem.Kind.DISK_FULL);
                    assertThat(whole.sets()).isEmpty();
                    assertThat(whole.store().list("locks/")).isEmpty();
                }
            }
            assertThat(objects).isGreaterThan(5);
            assertThat(whole.sets()).hasSize(1);
        }
    }

    @Test
    void the_second_copy_of_a_server_that_hardly_changed_adds_little() {
        try (Primary primary = Primary.in(folder);
                Repository repository = primary.repository()) {
            primary.execute("create table t as select g, md5(g::text) from generate_series(1, 900000) g");
            primary.execute("create table other as select g, md5(g::text) from generate_series(1, 10) g");
            primary.execute("vacuum freeze t");
            BackupSet first = backup(repository, primary.settings()).take("test", WorkProgress.NONE);
            primary.execute("insert into other select g, md5(g::text) from generate_series(1, 5000) g");
            BackupSet second = backup(repository, primary.settings()).take("test", WorkProgress.NONE);
            assertThat(second.contentBytes()).isGreaterThan(80_000_000);
            assertThat(second.addedBytes()).isLessThan(first.addedBytes() / 4);
        }
    }

    @Test
    void a_role_without_replication_is_told_the_sql_and_a_passfile_does_not_stay() throws IOException {
        try (Primary primary = Primary.in(folder);
                Repository repository = primary.repository()) {
            primary.execute("create role copier login password 'pass:word\\'");
            ConnectionSettings copier = ConnectionSettings.to(
                            "127.0.0.1", primary.settings().hosts().getFirst().port(), "postgres", "copier")
                    .withPassword(Secret.of("pass:word\\"));
            assertThatThrownBy(() -> backup(repository, copier).take("test", WorkProgress.NONE))
                    .isInstanceOfSatisfying(Problem.class, p -> {
                        assertThat(p.kind()).isEqualTo(Problem.Kind.PERMISSION);
                        assertThat(p.next()).contains("ALTER ROLE copier REPLICATION;");
                    });
            primary.execute("alter role copier replication");
            long before = passfiles();
            BackupSet set = backup(repository, copier).take("test", WorkProgress.NONE);
            assertThat(repository.sets()).containsExactly(set);
            assertThat(passfiles()).isEqualTo(before);
        }
    }

    private static long passfiles() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir", "/tmp")))) {
            return files.filter(f -> f.getFileName().toString().endsWith(".pgpass"))
                    .count();
        }
    }

    @Test
    void a_server_that_cannot_be_copied_is_refused_with_what_to_change() {
        try (Primary primary = Primary.in(folder, Map.of("max_wal_senders", "0", "wal_level", "minimal"), List.of());
                Repository repository = primary.repository()) {
            assertThatThrownBy(() -> backup(repository, primary.settings()).take("test", WorkProgress.NONE))
                    .isInstanceOfSatisfying(
                            Problem.class, p -> assertThat(p.next()).contains("ALTER SYSTEM SET wal_level = replica"));
            assertThat(repository.store().list("sets/")).isEmpty();
        }
    }

    @Test
    void pg_hba_without_a_line_for_replication_is_named() {
        List<String> hba = List.of("host replication all all reject");
        try (Primary primary = Primary.in(folder, Map.of(), hba);
                Repository repository = primary.repository()) {
            assertThatThrownBy(() -> backup(repository, primary.settings()).take("test", WorkProgress.NONE))
                    .isInstanceOfSatisfying(
                            Problem.class, p -> assertThat(p.next()).contains("into pg_hba.conf", "pg_reload_conf"));
            assertThat(repository.sets()).isEmpty();
        }
    }

    @Test
    void a_tablespace_is_refused_rather_than_left_out() throws IOException {
        try (Primary primary = Primary.in(folder);
                Repository repository = primary.repository()) {
            Path place = Files.createDirectory(primary.data().resolve("elsewhere"));
            primary.execute("create tablespace fast location '" + place + "'");
            assertThatThrownBy(() -> backup(repository, primary.settings()).take("test", WorkProgress.NONE))
                    .isInstanceOfSatisfying(Problem.class, p -> {
                        assertThat(p.kind()).isEqualTo(Problem.Kind.PARTIAL);
                        assertThat(p).hasMessageContaining("fast");
                    });
        }
    }
}
