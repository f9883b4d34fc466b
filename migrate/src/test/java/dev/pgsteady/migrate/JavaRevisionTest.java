package dev.pgsteady.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class JavaRevisionTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final Path folder;
    private final TestDatabase database;
    private final Workshop shop;

    JavaRevisionTest(@TempDir Path folder, TestDatabase database) {
        this.folder = folder;
        this.database = database;
        this.shop = new Workshop(folder, database);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    /// What a revision does with a connection.
    interface Work {
        void with(Connection connection) throws SQLException;
    }

    private record Coded(String version, boolean transactional, Work work) implements JavaRevision {
        @Override
        public String id() {
            return "cccccccccccc";
        }

        @Override
        public List<String> parents() {
            return List.of(Workshop.id(1).text());
        }

        @Override
        public String message() {
            return "moved by Java";
        }

        @Override
        public void up(Connection connection) throws SQLException {
            work.with(connection);
        }

        @Override
        public void down(Connection connection) throws SQLException {
            execute(connection, "DELETE FROM t");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Migrations with(JavaRevision revision) {
        return new Migrations(
                new RevisionFolder(folder, List.of(revision), Optional.empty()),
                Workshop.settings(database),
                RunOptions.USUAL);
    }

    @Test
    void it_has_its_place_in_the_graph_and_its_line_in_the_history() throws IOException, SQLException {
        shop.next("CREATE TABLE t (id int);", "DROP TABLE t;");
        Coded coded = new Coded("1", true, c -> execute(c, "INSERT INTO t VALUES (1)"));
        try (Migrations migrations = with(coded)) {
            assertThat(migrations.up(Address.parse("head"), e -> {})).hasSize(2);
            assertThat(migrations.status().upToDate()).isTrue();
            assertThat(shop.query("select id from t")).containsExactly("1");
            migrations.down(Address.parse("-1"), e -> {});
            assertThat(shop.query("select id from t")).isEmpty();
            migrations.up(Address.parse("head"), e -> {});
            assertThat(catchThrowableOfType(Problem.class, () -> migrations.sql(Direction.DOWN, Address.parse("-1"))))
                    .hasMessageContaining("is Java");
        }
        try (Migrations other = with(new Coded("2", true, c -> {}))) {
            assertThat(other.status().edited()).hasSize(1);
        }
    }

    @Test
    void one_that_fails_leaves_nothing_and_may_not_commit() throws IOException, SQLException {
        shop.next("CREATE TABLE t (id int);", "DROP TABLE t;");
        for (Work work : List.<Work>of(
                c -> {
                    execute(c, "INSERT INTO t VALUES (1)");
                    throw new IllegalStateException("no");
                },
                c -> {
                    execute(c, "INSERT INTO t VALUES (1)");
                    c.setAutoCommit(false);
                },
                c -> execute(c, "INSERT INTO t VALUES (1); SELECT 1/0"))) {
            try (Migrations migrations = with(new Coded("1", true, work))) {
                assertThat(catchThrowableOfType(Problem.class, () -> migrations.up(Address.parse("head"), e -> {})))
                        .isNotNull();
                assertThat(migrations.status().pending()).hasSize(1);
            }
            assertThat(shop.query("select id from t")).isEmpty();
        }
    }

    @Test
    void a_move_of_200_000_rows_that_was_broken_off_goes_on_and_does_no_batch_twice() throws IOException, SQLException {
        shop.next(
                "CREATE TABLE t (id bigint PRIMARY KEY, n int NOT NULL DEFAULT 0);"
                        + " INSERT INTO t SELECT 3 * g FROM generate_series(1, 200000) g;",
                "DROP TABLE t;");
        List<Batches.Progress> told = new ArrayList<>();
        Batches batches = Batches.over(new QualifiedName("public", "t"), "id").pause(Duration.ofMillis(1));
        String add = "UPDATE t SET n = n + 1 WHERE id BETWEEN ? AND ?";
        Coded broken = new Coded(
                "1",
                false,
                c -> batches.run(c, add, p -> {
                    told.add(p);
                    if (told.size() == 7) {
                        throw new IllegalStateException("the power fails");
                    }
                }));
        try (Migrations migrations = with(broken)) {
            assertThat(catchThrowableOfType(Problem.class, () -> migrations.up(Address.parse("head"), e -> {})))
                    .hasMessageContaining("the power fails");
            assertThat(migrations.status().running()).isPresent();
        }
        assertThat(shop.query("select count(*) from t where n = 1")).containsExactly("70000");

        Coded whole = new Coded("1", false, c -> batches.run(c, add, told::add));
        try (Migrations migrations = with(whole)) {
            migrations.up(Address.parse("head"), e -> {});
            assertThat(migrations.status().upToDate()).isTrue();
        }
        assertThat(told).hasSize(20).endsWith(new Batches.Progress(200_000, "600000"));
        assertThat(shop.query("select n || ' ' || count(*) from t group by n")).containsExactly("1 200000");
        try (Connection connection = database.connect()) {
            batches.run(connection, add, told::add);
            assertThat(told).hasSize(20);
        }
    }

    @Test
    void keys_of_other_types_are_followed_too() throws SQLException {
        database.execute("CREATE TABLE u (k text PRIMARY KEY, done boolean);"
                + " INSERT INTO u SELECT 'it''s ' || g FROM generate_series(1, 25) g;"
                + " CREATE TABLE v (k uuid PRIMARY KEY, done boolean);"
                + " INSERT INTO v SELECT gen_random_uuid() FROM generate_series(1, 25) g");
        try (Connection connection = database.connect()) {
            for (String table : List.of("u", "v")) {
                assertThat(Batches.over(new QualifiedName("public", table), "k")
                                .size(10)
                                .pause(Duration.ZERO)
                                .run(
                                        connection,
                                        "UPDATE " + table + " SET done = true WHERE k BETWEEN ? AND ?",
                                        p -> {})
                                .rows())
                        .isEqualTo(25);
                assertThat(shop.query("select count(*) from " + table + " where done"))
                        .containsExactly("25");
            }
        }
    }
}
