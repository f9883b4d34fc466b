package dev.pgsteady.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgsteady.core.PoolSettings;
import dev.pgsteady.testkit.StandbyPair;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two servers: a primary and a streaming replica. The replica is looked at when a test says so.
class ReplicasTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static Optional<StandbyPair> pair = Optional.empty();

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, SQLException {
        Optional<Path> programs = StandbyPair.programs();
        assumeTrue(programs.isPresent(), "no pg_basebackup is installed, so these tests are skipped");
        pair = Optional.of(StandbyPair.start(programs.orElseThrow(), folder, "create table t (a int)"));
    }

    @AfterAll
    static void stop() throws IOException {
        if (pair.isPresent()) {
            pair.get().close();
        }
    }

    @BeforeEach
    void caughtUp() throws SQLException {
        replica("select pg_wal_replay_resume()");
    }

    @Test
    void reads_go_to_the_replica_and_writes_to_the_primary() {
        try (Db db = ready(Freshness.USUAL)) {
            assertThat(db.<Boolean>read(ReplicasTest::recovering)).isTrue();
            assertThat(db.<Boolean>tx(ReplicasTest::recovering)).isFalse();
            assertThat(db.replicas()).singleElement().returns(true, ReplicaStatus::usable);
        }
    }

    @Test
    void a_thread_sees_what_it_wrote() throws SQLException {
        try (Db db = ready(new Freshness(NEVER, Duration.ofSeconds(20), NEVER))) {
            for (int i = 0; i < 50; i++) {
                int value = i;
                db.tx(c -> run(c, "insert into t values (" + value + ")"));
                assertThat(db.<Boolean>read(
                                c -> recovering(c) && count(c, "select count(*) from t where a = " + value) == 1))
                        .isTrue();
            }
        } finally {
            primary("truncate t");
        }
    }

    @Test
    void a_replica_that_does_not_catch_up_in_time_leaves_the_read_to_the_primary() throws SQLException {
        try (Db db = ready(new Freshness(NEVER, Duration.ofMillis(20), NEVER));
                Db other = ready(new Freshness(NEVER, Duration.ofMillis(20), NEVER))) {
            replica("select pg_wal_replay_pause()");
            db.tx(c -> run(c, "insert into t values (1)"));
            assertThat(db.<Long>read(c -> recovering(c) ? -1 : count(c, "select count(*) from t")))
                    .isEqualTo(1);
            // Who wrote nothing may see the past; who goes on for a writer may not.
            assertThat(other.<Boolean>read(ReplicasTest::recovering)).isTrue();
            other.continueAfter(db.written().orElseThrow());
            assertThat(other.<Boolean>read(ReplicasTest::recovering)).isFalse();
        } finally {
            primary("truncate t");
        }
    }

    @Test
    void a_replica_that_is_too_far_behind_is_left_alone_until_it_has_caught_up() throws SQLException {
        replica("select pg_wal_replay_pause()");
        try (Db db = open(new Freshness(Duration.ZERO, Duration.ZERO, NEVER))) {
            primary("insert into t values (1)");
            db.look();
            assertThat(db.<Boolean>read(ReplicasTest::recovering)).isFalse();
            assertThat(db.replicas().getFirst().why().orElse("")).contains("behind");

            replica("select pg_wal_replay_resume()");
            until(() -> {
                db.look();
                return db.replicas().getFirst().usable();
            });
            assertThat(db.<Boolean>read(ReplicasTest::recovering)).isTrue();
        } finally {
            primary("truncate t");
        }
    }

    @Test
    void a_replica_that_is_away_costs_no_read_and_comes_back_by_itself() throws IOException {
        StandbyPair servers = pair.orElseThrow();
        try (Db db = ready(Freshness.USUAL)) {
            assertThat(db.<Boolean>read(ReplicasTest::recovering)).isTrue();
            servers.stopStandby();
            for (int i = 0; i < 5; i++) {
                assertThat(db.<Boolean>read(ReplicasTest::recovering)).isFalse();
            }
            servers.startStandby();
            until(() -> db.replicas().getFirst().usable());
            assertThat(db.<Boolean>read(ReplicasTest::recovering)).isTrue();
        }
    }

    @Test
    void a_database_opens_while_its_replica_is_away() throws IOException {
        StandbyPair servers = pair.orElseThrow();
        servers.stopStandby();
        try (Db db = open(new Freshness(NEVER, Duration.ZERO, NEVER))) {
            assertThat(db.<Boolean>read(ReplicasTest::recovering)).isFalse();
            assertThat(db.replicas().getFirst().why().orElse("")).startsWith("Nothing listens");
            servers.startStandby();
            until(() -> {
                db.look();
                return db.replicas().getFirst().usable();
            });
            assertThat(db.<Boolean>read(ReplicasTest::recovering)).isTrue();
        }
    }

    @Test
    void a_read_inside_a_transaction_sees_its_changes_and_a_write_inside_a_read_is_refused() {
        try (Db db = ready(Freshness.USUAL)) {
            assertThatThrownBy(() -> db.tx(c -> {
                        run(c, "insert into t values (7)");
                        assertThat(db.<Long>read(d -> count(d, "select count(*) from t where a = 7")))
                                .isEqualTo(1);
                        throw new IllegalArgumentException("enough");
                    }))
                    .hasMessage("enough");
            assertThatThrownBy(() -> db.read(c -> db.tx(d -> 1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot run inside one that reads");
        }
    }

    @Test
    void reads_side_by_side_are_answered_in_order_by_no_more_connections_than_there_are() {
        try (Db db = open(Freshness.USUAL)) {
            assertThat(db.readAll(IntStream.range(0, 200)
                            .<dev.pgsteady.core.Work<Long>>mapToObj(i -> c -> count(c, "select " + i))
                            .toList()))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 200).mapToObj(Long::valueOf).toList());
            assertThat(db.readAsync(c -> count(c, "select 5")).join()).isEqualTo(5);
            assertThatThrownBy(() -> db.readAll(List.of(c -> 1, c -> count(c, "select 1 / 0"))))
                    .hasMessageContaining("division by zero");
        }
    }

    @Test
    void reads_side_by_side_see_what_their_caller_wrote() throws SQLException {
        try (Db db = ready(new Freshness(NEVER, Duration.ofMillis(20), NEVER))) {
            replica("select pg_wal_replay_pause()");
            db.tx(c -> run(c, "insert into t values (3)"));
            assertThat(db.readAll(List.of(c -> count(c, "select count(*) from t"), c -> 2L)))
                    .containsExactly(1L, 2L);
        } finally {
            primary("truncate t");
        }
    }

    @Test
    void a_connection_for_a_framework_goes_where_it_is_read_only_and_shows_its_own_writes() throws SQLException {
        try (Db db = ready(new Freshness(NEVER, Duration.ofSeconds(20), NEVER))) {
            try (Connection writing = db.dataSource().getConnection()) {
                writing.setAutoCommit(false);
                run(writing, "insert into t values (9)");
                writing.commit();
                assertThat(recovering(writing)).isFalse();
            }
            try (Connection reading = db.dataSource().getConnection()) {
                reading.setReadOnly(true);
                reading.setAutoCommit(false);
                assertThat(recovering(reading)).isTrue();
                assertThat(count(reading, "select count(*) from t where a = 9")).isEqualTo(1);
                reading.rollback();
            }
            try (Connection again = db.dataSource().getConnection()) {
                assertThat(again.isReadOnly()).isFalse();
                run(again, "delete from t");
            }
            assertThat(db.primary().poolStatus().inUse()).isZero();
        }
    }

    private static Db open(Freshness freshness) {
        StandbyPair servers = pair.orElseThrow();
        PoolSettings small = PoolSettings.DEFAULT.sized(2, 0).waiting(Duration.ofSeconds(20));
        return Db.open(
                servers.primarySettings(),
                DbOptions.usual()
                        .pool(small)
                        .replicas(List.of(servers.standbySettings()))
                        .freshness(freshness));
    }

    private static Db ready(Freshness freshness) {
        Db db = open(freshness);
        until(() -> {
            db.look();
            return db.replicas().getFirst().usable();
        });
        return db;
    }

    /// Waits for something that another process brings about.
    private static void until(java.util.function.BooleanSupplier holds) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("60 s are enough").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static void primary(String sql) throws SQLException {
        try (Connection connection = pair.orElseThrow().primary()) {
            run(connection, sql);
        }
    }

    private static void replica(String sql) throws SQLException {
        try (Connection connection = pair.orElseThrow().standby()) {
            run(connection, sql);
        }
    }

    private static boolean recovering(Connection connection) throws SQLException {
        return count(connection, "select pg_is_in_recovery()::int") == 1;
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static int run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql) ? 0 : statement.getUpdateCount();
        }
    }
}
