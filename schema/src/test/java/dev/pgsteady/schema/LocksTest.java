package dev.pgsteady.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocksTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final String TABLES = """
            CREATE TABLE t (id serial PRIMARY KEY, a integer DEFAULT 7, b text GENERATED ALWAYS AS (upper(c)) STORED,
                            c text CHECK (c <> ''));
            CREATE INDEX t_c ON t (lower(c)) WHERE a > 1;
            CREATE INDEX t_a ON t (a);
            CREATE VIEW v AS SELECT * FROM t;
            CREATE FUNCTION f() RETURNS bigint LANGUAGE sql RETURN (SELECT count(*) FROM t);
            CREATE POLICY p ON t USING (a > 1);
            CREATE STATISTICS st ON a, (lower(c)) FROM t;
            CREATE TABLE pt (a integer) PARTITION BY RANGE ((a + 1));
            CREATE TABLE pt1 PARTITION OF pt FOR VALUES FROM (1) TO (9);
            CREATE TABLE other (x integer CHECK (x > 0), UNIQUE (x));
            CREATE VIEW w AS SELECT * FROM v;
            """;

    /// What another session holds, and what is then not seen of `public`.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "LOCK TABLE t IN ACCESS EXCLUSIVE MODE | 9 public.t; 1 public.f(); 1 public.v",
                "LOCK TABLE t IN EXCLUSIVE MODE | ''",
                "ALTER TABLE t ALTER a SET DEFAULT 8 | 9 public.t; 1 public.f(); 1 public.v",
                "REINDEX INDEX t_a | 1 public.t",
                "LOCK TABLE v IN ACCESS EXCLUSIVE MODE | 9 public.t; 1 public.f(); 1 public.v; 1 public.w",
                "DROP VIEW w | 1 public.w",
                "TRUNCATE pt | 1 public.pt",
                "ALTER SEQUENCE t_id_seq INCREMENT 2 | ''",
                "DROP TABLE other | 2 public.other"
            })
    void what_another_session_locked_is_left_out_and_named(String held, String unseen, TestDatabase database)
            throws SQLException {
        database.execute(TABLES);
        Snapshot before = Databases.read(database);
        try (Connection holder = database.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute(held);
            List<String> queries = new ArrayList<>();
            Snapshot snapshot;
            try (Connection connection = database.connect()) {
                snapshot = new SnapshotReader((query, rows, nanoseconds) -> queries.add(query)).read(connection);
            }
            holder.rollback();

            assertThat(snapshot.unseen().stream()
                            .filter(u -> u.what() == Snapshot.Unseen.Kind.LOCKED)
                            .map(u -> u.why()
                                    .replaceFirst(" definitions? of ", " ")
                                    .replaceFirst(" could.*", "")))
                    .containsExactlyInAnyOrderElementsOf(unseen.equals("''") ? List.of() : List.of(unseen.split("; ")));
            assertThat(queries)
                    .hasSizeLessThanOrEqualTo(SnapshotReader.MOST_QUERIES)
                    .doesNotHaveDuplicates();
            assertThat(snapshot.schema().tables()).hasSameSizeAs(before.schema().tables());
            assertThat(snapshot.schema()
                            .table(new QualifiedName("public", "t"))
                            .orElseThrow()
                            .foreignKeys())
                    .isEmpty();
            assertThat(Databases.read(database).schema()).isEqualTo(before.schema());
        }
    }

    @Test
    void a_waiting_exclusive_lock_counts_as_one() throws SQLException, InterruptedException, ExecutionException {
        try (TestDatabase database = SERVER.create().execute(TABLES);
                Connection reader = database.connect();
                Connection waiter = database.connect();
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            reader.setAutoCommit(false);
            Snapshots.column(reader, "SELECT x FROM other");
            int pid = Integer.parseInt(
                    Snapshots.column(waiter, "SELECT pg_backend_pid()").getFirst());
            Future<?> waiting = threads.submit(() -> {
                try (Statement statement = waiter.createStatement()) {
                    statement.execute("ALTER TABLE other ADD y integer");
                }
                return null;
            });
            while (Snapshots.column(reader, "SELECT 1 FROM pg_locks WHERE NOT granted AND pid = " + pid)
                    .isEmpty()) {
                Thread.onSpinWait();
            }
            Snapshot snapshot = Databases.read(database);
            reader.rollback();
            waiting.get();

            assertThat(snapshot.unseen()).hasSize(1).allMatch(u -> u.why().contains("2 definitions of public.other"));
        }
    }

    @Test
    void objects_that_come_and_go_do_not_stop_a_read() throws SQLException, InterruptedException, ExecutionException {
        try (TestDatabase database = SERVER.create().execute(TABLES);
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            AtomicBoolean done = new AtomicBoolean();
            Future<Integer> churn = threads.submit(() -> churn(database, done));
            List<Integer> seen = new ArrayList<>();
            try {
                for (int i = 0; i < 40; i++) {
                    seen.add(Databases.read(database).schema().tables().size());
                }
            } finally {
                done.set(true);
            }

            assertThat(churn.get()).isPositive();
            assertThat(seen).allMatch(count -> count == 4 || count == 6);
        }
    }

    private static int churn(TestDatabase database, AtomicBoolean done) throws SQLException {
        int rounds = 0;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            while (!done.get()) {
                statement.execute("""
                        CREATE TYPE pair AS (a integer, b integer);
                        CREATE TABLE gone (a serial PRIMARY KEY, b text CHECK (b <> ''), c pair);
                        CREATE TABLE gone2 (a integer REFERENCES gone, b integer GENERATED ALWAYS AS (a + 1) STORED);
                        CREATE INDEX ON gone (lower(b)) WHERE b <> 'x';
                        CREATE VIEW gone_v AS SELECT b, c FROM gone;
                        CREATE FUNCTION gone_f(p pair) RETURNS pair LANGUAGE sql RETURN (SELECT c FROM gone);
                        CREATE FUNCTION gone_t(p pair) RETURNS SETOF pair LANGUAGE sql AS 'SELECT $1';
                        CREATE RULE r AS ON DELETE TO gone2 DO INSTEAD SELECT * FROM gone;
                        CREATE STATISTICS gone_s ON a, b FROM gone;
                        """);
                statement.execute(
                        "DROP FUNCTION gone_f, gone_t; DROP TABLE gone, gone2 CASCADE; DROP TYPE pair CASCADE");
                rounds++;
            }
        }
        return rounds;
    }
}
