package dev.pgsteady.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is tried again and what is not, on connections that break and transactions that lose.
class RetryingTest {
    private static final TransactionOptions ONCE = TransactionOptions.writing();

    private final LocalServer server = LocalServer.get();
    private int tries;

    @BeforeEach
    void table() {
        server.sql("drop table if exists paid; create table paid (id int primary key); grant all on paid to app");
    }

    @Test
    void a_commit_whose_answer_never_came_is_not_run_again() throws Exception {
        try (CuttingRelay relay = new CuttingRelay(server.port);
                Database database = Database.open(through(relay), PoolSettings.DEFAULT.sized(1, 0))) {
            relay.cut(1);
            Problem problem = catchThrowableOfType(
                    Problem.class, () -> database.inTransaction(ONCE, c -> counted(c, "insert into paid values (1)")));

            assertThat(problem.kind()).isEqualTo(Problem.Kind.COMMIT_UNKNOWN);
            assertThat(tries).isEqualTo(1);
            assertThat(database.<String>read(c -> value(c, "select count(*) from paid")))
                    .isEqualTo("1");
        }
    }

    @Test
    void a_commit_whose_answer_never_came_is_run_again_when_the_work_is_idempotent() throws Exception {
        String sql = "insert into paid values (1) on conflict do nothing";
        try (CuttingRelay relay = new CuttingRelay(server.port);
                Database database = Database.open(through(relay), PoolSettings.DEFAULT.sized(1, 0))) {
            relay.cut(1);
            assertThat(database.<Integer>inTransaction(ONCE.idempotent(), c -> counted(c, sql)))
                    .isZero();
            assertThat(tries).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "true, 2"})
    void a_session_that_is_ended_in_the_middle_of_work_is_replaced_only_for_idempotent_work(boolean again, int wanted) {
        try (Database database = Database.open(server.admin(), PoolSettings.DEFAULT.sized(1, 0))) {
            Work<Integer> work =
                    c -> counted(c, tries == 0 ? "select pg_terminate_backend(pg_backend_pid())" : "select 1");
            Problem.Kind kind;
            try {
                database.inTransaction(again ? ONCE.idempotent() : ONCE, work);
                kind = Problem.Kind.INTERNAL;
            } catch (Problem e) {
                kind = e.kind();
            }

            assertThat(tries).isEqualTo(wanted);
            assertThat(kind).isEqualTo(again ? Problem.Kind.INTERNAL : Problem.Kind.CONNECTION_LOST);
        }
    }

    @Test
    void a_session_that_ended_before_anything_was_sent_is_replaced_for_any_work() {
        PoolSettings unproved = new PoolSettings(1, 0, Duration.ofSeconds(5), false, Duration.ZERO, Duration.ZERO);
        try (Database database = Database.open(server.admin(), unproved)) {
            String pid = database.read(c -> value(c, "select pg_backend_pid()"));
            server.sql("select pg_terminate_backend(" + pid + ", 5000)");

            assertThat(database.<Integer>inTransaction(ONCE, c -> counted(c, "insert into paid values (1)")))
                    .isEqualTo(1);
            assertThat(tries).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "true, 5"})
    void a_lock_that_was_not_had_in_time_is_waited_for_again_only_on_request(boolean locks, int wanted) {
        String busy = "do $$ begin raise exception 'busy' using errcode = '55P03'; end $$";
        try (Database database = Database.single(server.admin())) {
            Problem problem = catchThrowableOfType(
                    Problem.class,
                    () -> database.inTransaction(locks ? ONCE.retryingLocks() : ONCE, c -> counted(c, busy)));

            assertThat(problem.kind()).isEqualTo(Problem.Kind.BUSY);
            assertThat(tries).isEqualTo(wanted);
        }
    }

    @Test
    void a_statement_gets_no_more_time_than_the_whole_has_left() {
        try (Database database = Database.single(server.admin())) {
            Problem problem = catchThrowableOfType(
                    Problem.class,
                    () -> database.inTransaction(
                            ONCE.within(Duration.ofMillis(200)), c -> counted(c, "select pg_sleep(20)")));

            assertThat(problem.kind()).isEqualTo(Problem.Kind.TIMEOUT);
        }
    }

    @Test
    void nothing_is_committed_after_the_time_of_the_whole() {
        Instant[] now = {Instant.EPOCH};
        Pace pace = new Pace(() -> now[0], new Random(1), wait -> {});
        Database.Session session = new Database.Session(TransactionOptions.reading(), ONCE, pace);
        try (Database database = Database.single(server.admin(), session)) {
            Problem problem = catchThrowableOfType(
                    Problem.class,
                    () -> database.inTransaction(ONCE.within(Duration.ofSeconds(2)), c -> {
                        now[0] = now[0].plusSeconds(3);
                        return counted(c, "insert into paid values (1)");
                    }));

            assertThat(problem.kind()).isEqualTo(Problem.Kind.TIMEOUT);
            assertThat(database.<String>read(c -> value(c, "select count(*) from paid")))
                    .isEqualTo("0");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_wait_for_a_connection_is_part_of_the_time_of_the_whole(boolean pooled) throws Exception {
        try (Database database = pooled
                ? Database.open(server.admin(), PoolSettings.DEFAULT.sized(1, 0))
                : Database.single(server.admin())) {
            BlockingQueue<Problem> said = new LinkedBlockingQueue<>();
            database.read(c -> {
                Thread.ofPlatform()
                        .start(() -> said.add(catchThrowableOfType(
                                Problem.class,
                                () -> database.inTransaction(ONCE.within(Duration.ofMillis(100)), d -> 1))));
                return waited(said);
            });
            assertThat(tries).isZero();
        }
    }

    private static int waited(BlockingQueue<Problem> said) throws SQLException {
        try {
            Problem problem = said.poll(20, TimeUnit.SECONDS);
            assertThat(problem).isNotNull().hasMessageMatching(".*within \\d\\d?\\d? ms.*");
            return 0;
        } catch (InterruptedException e) {
            throw new SQLException(e);
        }
    }

    @Test
    void a_connection_that_is_held_too_long_is_logged_once_with_the_stack_of_who_took_it() throws Exception {
        BlockingQueue<LogRecord> records = new LinkedBlockingQueue<>();
        Handler handler = new Collecting(records);
        Logger logger = Logger.getLogger(Database.class.getName());
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        PoolSettings watched = PoolSettings.DEFAULT.sized(1, 0).leaksAfter(Duration.ofMillis(50));
        try (Database database = Database.open(server.admin(), watched)) {
            Connection leaked = database.borrow();
            LogRecord record = records.poll(20, TimeUnit.SECONDS);
            database.giveBack(leaked);
            database.read(c -> value(c, "select 1"));

            assertThat(record).isNotNull();
            assertThat(record.getMessage()).contains("has not been given back for 50 ms");
            assertThat(record.getThrown().getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(RetryingTest.class.getName()));
            assertThat(records).isEmpty();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
    }

    private static final class Collecting extends Handler {
        private final BlockingQueue<LogRecord> records;

        Collecting(BlockingQueue<LogRecord> records) {
            this.records = records;
        }

        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                records.add(record);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private ConnectionSettings through(CuttingRelay relay) {
        return ConnectionSettings.to("127.0.0.1", relay.port(), "postgres", "app")
                .withPassword(Secret.of("right:pass\\word"))
                .with(Keyword.SSLMODE, "disable");
    }

    private int counted(Connection connection, String sql) throws SQLException {
        tries++;
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return statement.getUpdateCount();
        }
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}
