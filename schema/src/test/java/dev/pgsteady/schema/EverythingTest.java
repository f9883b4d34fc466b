package dev.pgsteady.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// One of every kind of object, read and compared as a whole. The expected text is `everything-15.json`, or
/// `everything-18.json` where the server is that new. Both were written by the reader and then reviewed in part against
/// `everything.sql`; releases 16 and 17 write views differently and have no text of their own yet.
class EverythingTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static TestDatabase database;
    private static Snapshot snapshot;

    @BeforeAll
    static void fill(TestDatabase empty) throws SQLException {
        database = empty;
        Databases.fill(database);
        snapshot = Databases.read(database);
    }

    @AfterAll
    static void dropRoles() throws SQLException {
        Databases.dropRoles(database);
    }

    @Test
    void everything_reads_as_it_was_declared() {
        Snapshot bare = new Snapshot(
                SnapshotJsonTest.plainServer(),
                snapshot.schema(),
                new Cluster(List.of(), List.of(), Map.of(), List.of()),
                SnapshotJsonTest.noStatistics(),
                List.of());
        String actual = SnapshotJson.write(bare).replace(database.name(), "ev");
        Snapshots.compare("everything-" + (snapshot.server().major() < 18 ? 15 : 18) + ".json", actual);
    }

    @Test
    void a_read_sends_at_most_eighteen_queries() throws SQLException {
        List<String> queries = new ArrayList<>();
        try (Connection connection = database.connect()) {
            new SnapshotReader((query, rows, nanoseconds) -> queries.add(query)).read(connection);
        }

        assertThat(queries)
                .hasSizeLessThanOrEqualTo(SnapshotReader.MOST_QUERIES)
                .doesNotHaveDuplicates();
    }

    @Test
    void equal_databases_give_equal_values() throws SQLException {
        Snapshot again = Databases.read(database);

        assertThat(again.schema()).isEqualTo(snapshot.schema());
        assertThat(own(again)).isEqualTo(own(snapshot)).isNotEmpty();
    }

    /// Others of the same server come and go with other tests.
    private static List<Cluster.Role> own(Snapshot read) {
        return read.cluster().roles().stream()
                .filter(role -> role.name().startsWith(database.name()))
                .toList();
    }

    @Test
    void json_gives_back_the_same_snapshot() {
        String json = SnapshotJson.write(snapshot);

        assertThat(SnapshotJson.read(json)).isEqualTo(snapshot);
        assertThat(SnapshotJson.write(SnapshotJson.read(json))).isEqualTo(json);
    }

    @Test
    void no_password_and_no_token_comes_along() {
        assertThat(SnapshotJson.write(snapshot)).doesNotContain("do-not-show", "SCRAM-SHA-256$");
    }

    @Test
    void a_role_is_read_whole() {
        String name = database.name() + "_reader";

        assertThat(snapshot.cluster().roles().stream().filter(r -> r.name().equals(name)))
                .containsExactly(new Cluster.Role(
                        name,
                        true,
                        false,
                        false,
                        false,
                        false,
                        false,
                        true,
                        3,
                        Optional.of(Instant.parse("2030-01-01T00:00:00Z")),
                        Optional.of(Cluster.Verifier.SCRAM),
                        Optional.of("reads")));
        assertThat(snapshot.cluster().memberships())
                .contains(new Cluster.Membership(database.name() + "_owner", name, true));
        assertThat(snapshot.cluster().roleSettings().stream()
                        .filter(s -> s.role().equals(Optional.of(name))))
                .containsExactly(
                        new Cluster.RoleSetting(Optional.of(name), Optional.empty(), "app.api_token", "***"),
                        new Cluster.RoleSetting(Optional.of(name), Optional.empty(), "statement_timeout", "30s"));
    }

    @Test
    void what_was_measured_stands_beside_the_catalog() throws SQLException {
        database.execute("INSERT INTO app.parent SELECT generate_series(1, 100); ANALYZE app.parent");

        Statistics.TableUse use = Databases.read(database).statistics().table(new QualifiedName("app", "parent"));

        assertThat(use.rows()).isEqualTo(100);
        assertThat(use.bytes()).isEqualTo(8192);
        assertThat(use.columns()).isEqualTo(Map.of("a", new Statistics.ColumnUse(0, 4, -1, 0)));
        assertThat(Databases.read(database).statistics().sequences().get(new QualifiedName("app", "counter")))
                .isEqualTo(new Statistics.SequenceUse(Optional.of(20L)));
        assertThat(Databases.read(database).statistics().sequences().get(new QualifiedName("app", "customer_id_seq")))
                .isEqualTo(new Statistics.SequenceUse(Optional.empty()));
    }

    @Test
    void a_reader_within_a_transaction_leaves_it_usable_and_locks_no_table() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            SnapshotReader.begin(connection);
            Snapshot within = new SnapshotReader().readWithin(connection);

            assertThat(within.schema()).isEqualTo(snapshot.schema());
            assertThat(Snapshots.column(connection, """
                    SELECT c.relkind::text || ' ' || l.mode FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
                     WHERE l.pid = pg_backend_pid() AND c.relnamespace = 'app'::regnamespace AND c.relkind <> 'S'""")).isEmpty();
            connection.rollback();
        }
    }

    @Test
    void a_connection_is_given_back_as_it_came() throws SQLException {
        try (Connection connection = database.connect()) {
            String before = Snapshots.settings(connection);
            new SnapshotReader().read(connection);

            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(Snapshots.settings(connection)).isEqualTo(before);
        }
    }
}
