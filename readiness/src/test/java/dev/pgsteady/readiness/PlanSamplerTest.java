package dev.pgsteady.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.readiness.Samples.Comparison;
import dev.pgsteady.readiness.Samples.Condition;
import dev.pgsteady.readiness.Samples.Scan;
import dev.pgsteady.readiness.Samples.SortKey;
import dev.pgsteady.readiness.Samples.Sorting;
import dev.pgsteady.readiness.Samples.StatementPlan;
import dev.pgsteady.schema.Snapshot;
import dev.pgsteady.schema.SnapshotReader;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Statements as `pg_stat_statements` holds them, planned on a server.
class PlanSamplerTest {
    private static final QualifiedName ORDERS = new QualifiedName("shop", "orders");

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final String TABLES = """
            create schema shop;
            create table shop.orders (id bigint primary key, "customerId" int, name varchar(40), at timestamptz, paid bool);
            insert into shop.orders select i, i % 1000, 'name ' || i, now(), i % 2 = 0 from generate_series(1, 20000) i;
            create table shop.parts (id int, n int) partition by range (id);
            create table shop.parts_1 partition of shop.parts for values from (0) to (100000);
            insert into shop.parts select i, i from generate_series(1, 20000) i;
            create table shop.lands (id int primary key, name text);
            create extension pg_stat_statements;
            analyze;""";

    @SuppressWarnings("NullAway.Init")
    private static TestDatabase database;

    @BeforeAll
    static void fill(TestDatabase given) throws SQLException {
        database = given.execute(TABLES);
    }

    @Test
    void a_scan_is_seen_with_its_table_and_what_it_compares() throws SQLException {
        StatementPlan plan = plan("""
                SELECT * /* page='x' */
                  FROM orders o WHERE o."customerId" = $1 AND o.at >= $2 AND o.paid AND lower(o.name) = $3""");
        assertThat(plan.scans())
                .containsExactly(new Scan(
                        ORDERS,
                        1,
                        List.of(new Condition("at", Comparison.RANGE), new Condition("customerId", Comparison.EQUAL))));
        assertThat(plan.text())
                .isEqualTo("SELECT * FROM orders o WHERE o.\"customerId\" = $1 AND o.at >= $2 AND o.paid AN...");
    }

    @Test
    void patterns_lists_and_alternatives_are_told_apart() throws SQLException {
        assertThat(conditions("select from orders where name like $1"))
                .containsExactly(new Condition("name", Comparison.PATTERN));
        assertThat(conditions("select from orders where name ilike $1"))
                .containsExactly(new Condition("name", Comparison.PATTERN_ANY_CASE));
        assertThat(conditions("update orders set paid = $1 where \"customerId\" in ($2, $3)"))
                .containsExactly(new Condition("customerId", Comparison.EQUAL));
        assertThat(conditions("select from orders where at > now() - interval $1"))
                .containsExactly(new Condition("at", Comparison.RANGE));
        assertThat(conditions("delete from orders where \"customerId\" = $1 or name = $2"))
                .isEmpty();
        assertThat(conditions("select from orders where name = id::text")).isEmpty();
        assertThat(conditions("select from orders where \"customerId\" <> $1")).isEmpty();
    }

    @Test
    void a_search_by_the_key_has_no_scan() throws SQLException {
        assertThat(plan("select * from orders where id = $1").scans()).isEmpty();
    }

    @Test
    void a_partition_is_seen_as_the_whole_table() throws SQLException {
        assertThat(plan("select * from parts where n = $1").scans())
                .extracting(Scan::table)
                .containsExactly(new QualifiedName("shop", "parts"));
    }

    @Test
    void a_sort_for_the_first_few_rows_is_seen() throws SQLException {
        assertThat(plan("select * from orders order by at desc nulls last, id limit $1")
                        .sortings())
                .containsExactly(new Sorting(
                        ORDERS,
                        20_000,
                        List.of(new SortKey("at", "DESC NULLS LAST"), new SortKey("id", "")),
                        List.of()));
        assertThat(plan("select * from orders where \"customerId\" = $1 order by name limit $2")
                        .sortings())
                .extracting(Sorting::equal)
                .containsExactly(List.of("customerId"));
        assertThat(plan("select * from orders order by at").sortings()).isEmpty();
    }

    @Test
    void what_cannot_be_planned_is_left_out_and_the_rest_is_not() throws SQLException {
        try (Connection connection = database.connect()) {
            List<String> main = List.of(
                    "select $1",
                    "select * from nowhere where a = $1",
                    "select from orders where name = any (",
                    "select * from orders where name = $1; drop table shop.orders",
                    "select * from orders where name = $1");
            List<StatementPlan> plans = plans(connection, facts(connection, main));
            assertThat(plans)
                    .extracting(StatementPlan::text)
                    .contains("select * from orders where name = $1")
                    .doesNotContain(main.get(1), main.get(2), main.get(3));
            assertThat(count(connection, "select count(*) from pg_prepared_statements where from_sql"))
                    .isZero();
            assertThat(count(connection, "select count(*) from shop.orders")).isEqualTo(20_000);
        }
    }

    @Test
    void nothing_is_executed() throws SQLException {
        try (Connection connection = database.connect()) {
            plans(
                    connection,
                    facts(
                            connection,
                            List.of(
                                    "delete from orders where name = $1 or $2 is null",
                                    "update orders set paid = $1")));
            assertThat(count(connection, "select count(*) from shop.orders where paid"))
                    .isEqualTo(10_000);
        }
    }

    @Test
    void a_function_of_a_plain_role_is_not_run_by_planning() throws SQLException {
        try (TestDatabase own = SERVER.create();
                Connection connection = own.connect()) {
            own.execute(TABLES).execute("""
                    create sequence shop.ran;
                    create function shop.evil() returns int language plpgsql immutable
                      as 'begin perform nextval(''shop.ran''); return 1; end';
                    create function shop.wrapped() returns int language sql as 'select shop.evil()';
                    create view shop.seen as select * from shop.orders where id = shop.evil();
                    create role trap_plan_plain; alter function shop.evil() owner to trap_plan_plain;""");
            try {
                Plannable plannable = new Plannable(facts(connection, List.of()));
                assertThat(plannable.allows("select * from orders where name = $1"))
                        .isTrue();
                assertThat(plannable.allows("select EVIL()")).isFalse();
                assertThat(plannable.allows("select wrapped() from orders")).isFalse();
                assertThat(plannable.allows("select * from seen")).isFalse();
                assertThat(plannable.allows("select u&\"\\0065vil\"()")).isFalse();
                assertThat(plannable.allows("select table_to_xml($1, $2, $3, $4)"))
                        .isFalse();
            } finally {
                own.execute("drop owned by trap_plan_plain cascade; drop role trap_plan_plain");
            }
        }
    }

    @Test
    void the_main_statements_of_an_application_are_read_and_ours_are_not() throws SQLException {
        try (TestDatabase own = SERVER.create();
                Connection connection = own.connect()) {
            own.execute(TABLES);
            for (int i = 0; i < 3; i++) {
                own.execute("select count(*) from shop.orders where name = 'secret'");
                own.execute("alter role postgres connection limit -1");
            }
            new Readiness().check(connection, CheckOptions.usual());
            Live live = live(connection);
            assertThat(live.statements().evictions()).isPresent();
            assertThat(live.statements().main().orElseThrow())
                    .contains("select count(*) from shop.orders where name = $1")
                    .allSatisfy(
                            t -> assertThat(t).doesNotContainIgnoringCase("pg_class", "pgsteady", "alter", "insert"));
        }
    }

    @Test
    void small_tables_ask_for_no_plan() throws SQLException {
        try (TestDatabase own = SERVER.create().execute("create table t (id int); create table u (id int)");
                Connection connection = own.connect()) {
            assertThat(plans(connection, facts(connection, List.of("select * from t where id = $1"))))
                    .isEmpty();
        }
    }

    private static List<Condition> conditions(String text) throws SQLException {
        return plan(text).scans().getFirst().conditions();
    }

    private static StatementPlan plan(String text) throws SQLException {
        try (Connection connection = database.connect()) {
            List<StatementPlan> plans = plans(connection, facts(connection, List.of(text)));
            assertThat(plans).as(text).hasSize(1);
            return plans.getFirst();
        }
    }

    private static List<StatementPlan> plans(Connection connection, Facts facts) {
        return new PlanSampler(System::nanoTime).sample(connection, facts);
    }

    private static Facts facts(Connection connection, List<String> main) {
        Live n = LiveOverlay.nothing();
        Live live = LiveOverlay.with(n, new Live.Statements(true, true, Optional.of(0L), Optional.of(main)));
        return new Facts(new SnapshotReader().read(connection), live, Evidence.none());
    }

    private static Live live(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            SnapshotReader.begin(connection);
            Snapshot snapshot = new SnapshotReader().readWithin(connection);
            return new LiveReader().read(connection, snapshot);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
