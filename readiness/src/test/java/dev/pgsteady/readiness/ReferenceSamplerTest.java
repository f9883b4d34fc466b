package dev.pgsteady.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.readiness.Live.ReferenceSample;
import dev.pgsteady.schema.SnapshotReader;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Samples of real rows, written in ways whose answer is known.
class ReferenceSamplerTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final String TABLES = """
            create table users (id bigint primary key);
            create table workspaces (id bigint primary key, user_id bigint references users);""";

    @Test
    void rows_written_one_after_the_other_are_near_and_not_together() throws SQLException {
        try (TestDatabase database = SERVER.create();
                Connection connection = database.connect()) {
            execute(connection, TABLES);
            for (int i = 0; i < 150; i++) {
                execute(connection, "insert into users values (%d)".formatted(i));
                execute(connection, "insert into workspaces values (%d, %1$d)".formatted(i));
            }
            ReferenceSample sample = sample(connection).getFirst();
            assertThat(sample.recent()).isEqualTo(150);
            assertThat(sample.sameCommit()).isZero();
            assertThat(sample.nearCommit()).isGreaterThan(0.8);
        }
    }

    @Test
    void rows_written_together_are_together() throws SQLException {
        try (TestDatabase database = SERVER.create();
                Connection connection = database.connect()) {
            execute(connection, TABLES);
            for (int i = 0; i < 150; i++) {
                execute(
                        connection,
                        "begin; insert into users values (%d); insert into workspaces values (%1$d, %1$d); commit"
                                .formatted(i));
            }
            ReferenceSample sample = sample(connection).getFirst();
            assertThat(sample.recent()).isEqualTo(150);
            assertThat(sample.sameCommit()).isEqualTo(1.0);
            assertThat(sample.nearCommit()).isZero();
        }
    }

    @Test
    void frozen_rows_tell_nothing() throws SQLException {
        try (TestDatabase database = SERVER.create();
                Connection connection = database.connect()) {
            execute(connection, TABLES);
            execute(connection, "insert into users select generate_series(1, 200)");
            execute(connection, "insert into workspaces select i, i from generate_series(1, 200) i");
            execute(connection, "vacuum (freeze, analyze)");
            assertThat(sample(connection)).singleElement().returns(0L, ReferenceSample::recent);
        }
    }

    @Test
    void orphans_behind_an_undeclared_reference_are_counted() throws SQLException {
        try (TestDatabase database = SERVER.create();
                Connection connection = database.connect()) {
            execute(connection, """
                    create table "Project" ("Id" bigint primary key);
                    create table slides (id bigint primary key, "projectId" bigint);
                    insert into "Project" select generate_series(1, 100);
                    insert into slides select i, i from generate_series(1, 130) i;
                    insert into slides values (1000, null);""");
            ReferenceSample sample = sample(connection).getFirst();
            assertThat(sample.reference().constraint()).isEqualTo(Optional.empty());
            assertThat(List.of(sample.rows(), sample.orphans())).isEqualTo(List.of(130L, 30L));
        }
    }

    @Test
    void a_table_that_somebody_holds_is_left_out_and_not_waited_for() throws SQLException {
        try (TestDatabase database = SERVER.create();
                Connection connection = database.connect();
                Connection holder = database.connect()) {
            execute(connection, TABLES);
            execute(connection, """
                    create table orders (id bigint primary key, user_id bigint references users);
                    insert into users select generate_series(1, 10);
                    insert into orders select i, i from generate_series(1, 10) i;
                    insert into workspaces select i, i from generate_series(1, 10) i""");
            Facts facts = facts(connection);
            holder.setAutoCommit(false);
            execute(holder, "lock table workspaces in access exclusive mode");
            long began = System.nanoTime();
            ReferenceSampler.Taken samples = new ReferenceSampler().sample(connection, facts);
            assertThat(System.nanoTime() - began)
                    .isLessThan(Duration.ofSeconds(30).toNanos());
            assertThat(samples.samples())
                    .extracting(s -> s.reference().child().name())
                    .containsExactly("orders");
            assertThat(samples.left())
                    .hasSize(1)
                    .allSatisfy((reference, why) -> assertThat(reference.child().name() + " is " + why)
                            .isEqualTo("workspaces is locked by another session"));
            holder.rollback();
        }
    }

    @Test
    void a_role_without_rights_gets_no_samples_and_no_error() throws SQLException {
        try (TestDatabase database = SERVER.create();
                Connection connection = database.connect()) {
            execute(connection, TABLES);
            execute(connection, "insert into users values (1); insert into workspaces values (1, 1)");
            Facts facts = facts(connection);
            execute(connection, "set session authorization pg_read_all_settings");
            ReferenceSampler.Taken samples = new ReferenceSampler().sample(connection, facts);
            assertThat(samples.samples()).isEmpty();
            assertThat(samples.left()).containsValue("not allowed").hasSize(1);
        }
    }

    private static List<ReferenceSample> sample(Connection connection) throws SQLException {
        return new ReferenceSampler().sample(connection, facts(connection)).samples();
    }

    private static Facts facts(Connection connection) throws SQLException {
        execute(connection, "select pg_stat_force_next_flush()");
        execute(connection, "analyze");
        return new Facts(new SnapshotReader().read(connection), LiveOverlay.nothing(), Evidence.none());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
