package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.backup.selftest.FullStore;
import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong while a backup is taken leaves nothing that is listed, and says what to do.
class BackupFaultsTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final String ROWS = "CREATE TABLE t (id integer PRIMARY KEY, body text);"
            + " INSERT INTO t SELECT n, repeat('x', 200) FROM generate_series(1, 20000) n;";

    @TempDir
    Path folder;

    private static BackupSet take(Repository repository, ConnectionSettings settings, WorkProgress progress) {
        return new LogicalBackup(repository, InstantSource.system(), progress)
                .take(settings, new BackupOptions(List.of(settings.database()), 2, Duration.ofMillis(300)));
    }

    private static Problem refused(Repository repository, ConnectionSettings settings) {
        try {
            take(repository, settings, WorkProgress.NONE);
        } catch (Problem e) {
            assertThat(repository.sets()).isEmpty();
            assertThat(repository.store().list("locks/")).isEmpty();
            return e;
        }
        throw new AssertionError("it was taken");
    }

    private static ConnectionSettings as(TestDatabase database, String role) throws SQLException {
        Fixture.execute(database, """
                DO $$ BEGIN CREATE ROLE %1$s LOGIN PASSWORD 'pw'; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
                GRANT CONNECT ON DATABASE %2$s TO %1$s; GRANT USAGE ON SCHEMA public TO %1$s""".formatted(role, database.name()));
        var address = database.address();
        return ConnectionSettings.to(address.host(), address.port(), database.name(), role)
                .withPassword(Secret.of("pw"));
    }

    @Test
    void a_table_that_the_role_may_not_read_is_named_with_the_grant(TestDatabase database) throws Exception {
        Fixture.execute(database, ROWS + "CREATE TABLE \"My Table\" (id serial)");
        try (Repository repository = Fixture.plain(folder)) {
            Problem problem = refused(repository, as(database, "backup_blind"));
            assertThat(problem.kind()).isEqualTo(Problem.Kind.PARTIAL);
            assertThat(problem.getMessage())
                    .contains("may not read table public.t")
                    .contains("sequence");
            assertThat(problem.next()).contains("GRANT SELECT ON public.\"My Table\" TO backup_blind;");
            Fixture.execute(database, "DROP OWNED BY backup_blind; DROP ROLE backup_blind");
        }
    }

    @Test
    void rows_that_row_level_security_hides_are_refused_not_skipped(TestDatabase database) throws Exception {
        Fixture.execute(database, ROWS + "ALTER TABLE t ENABLE ROW LEVEL SECURITY");
        ConnectionSettings role = as(database, "backup_filtered");
        Fixture.execute(database, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO backup_filtered");
        try (Repository repository = Fixture.plain(folder)) {
            Problem problem = refused(repository, role);
            assertThat(problem.getMessage()).contains("row-level security hides rows of public.t");
            assertThat(problem.next()).isEqualTo("ALTER ROLE backup_filtered BYPASSRLS;");
            Fixture.execute(database, "ALTER ROLE backup_filtered BYPASSRLS");
            assertThat(take(repository, role, WorkProgress.NONE).rows()).isEqualTo(20_000);
            Fixture.execute(database, "DROP OWNED BY backup_filtered; DROP ROLE backup_filtered");
        }
    }

    @Test
    void a_table_that_somebody_holds_locked_fails_the_whole_backup_by_name(TestDatabase database) throws Exception {
        Fixture.execute(database, ROWS);
        try (Repository repository = Fixture.plain(folder);
                Connection holder = database.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
            Problem problem = refused(repository, Fixture.settings(database));
            assertThat(problem.kind()).isEqualTo(Problem.Kind.BUSY);
            holder.rollback();
            assertThat(take(repository, Fixture.settings(database), WorkProgress.NONE)
                            .rows())
                    .isEqualTo(20_000);
        }
    }

    @Test
    void a_truncate_waits_until_the_backup_has_its_rows(TestDatabase database) throws Exception {
        Fixture.execute(database, ROWS);
        CountDownLatch copying = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        try (Repository repository = Fixture.plain(folder);
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> truncate = threads.submit(() -> {
                copying.await(60, TimeUnit.SECONDS);
                try (Connection connection = database.connect();
                        Statement statement = connection.createStatement()) {
                    statement.execute("SET lock_timeout = '20s'");
                    asked.countDown();
                    statement.execute("TRUNCATE t");
                }
                return null;
            });
            BackupSet set = take(repository, Fixture.settings(database), (stage, done, all) -> {
                copying.countDown();
                try {
                    asked.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            truncate.get(60, TimeUnit.SECONDS);
            assertThat(set.rows()).isEqualTo(20_000);
            assertThat(Fixture.value(Fixture.settings(database), "SELECT count(*) FROM t"))
                    .isEqualTo("0");
        }
    }

    /// The fingerprints are those of one instant, however much is written meanwhile: the restored copy
    /// says so.
    @Test
    void a_database_that_is_written_to_all_the_time_is_backed_up_at_one_instant(TestDatabase database)
            throws Exception {
        Fixture.execute(database, ROWS + """
                CREATE TABLE accounts (id integer PRIMARY KEY, balance integer NOT NULL);
                INSERT INTO accounts SELECT n, 100 FROM generate_series(1, 500) n""");
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger transfers = new AtomicInteger();
        try (Repository repository = Fixture.plain(folder);
                TestDatabase copy = SERVER.create();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<Void>> writers = new java.util.ArrayList<>();
            for (int i = 0; i < 2; i++) {
                writers.add(threads.submit(() -> transfer(database, stop, transfers)));
            }
            while (transfers.get() < 20) {
                Thread.onSpinWait();
            }
            BackupSet set = take(repository, Fixture.settings(database), WorkProgress.NONE);
            int during = transfers.get();
            stop.set(true);
            for (Future<Void> writer : writers) {
                writer.get(60, TimeUnit.SECONDS);
            }
            assertThat(during).isPositive();
            Manifest.DatabaseContent content =
                    repository.manifest(set).databases().getFirst();
            new Loading(repository, Fixture.settings(copy), LoadOptions.USUAL, WorkProgress.NONE).run(content);
            assertThat(new Comparison(repository, Fixture.settings(copy), LoadOptions.USUAL, WorkProgress.NONE)
                            .of(content))
                    .isEmpty();
            assertThat(Fixture.value(Fixture.settings(copy), "SELECT sum(balance) FROM accounts"))
                    .isEqualTo("50000");
        }
    }

    private static Void transfer(TestDatabase database, AtomicBoolean stop, AtomicInteger transfers)
            throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int i = 0; !stop.get(); i++) {
                int from = 1 + i * 7 % 500;
                statement.execute("UPDATE accounts SET balance = balance - 1 WHERE id = " + from);
                statement.execute("UPDATE accounts SET balance = balance + 1 WHERE id = " + (1 + from % 500));
                connection.commit();
                transfers.incrementAndGet();
            }
        } catch (SQLException deadlock) {
            if (!"40P01".equals(deadlock.getSQLState())) {
                throw deadlock;
            }
        }
        return null;
    }

    @Test
    void a_backend_that_is_killed_leaves_nothing_listed_and_the_backup_before_untouched(TestDatabase database)
            throws Exception {
        Fixture.execute(database, ROWS);
        try (Repository repository = Fixture.plain(folder)) {
            BackupSet before = Fixture.take(repository, database);
            Fixture.execute(database, "INSERT INTO t SELECT n, 'more' FROM generate_series(20001, 60000) n");
            AtomicBoolean once = new AtomicBoolean();
            assertThatThrownBy(() -> take(repository, Fixture.settings(database), (stage, done, all) -> {
                        if (once.compareAndSet(false, true)) {
                            killOthers(database);
                        }
                    }))
                    .isInstanceOfSatisfying(
                            Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.CONNECTION_LOST));
            assertThat(repository.sets()).containsExactly(before);
            assertThat(repository.unfinished()).hasSize(1);
            assertThat(new Verification(repository, InstantSource.system(), WorkProgress.NONE)
                            .of(repository.sets())
                            .get(before.id()))
                    .isEmpty();
            assertThat(Fixture.take(repository, database).rows()).isEqualTo(60_000);
        }
    }

    private static void killOthers(TestDatabase database) {
        try {
            Fixture.execute(
                    database,
                    "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// At each write in turn, the last of which is the COMMIT.
    @Test
    void a_store_that_is_full_at_any_write_lists_nothing_unfinished(TestDatabase database) throws Exception {
        Fixture.execute(database, "CREATE TABLE t (id integer); INSERT INTO t VALUES (1)");
        Fixture.plain(folder).close();
        int room = 0;
        for (boolean taken = false; !taken; room++) {
            try (Repository repository =
                    Repository.open(new FullStore(new FolderStore(folder), room), Optional.empty())) {
                take(repository, Fixture.settings(database), WorkProgress.NONE);
                taken = true;
                assertThat(repository.sets()).hasSize(1);
            } catch (Problem e) {
                assertThat(e.kind()).isEqualTo(Problem.Kind.DISK_FULL);
                try (Repository repository = Repository.open(new FolderStore(folder), Optional.empty())) {
                    assertThat(repository.sets()).isEmpty();
                    assertThat(repository.store().list("locks/")).isEmpty();
                }
            }
        }
        assertThat(room).isGreaterThan(4);
    }

    @Test
    void a_part_that_was_cut_short_is_written_again_by_the_next_backup(TestDatabase database) throws Exception {
        Fixture.execute(database, ROWS);
        try (Repository repository = Fixture.plain(folder)) {
            BackupSet first = Fixture.take(repository, database);
            Path part = folder.resolve(Parts.of(repository.manifest(first))
                    .toList()
                    .getLast()
                    .object()
                    .text());
            byte[] whole = Files.readAllBytes(part);
            Files.write(part, java.util.Arrays.copyOf(whole, whole.length / 2));
            BackupSet second = Fixture.take(repository, database);
            assertThat(second.addedBytes()).isEqualTo(whole.length);
            assertThat(new Verification(repository, InstantSource.system(), WorkProgress.NONE)
                            .of(repository.sets())
                            .values())
                    .containsOnly(List.of());
        }
    }

    @Test
    void of_two_backups_at_once_one_is_taken_and_the_other_names_it(TestDatabase database) throws Exception {
        Fixture.execute(database, ROWS);
        try (Repository repository = Fixture.plain(folder)) {
            AtomicBoolean refused = new AtomicBoolean();
            take(repository, Fixture.settings(database), (stage, done, all) -> {
                try (Repository other = Repository.open(new FolderStore(folder), Optional.empty())) {
                    take(other, Fixture.settings(database), WorkProgress.NONE);
                } catch (Problem e) {
                    refused.set(e.kind() == Problem.Kind.BUSY
                            && String.valueOf(e.getMessage()).contains("backup works on"));
                }
            });
            assertThat(refused).isTrue();
            assertThat(repository.sets()).hasSize(1);
        }
    }

    @Test
    void an_empty_database_is_a_backup_too(TestDatabase database) throws Exception {
        try (Repository repository = Fixture.plain(folder);
                TestDatabase copy = SERVER.create()) {
            Manifest.DatabaseContent content = repository
                    .manifest(Fixture.take(repository, database))
                    .databases()
                    .getFirst();
            new Loading(repository, Fixture.settings(copy), LoadOptions.USUAL, WorkProgress.NONE).run(content);
            assertThat(new Comparison(repository, Fixture.settings(copy), LoadOptions.USUAL, WorkProgress.NONE)
                            .of(content))
                    .isEmpty();
        }
    }

    @Test
    void a_database_that_is_not_there_is_named(TestDatabase database) throws Exception {
        try (Repository repository = Fixture.plain(folder)) {
            ConnectionSettings missing = Fixture.settings(database).withDatabase("no_such_database");
            assertThat(refused(repository, missing).kind()).isEqualTo(Problem.Kind.DATABASE_MISSING);
        }
    }
}
