package dev.pgsteady.migrate;

import static dev.pgsteady.migrate.Workshop.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.Pace;
import dev.pgsteady.core.Problem;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sessions of others would be waited for")
class LocksTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final Duration LOCK = Duration.ofMillis(1500);

    private final Workshop shop;
    private final Connection other;
    private final int otherPid;

    LocksTest(@TempDir Path folder, TestDatabase database) throws SQLException {
        shop = new Workshop(folder, database);
        other = database.connect();
        try (Statement statement = other.createStatement()) {
            statement.execute("set application_name = 'a report'");
        }
        otherPid = other.unwrap(org.postgresql.PGConnection.class).getBackendPID();
    }

    @BeforeEach
    void table() throws IOException, SQLException {
        shop.next("CREATE TABLE a (id int);", "DROP TABLE a;");
        shop.up("head");
    }

    @AfterEach
    void close() throws SQLException {
        other.close();
        shop.close();
    }

    private void hold(String lock) throws SQLException {
        other.setAutoCommit(false);
        try (Statement statement = other.createStatement()) {
            statement.execute(lock);
        }
    }

    /// A clock that moves only by pausing; a pause runs what is given.
    private static final class Time implements InstantSource, Pace.Pause {
        private final List<Duration> pauses = new ArrayList<>();
        private final Runnable during;
        private Instant now = Instant.EPOCH;

        Time(Runnable during) {
            this.during = during;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public void of(Duration time) {
            pauses.add(time);
            now = now.plus(time);
            during.run();
        }

        Pace pace() {
            return new Pace(this, new java.util.Random(1), this);
        }
    }

    private Time releasing(int afterPauses) {
        int[] count = {0};
        return new Time(() -> {
            count[0]++;
            if (count[0] == afterPauses) {
                try {
                    other.rollback();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }

    @Test
    void a_blocked_table_is_tried_again_until_it_is_free_and_the_blocker_is_named() throws IOException, SQLException {
        Path file = shop.next("CREATE TABLE b (id int);\nALTER TABLE a ADD COLUMN x int;", "SELECT 1;");
        hold("lock table a in access exclusive mode");
        Time time = releasing(2);
        shop.times(LOCK, Duration.ofMinutes(1), time.pace());

        assertThat(shop.up("head")).containsExactly(id(2));
        assertThat(shop.events(RunEvent.Again.class)).hasSize(2).allSatisfy(again -> {
            assertThat(again.place()).isEqualTo(file + ":8");
            assertThat(again.reason()).contains("lock timeout");
            assertThat(again.blockers()).singleElement().satisfies(b -> {
                assertThat(b.pid()).isEqualTo(otherPid);
                assertThat(b.application()).isEqualTo("a report");
                assertThat(b.state()).isEqualTo("idle in transaction");
            });
        });
        assertThat(shop.events(RunEvent.Blocked.class)).isNotEmpty();
        assertThat(time.pauses.getLast()).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
        assertThat(time.pauses.getFirst()).isBetween(Duration.ofMillis(125), Duration.ofMillis(250));
        assertThat(shop.objects()).containsExactly("a", "b");
        assertThat(shop.journal()).containsExactly("01 applied up 1", "02 applied up 2");
    }

    @Test
    void a_lock_that_never_comes_ends_with_the_name_of_who_has_it() throws IOException, SQLException {
        shop.next("ALTER TABLE a ADD COLUMN x int;", "SELECT 1;");
        hold("lock table a in access share mode");
        Time time = new Time(() -> {});
        shop.times(LOCK, Duration.ofMillis(300), time.pace());

        Problem problem = catchThrowableOfType(Problem.class, () -> shop.up("head"));
        assertThat(problem.kind()).isEqualTo(Problem.Kind.TIMEOUT);
        assertThat(problem)
                .hasMessageContaining("ALTER TABLE a ADD COLUMN x int")
                .hasMessageContaining("In the way was process " + otherPid + ", a report, idle in transaction");
        assertThat(problem.next()).contains("pg_terminate_backend(" + otherPid + ")", "--wait");
        assertThat(shop.journal()).containsExactly("01 applied up 1");
    }

    @Test
    void an_index_built_concurrently_waits_for_old_transactions_and_is_not_thrown_away()
            throws IOException, SQLException, InterruptedException, ExecutionException {
        shop.nextAlone("CREATE INDEX CONCURRENTLY a_id ON a (id);", "DROP INDEX CONCURRENTLY a_id;");
        hold("lock table a in row exclusive mode");
        shop.times(Duration.ofMillis(200), Duration.ofMinutes(5), Pace.real());

        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<List<RevisionId>> run = threads.submit(() -> shop.up("head"));
            while (shop.events(RunEvent.Blocked.class).isEmpty() && !run.isDone()) {
                Thread.onSpinWait();
            }
            assertThat(shop.query("select count(*)::text from pg_locks where not granted"))
                    .containsExactly("1");
            other.rollback();
            assertThat(run.get()).containsExactly(id(2));
        }
        assertThat(shop.events(RunEvent.Again.class)).isEmpty();
        assertThat(shop.events(RunEvent.DroppedInvalid.class)).isEmpty();
        assertThat(shop.query("select indisvalid::text from pg_index where indexrelid = 'a_id'::regclass"))
                .containsExactly("true");
    }

    @Test
    void a_deadlock_is_tried_again_as_a_whole() throws Exception {
        shop.database().execute("create table z (id int)");
        shop.next(
                "CREATE TABLE once (id int);\nLOCK TABLE a IN ACCESS EXCLUSIVE MODE;\nLOCK TABLE z IN ACCESS EXCLUSIVE MODE;",
                "DROP TABLE once;");
        hold("set deadlock_timeout = '1h'; lock table z in access exclusive mode");
        Time time = new Time(() -> {});
        shop.times(Duration.ofMinutes(1), Duration.ofMinutes(5), time.pace());

        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<List<RevisionId>> run = threads.submit(() -> shop.up("head"));
            while (shop.query("select 1::text from pg_locks where not granted and relation = 'z'::regclass")
                            .isEmpty()
                    && !run.isDone()) {
                Thread.onSpinWait();
            }
            hold("lock table a in access exclusive mode");
            other.rollback();
            assertThat(run.get()).containsExactly(id(2));
        }
        assertThat(shop.events(RunEvent.Again.class))
                .hasSize(1)
                .allSatisfy(a -> assertThat(a.reason()).contains("deadlock"));
        assertThat(shop.objects()).containsExactly("a", "once", "z");
    }

    @Test
    void of_two_runs_at_once_one_waits_and_has_nothing_left_to_do() throws Exception {
        for (int i = 0; i < 20; i++) {
            shop.next("CREATE TABLE t" + i + " (id int);", "DROP TABLE t" + i + ";");
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> runs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                runs.add(threads.submit(() -> {
                    try (Migrations migrations =
                            new Migrations(shop.revisions(), Workshop.settings(shop.database()), RunOptions.USUAL)) {
                        return migrations.up(Address.parse("head"), e -> {}).size();
                    }
                }));
            }
            List<Integer> sizes = new ArrayList<>();
            for (Future<Integer> run : runs) {
                sizes.add(run.get());
            }
            assertThat(sizes).containsExactlyInAnyOrder(20, 0, 0, 0);
        }
        assertThat(shop.journal()).hasSize(21);
    }

    @Test
    void sessions_that_may_not_be_idle_for_long_do_not_end_a_run() throws IOException, SQLException {
        shop.database()
                .execute("alter database " + shop.database().name()
                        + " set idle_session_timeout = '100ms'; alter database "
                        + shop.database().name() + " set idle_in_transaction_session_timeout = '100ms'");
        shop.next("SELECT pg_sleep(0.5); CREATE TABLE b (id int);", "DROP TABLE b;");
        shop.nextAlone("SELECT pg_sleep(0.5); SELECT 1;", "SELECT 1; SELECT 1;");
        shop.times(LOCK, Duration.ofMinutes(1), Pace.real());

        assertThat(shop.up("head")).containsExactly(id(2), id(3));
    }

    @Test
    void a_run_that_never_ends_is_named_to_the_one_that_waits_for_it() throws IOException, SQLException {
        shop.next("SELECT 1;", "SELECT 1;");
        Time time = new Time(() -> {});
        shop.times(LOCK, Duration.ofSeconds(1), time.pace());
        try (Connection control = shop.database().connect();
                Connection worker = shop.database().connect();
                MigrationLock lock = MigrationLock.acquire(
                        control,
                        worker,
                        RunOptions.USUAL.table(),
                        new MigrationLock.Waiting(Duration.ZERO, time.pace(), e -> {}))) {
            int holder = control.unwrap(org.postgresql.PGConnection.class).getBackendPID();

            Problem problem = lock.hold(() -> catchThrowableOfType(Problem.class, () -> shop.up("head")));
            assertThat(problem.kind()).isEqualTo(Problem.Kind.BUSY);
            assertThat(problem)
                    .hasMessageContaining("Another run of pgsteady migrate has this database: process " + holder);
            assertThat(shop.events(RunEvent.AnotherRun.class)).hasSize(1);
        }
        assertThat(shop.up("head")).containsExactly(id(2));
    }

    @Test
    void what_the_worker_of_a_killed_run_still_does_is_waited_for() throws IOException, SQLException {
        shop.next("SELECT 1;", "SELECT 1;");
        Time time = new Time(() -> {});
        shop.times(LOCK, Duration.ofSeconds(1), time.pace());
        try (Connection control = shop.database().connect();
                Connection worker = shop.database().connect()) {
            MigrationLock lock = MigrationLock.acquire(
                    control,
                    worker,
                    RunOptions.USUAL.table(),
                    new MigrationLock.Waiting(Duration.ZERO, time.pace(), e -> {}));
            control.abort(Runnable::run);
            int zombie = worker.unwrap(org.postgresql.PGConnection.class).getBackendPID();

            assertThat(lock.hold(() -> catchThrowableOfType(Problem.class, () -> shop.up("head"))))
                    .hasMessageContaining("process " + zombie);
        }
    }

    @Test
    void a_pooler_that_shares_sessions_is_recognised_and_refused() throws SQLException {
        try (Connection shared = shop.database().connect()) {
            Problem problem = catchThrowableOfType(
                    Problem.class,
                    () -> MigrationLock.acquire(
                            shared,
                            shared,
                            RunOptions.USUAL.table(),
                            new MigrationLock.Waiting(Duration.ZERO, Pace.real(), e -> {})));

            assertThat(problem.kind()).isEqualTo(Problem.Kind.SERVER_UNSUPPORTED);
            assertThat(problem).hasMessageContaining("pooler");
            assertThat(shop.query("select 1::text from pg_locks where locktype = 'advisory'"))
                    .isEmpty();
        }
    }
}
