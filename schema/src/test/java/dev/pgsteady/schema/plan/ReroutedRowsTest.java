package dev.pgsteady.schema.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.testkit.TestServer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows go where they belong when the partitions of a table change and the table stays.
class ReroutedRowsTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final String RANGE = """
            CREATE TABLE t (id int, made date, n int) PARTITION BY RANGE (made, n);
            """;
    private static final String WHOLE = RANGE + """
            CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM ('2026-01-01', 0) TO ('2026-03-01', MAXVALUE);
            CREATE TABLE t_rest PARTITION OF t DEFAULT;""";
    private static final String SPLIT = RANGE.replace("n int", "n int, more text") + """
            CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM ('2026-01-01', 0) TO ('2026-02-01', 5);
            CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM ('2026-02-01', 5) TO ('2026-03-01', MAXVALUE);
            CREATE TABLE t_3 PARTITION OF t FOR VALUES FROM ('2026-03-01', MAXVALUE) TO ('2026-04-01', MINVALUE);
            CREATE TABLE t_rest PARTITION OF t DEFAULT;""";
    private static final String ROWS = """
            INSERT INTO t VALUES (1, '2026-01-01', 0), (2, '2026-02-01', 4), (3, '2026-02-01', 5), (4, '2026-03-01', 9),
                (5, '2026-03-02', 0), (6, '2026-04-01', 0), (7, NULL, 0), (8, '2026-01-01', -1);""";
    private static final List<String> AS_WHOLE =
            List.of("t_1 1", "t_1 2", "t_1 3", "t_1 4", "t_rest 5", "t_rest 6", "t_rest 7", "t_rest 8");
    private static final List<String> AS_SPLIT =
            List.of("t_1 1", "t_1 2", "t_2 3", "t_2 4", "t_3 5", "t_rest 6", "t_rest 7", "t_rest 8");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_partition_is_split_and_put_together(boolean online) throws SQLException {
        assertThat(after(WHOLE, SPLIT, ROWS, online)).isEqualTo(AS_SPLIT);
        assertThat(after(SPLIT, WHOLE, ROWS, online)).isEqualTo(AS_WHOLE);
    }

    @Test
    void values_go_to_the_partitions_that_list_them_now() throws SQLException {
        String table = "CREATE TABLE t (id int, \"K\" text) PARTITION BY LIST (lower(\"K\"));";
        String together = table + "CREATE TABLE t_a PARTITION OF t FOR VALUES IN ('a', 'it''s, (b', NULL);";
        String apart = table + """
                CREATE TABLE t_a PARTITION OF t FOR VALUES IN ('a');
                CREATE TABLE t_b PARTITION OF t FOR VALUES IN ('it''s, (b', NULL);""";
        String rows = "INSERT INTO t VALUES (1, 'A'), (2, 'It''s, (B'), (3, NULL);";
        assertThat(after(together, apart, rows, false)).containsExactly("t_a 1", "t_b 2", "t_b 3");
        assertThat(after(apart, together, rows, false)).containsExactly("t_a 1", "t_a 2", "t_a 3");
    }

    @Test
    void partitions_by_hash_get_another_modulus() throws SQLException {
        String rows = "INSERT INTO t SELECT i FROM generate_series(1, 100) i;";
        String sum = "SELECT count(*), sum(id), count(DISTINCT tableoid) FROM t";
        assertThat(after(hashed(2), hashed(5), rows, sum)).containsExactly("100 5050 5");
        assertThat(after(hashed(4), hashed(2), rows, sum)).containsExactly("100 5050 2");
    }

    private static String hashed(int modulus) {
        StringBuilder sql = new StringBuilder("CREATE TABLE t (id int) PARTITION BY HASH (id);");
        for (int i = 0; i < modulus; i++) {
            sql.append("CREATE TABLE t_%1$d PARTITION OF t FOR VALUES WITH (MODULUS %2$d, REMAINDER %1$d);"
                    .formatted(i, modulus));
        }
        return sql.toString();
    }

    @Test
    void the_default_partition_keeps_what_no_other_takes() throws SQLException {
        String table = "CREATE TABLE t (id int) PARTITION BY RANGE (id);";
        String without = table + "CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (1) TO (10);";
        String rest = "CREATE TABLE t_rest PARTITION OF t DEFAULT;";
        String rows = "INSERT INTO t SELECT i * 5 FROM generate_series(1, 3) i;";
        assertThat(after(table + rest, without + rest, rows, false)).containsExactly("t_1 5", "t_rest 10", "t_rest 15");
        assertThat(after(without + rest, table + rest, rows, false))
                .containsExactly("t_rest 5", "t_rest 10", "t_rest 15");
    }

    @Test
    void a_row_that_no_partition_takes_stops_it_and_is_told_before() throws SQLException {
        String table = "CREATE TABLE t (id int) PARTITION BY RANGE (id);"
                + "CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (1) TO (%d);";
        try (PlannedRows planned = PlannedRows.of(SERVER, table.formatted(10), table.formatted(5))) {
            Plan plan = planned.plan(false);
            assertThat(plan.changes().stream().flatMap(c -> c.hazards().stream()))
                    .filteredOn(h -> h.kind() == Hazard.Kind.MAY_FAIL_ON_ROWS)
                    .extracting(h -> h.query().orElseThrow())
                    .containsExactly(
                            "SELECT * FROM public.t_1 WHERE (id IS NOT NULL AND id >= 1 AND id < 5) IS NOT TRUE"
                                    + " LIMIT 20");
            assertThatThrownBy(() -> planned.carryOut(plan, "INSERT INTO t VALUES (1), (7);"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("no partition of relation \"t\" found for row");
        }
    }

    @Test
    void what_refers_to_the_rows_stays_and_nobody_s_trigger_fires() throws SQLException {
        String rest = """
                CREATE TABLE other (t int REFERENCES t ON DELETE CASCADE);
                CREATE TABLE heard (what text);
                CREATE FUNCTION hear() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN INSERT INTO heard VALUES (TG_NAME); RETURN coalesce(NEW, OLD); END $$;
                CREATE TRIGGER of_all BEFORE INSERT OR DELETE ON t FOR EACH ROW EXECUTE FUNCTION hear();
                CREATE TRIGGER of_one BEFORE INSERT OR DELETE ON t_1 FOR EACH ROW EXECUTE FUNCTION hear();
                CREATE TRIGGER off BEFORE INSERT OR DELETE ON t_1 FOR EACH ROW EXECUTE FUNCTION hear();
                ALTER TABLE t_1 DISABLE TRIGGER off;
                ALTER TABLE t ENABLE ALWAYS TRIGGER of_all;""";
        String table = """
                CREATE TABLE t (id int PRIMARY KEY, above int REFERENCES t DEFERRABLE INITIALLY DEFERRED)
                    PARTITION BY RANGE (id);
                CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (1) TO (%d);
                CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM (%<d) TO (100);
                """;
        String rows = """
                INSERT INTO t SELECT i, nullif(i - 1, 0) FROM generate_series(1, 30) i;
                INSERT INTO other SELECT i FROM generate_series(1, 30) i;
                DELETE FROM heard;""";
        for (List<Integer> way : List.of(List.of(10, 20), List.of(20, 10))) {
            String old = table.formatted(way.getFirst()) + rest;
            String wanted = table.formatted(way.getLast()) + rest;
            assertThat(
                            after(
                                    old,
                                    wanted,
                                    rows,
                                    "SELECT (SELECT count(*) FROM t_1), (SELECT count(*) FROM other), (SELECT count(*) FROM heard)"))
                    .containsExactly((way.getLast() - 1) + " 30 0");
        }
    }

    @Test
    void where_keys_refer_to_a_table_in_use_its_default_partition_is_left_alone() throws SQLException {
        String table = """
                CREATE TABLE t (id int PRIMARY KEY) PARTITION BY RANGE (id);
                CREATE TABLE t_rest PARTITION OF t DEFAULT;
                CREATE TABLE other (t int REFERENCES t);
                """;
        String more = table + "CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (1) TO (10);";
        try (PlannedRows planned = PlannedRows.of(SERVER, table, more)) {
            Plan plan = planned.plan(true);
            assertThat(plan.statements()).noneMatch(s -> s.contains("other"));
            assertThat(plan.changes().stream().flatMap(c -> c.hazards().stream()))
                    .filteredOn(h -> h.kind() == Hazard.Kind.MAY_FAIL_ON_ROWS)
                    .extracting(h -> h.query().orElseThrow())
                    .containsExactly(
                            "SELECT * FROM public.t_rest WHERE id IS NOT NULL AND id >= 1 AND id < 10 LIMIT 20");
            assertThat(planned.plan(false).statements()).anyMatch(s -> s.contains("DROP CONSTRAINT other_t_fkey"));
        }
    }

    @Test
    void rows_are_back_before_anything_that_can_wait() throws SQLException {
        String other = "CREATE TABLE a_table (id int);";
        try (PlannedRows planned =
                PlannedRows.of(SERVER, other + WHOLE, other + "CREATE INDEX an_index ON a_table (id);" + SPLIT)) {
            List<String> statements = planned.plan(true).statements().toList();
            assertThat(statements.getLast()).startsWith("CREATE INDEX CONCURRENTLY an_index");
            assertThat(statements).anyMatch(s -> s.startsWith("INSERT INTO public.t "));
        }
    }

    @Test
    void wider_bounds_move_no_row() throws SQLException {
        String table = "CREATE TABLE t (id int, at timestamp) PARTITION BY RANGE (id, at);"
                + "CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (-5, MINVALUE) TO (%s);";
        try (PlannedRows planned = PlannedRows.of(
                SERVER, table.formatted("10, '2026-01-01'"), table.formatted("10, '2026-01-01 00:00:01'"))) {
            assertThat(planned.plan(false).statements()).noneMatch(s -> s.startsWith("INSERT") || s.startsWith("WITH"));
        }
    }

    /// Where the rows of `t` are after a plan.
    private static List<String> after(String old, String wanted, String rows, boolean online) throws SQLException {
        try (PlannedRows planned = PlannedRows.of(SERVER, old, wanted)) {
            return PlannedRows.ask(
                    planned.carryOut(planned.plan(online), rows), "SELECT tableoid::regclass, id FROM t ORDER BY id");
        }
    }

    private static List<String> after(String old, String wanted, String rows, String question) throws SQLException {
        try (PlannedRows planned = PlannedRows.of(SERVER, old, wanted)) {
            return PlannedRows.ask(planned.carryOut(planned.plan(false), rows), question);
        }
    }
}
