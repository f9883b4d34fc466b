package dev.pgsteady.schema.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows of a table that is divided, is so no longer, or by another key are there afterwards, each once.
class MovedRowsTest {
    private static final String PLAIN =
            "CREATE TABLE log (id int NOT NULL, made date NOT NULL, kind text NOT NULL, PRIMARY KEY (id, made, kind));";
    private static final String BY_DAY = divided("RANGE (made)") + """
            CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
            CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM ('2026-02-01') TO ('2026-03-01') PARTITION BY LIST (kind);
            CREATE TABLE log_2_a PARTITION OF log_2 FOR VALUES IN ('a');
            CREATE TABLE log_rest PARTITION OF log DEFAULT;""";
    private static final String BY_KIND = divided("LIST (kind)") + """
            CREATE TABLE log_1 PARTITION OF log FOR VALUES IN ('a');
            CREATE TABLE log_rest PARTITION OF log DEFAULT;""";
    private static final String ROWS =
            "INSERT INTO log VALUES (1, '2026-01-05', 'a'), (2, '2026-02-05', 'a'), (3, '2026-03-05', 'b');";
    private static final List<String> ALL = List.of("1", "2", "3");

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static String divided(String by) {
        return PLAIN.replace(";", " PARTITION BY " + by + ";");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rows_of_partitions_move_into_the_plain_table(boolean online) throws SQLException {
        String unknown = "CREATE TABLE log_4 PARTITION OF log FOR VALUES FROM ('2026-04-01') TO ('2026-05-01');";
        String more = "INSERT INTO log VALUES (4, '2026-04-05', 'c');";
        assertThat(rows(BY_DAY, PLAIN, ROWS + unknown + more, online)).containsExactly("1", "2", "3", "4");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rows_go_to_the_partitions_of_another_key(boolean online) throws SQLException {
        assertThat(rows(BY_DAY, BY_KIND, ROWS, online)).isEqualTo(ALL);
        assertThat(rows(BY_KIND, BY_DAY, ROWS, online)).isEqualTo(ALL);
        assertThat(rows(PLAIN, BY_DAY, ROWS, online)).isEqualTo(ALL);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_partition_that_stays_as_a_table_keeps_its_rows(boolean online) throws SQLException {
        String apart = PLAIN + PLAIN.replace("log", "log_1");
        assertThat(rows(BY_DAY, apart, ROWS, online)).containsExactly("2", "3", "log_1: 1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rows_that_policies_hide_from_the_owner_move_too(boolean online) throws SQLException {
        String owner = "moved_rows_owner";
        String asOwner = "DO $$ BEGIN CREATE ROLE " + owner + "; EXCEPTION WHEN duplicate_object THEN NULL; END $$;"
                + " GRANT CREATE ON SCHEMA public TO " + owner + "; SET ROLE " + owner + ";";
        String forced = "ALTER TABLE log ENABLE ROW LEVEL SECURITY; ALTER TABLE log FORCE ROW LEVEL SECURITY;";
        String rows =
                "ALTER TABLE log DISABLE ROW LEVEL SECURITY;" + ROWS + "ALTER TABLE log ENABLE ROW LEVEL SECURITY;";
        assertThat(rows(asOwner + BY_DAY + forced, asOwner + PLAIN, rows, online))
                .isEqualTo(ALL);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rows_stay_where_none_of_their_columns_does(boolean online) throws SQLException {
        String other = "CREATE TABLE log (id int DEFAULT 7) PARTITION BY LIST (id);"
                + "CREATE TABLE log_1 PARTITION OF log FOR VALUES IN (7);";
        String rows = "INSERT INTO log VALUES ('a'), ('b');";
        assertThat(after("CREATE TABLE log (kind text);", other, rows, online)).containsExactly("7", "7");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_string_that_is_too_long_stops_the_plan(boolean online) throws SQLException {
        String table = "CREATE TABLE log (id %s);";
        String row = "INSERT INTO log VALUES ('abcdef');";
        try (PlannedRows planned = PlannedRows.of(SERVER, table.formatted("text"), table.formatted("varchar(3)"))) {
            assertThatThrownBy(() -> planned.carryOut(planned.plan(online), row))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("value too long");
            assertThat(ids(planned.there())).containsExactly("abcdef");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rows_of_a_table_and_of_its_heirs_stay_apart(boolean online) throws SQLException {
        String tables = "CREATE TABLE above (z int); CREATE TABLE log (id int) %s;"
                + "CREATE TABLE heir (b int) INHERITS (log);";
        String rows = "INSERT INTO log VALUES (1); INSERT INTO heir VALUES (2, 3);";
        try (PlannedRows planned = PlannedRows.of(SERVER, tables.formatted(""), tables.formatted("INHERITS (above)"))) {
            Connection there = planned.carryOut(planned.plan(online), rows);
            assertThat(PlannedRows.ask(there, "SELECT tableoid::regclass, id FROM log ORDER BY id"))
                    .containsExactly("log 1", "heir 2");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_a_parent_loses_a_table_that_leaves_it_keeps(boolean online) throws SQLException {
        String old = "CREATE TABLE above (id int, z int); CREATE TABLE log (b int) INHERITS (above);";
        String wanted = "CREATE TABLE above (z int, more int); CREATE TABLE log (id int, z int, b int);";
        assertThat(after(old, wanted, "INSERT INTO log VALUES (1, 2, 3)", online))
                .containsExactly("1");
    }

    /// The ids that the table `log` has after a plan, and those of a table that was apart from it.
    private static List<String> rows(String old, String wanted, String rows, boolean online) throws SQLException {
        try (PlannedRows planned = PlannedRows.of(SERVER, old, wanted)) {
            Plan plan = planned.plan(online);
            assertThat(plan.changes()).noneMatch(c -> c.has(Hazard.Kind.DELETES_DATA));
            return ids(planned.carryOut(plan, rows));
        }
    }

    /// The same, of a plan that may delete something else.
    private static List<String> after(String old, String wanted, String rows, boolean online) throws SQLException {
        try (PlannedRows planned = PlannedRows.of(SERVER, old, wanted)) {
            return ids(planned.carryOut(planned.plan(online), rows));
        }
    }

    private static List<String> ids(Connection connection) throws SQLException {
        List<String> ids = new ArrayList<>(PlannedRows.ask(connection, "SELECT id FROM log ORDER BY id"));
        boolean apart = !PlannedRows.ask(
                        connection,
                        "SELECT FROM pg_class WHERE relname = 'log_1' AND relkind = 'r' AND NOT relispartition")
                .isEmpty();
        if (apart) {
            ids.addAll(PlannedRows.ask(connection, "SELECT 'log_1: ' || string_agg(id::text, ' ') FROM log_1"));
        }
        return ids;
    }
}
