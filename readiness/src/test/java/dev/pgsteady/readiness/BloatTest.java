package dev.pgsteady.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.RuleId;
import dev.pgsteady.schema.SnapshotReader;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The estimates of bloat on real tables of several shapes, each larger than the size from which they count.
class BloatTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    /// Alignment gaps, short and long text, nulls, wide values that are stored apart, and an index that grew in no
    /// order.
    private static final String SHAPES = """
            create type mood as enum ('good', 'bad');
            create unlogged table mixed (id int, flag bool, at timestamptz, n smallint, total numeric(12, 2), name text,
              how mood, big bigint);
            insert into mixed select i, true, now(), 1, i, 'name ' || i, 'good', i from generate_series(1, 320000) i;
            create index mixed_1 on mixed (name, id, big); create index mixed_2 on mixed (flag, at, n, id, total);
            create unlogged table documents (id uuid, doc jsonb, tags text[]);
            create index documents_1 on documents (id);
            insert into documents select gen_random_uuid(), jsonb_build_object('a', i, 'b', 'some text'), array['x', 'y']
              from generate_series(1, 350000) i;
            create unlogged table sparse (a int, b text, c int, d text, e timestamptz, f bigint, g text, h text, i text);
            insert into sparse select i, null, null, null, null, case when i % 10 = 0 then i end, null, null, null
              from generate_series(1, 400000) i;
            create index sparse_1 on sparse (b, f, a);
            create unlogged table long (id int, words text);
            insert into long select i, (select string_agg(md5((i * j)::text), '') from generate_series(1, 20) j)
              from generate_series(1, 20000) i;
            insert into long select i, (select string_agg(md5((i * j)::text), '') from generate_series(1, 200) j)
              from generate_series(1, 500) i""";

    @Test
    void what_is_full_is_not_called_empty_and_what_is_mostly_empty_is() throws SQLException {
        try (TestDatabase database = SERVER.create();
                Connection connection = database.connect()) {
            execute(connection, SHAPES);
            execute(connection, "vacuum analyze");
            assertThat(found(connection, "IX09")).isEmpty();
            assertThat(found(connection, "IX10")).isEmpty();

            execute(connection, "delete from mixed where id % 4 > 0; delete from sparse where a % 4 > 0");
            flush(connection);
            execute(connection, "vacuum (analyze, truncate false) mixed");
            execute(connection, "vacuum (analyze, truncate false) sparse");
            assertThat(found(connection, "IX09")).containsExactlyInAnyOrder("mixed_1", "mixed_2", "sparse_1");
            assertThat(found(connection, "IX10")).containsExactlyInAnyOrder("mixed", "sparse");

            execute(connection, "reindex index concurrently mixed_1");
            assertThat(found(connection, "IX09")).containsExactlyInAnyOrder("mixed_2", "sparse_1");
        }
    }

    private static List<String> found(Connection connection, String rule) throws SQLException {
        flush(connection);
        Facts facts = new Facts(new SnapshotReader().read(connection), LiveOverlay.nothing(), Evidence.none());
        Rule judge = Rules.installed().find(new RuleId(rule)).orElseThrow();
        return new Judgement(judge.words(), judge.judge(facts))
                .findings().stream()
                        .map(f -> f.subject().name().replace("public.", ""))
                        .toList();
    }

    /// Counts of rows reach the statistics late, and would come after those of ANALYZE.
    private static void flush(Connection connection) throws SQLException {
        execute(connection, "select pg_stat_force_next_flush()");
        execute(connection, "select 1");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
