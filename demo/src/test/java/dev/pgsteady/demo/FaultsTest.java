package dev.pgsteady.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the finished demo holds, asked from the catalog and the tables.
class FaultsTest {
    private static final int USERS = 300;

    @TempDir
    static Path state;

    private static Demo demo;
    private static DemoDatabase database;
    private static Connection application;
    private static List<Long> done = new ArrayList<>();

    @BeforeAll
    static void build() throws SQLException {
        demo = Demo.at(state, Clock.fixed(Instant.parse("2026-03-02T10:00:00Z"), ZoneOffset.UTC));
        database = demo.up(USERS, (what, units, total) -> done.add(total == Seeder.work(USERS) ? units : -1));
        application = Sessions.application(database.superuser(), Demo.DATABASE);
    }

    @AfterAll
    static void remove() throws SQLException {
        application.close();
        demo.down();
    }

    @Test
    void the_dirt_that_is_reported_is_there_exactly() throws SQLException {
        Map<Dirt, Long> found = new EnumMap<>(Dirt.class);
        for (Dirt dirt : Dirt.values()) {
            found.put(dirt, Statements.number(application, dirt.sql()));
        }
        assertThat(database.counts().dirt())
                .isEqualTo(found)
                .allSatisfy((dirt, n) -> assertThat(n).as(dirt.words()).isPositive());
    }

    @Test
    void the_rows_that_are_reported_are_there() throws SQLException {
        Counts counts = database.counts();
        assertThat(new Counts(
                        rows("users"),
                        rows("workspaces"),
                        rows("projects"),
                        rows("project_visualizations"),
                        rows("stripe_events"),
                        rows("usage_daily"),
                        counts.dirt()))
                .isEqualTo(counts);
        assertThat(counts.users()).isEqualTo(USERS);
    }

    private static long rows(String table) throws SQLException {
        return Statements.number(application, "select count(*) from " + table);
    }

    @Test
    void the_progress_only_grows_and_ends_at_its_total() {
        assertThat(done).isSorted().doesNotContain(-1L);
        assertThat(done.getLast()).isEqualTo(Seeder.work(USERS));
    }

    @Test
    void everything_happened_before_the_clock_s_day() throws SQLException {
        assertThat(Sessions.column(application, "select max(created_at)::date from users"))
                .containsExactly("2026-03-01");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            tables of the product        | 6  | select count(*) from pg_tables where schemaname = 'public'
            migration history tables     | 0  | select count(*) from pg_tables where tablename like '%alembic%' or tablename like '%migration%'
            not owned by the login role  | 0  | select count(*) from pg_class where relnamespace = 'public'::regnamespace and relowner <> 'instantviz'::regrole
            database of the login role   | 1  | select count(*) from pg_database where datname = 'instantviz' and datdba = 'instantviz'::regrole
            primary keys                 | 5  | select count(*) from pg_constraint where contype = 'p' and connamespace = 'public'::regnamespace
            log without primary key      | 0  | select count(*) from pg_constraint where conrelid = 'stripe_events'::regclass
            foreign keys, no ON DELETE   | 3  | select count(*) from pg_constraint where contype = 'f' and confdeltype = 'a'
            other foreign keys           | 0  | select count(*) from pg_constraint where contype = 'f' and confdeltype <> 'a'
            slides without foreign key   | 0  | select count(*) from pg_constraint where contype = 'f' and conrelid = 'project_visualizations'::regclass
            checks                       | 0  | select count(*) from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace
            unique e-mail or Stripe id   | 0  | select count(*) from pg_constraint where contype = 'u' and conrelid = 'users'::regclass
            index on an owner            | 0  | select count(*) from pg_indexes where schemaname = 'public' and indexdef like '%owner_id%'
            repeated primary key index   | 2  | select count(*) from pg_index a join pg_index b on a.indrelid = b.indrelid and a.indkey::text = b.indkey::text where a.indisprimary and not b.indisprimary
            invalid unique index         | 1  | select count(*) from pg_index where not indisvalid and indisunique and indexrelid = 'users_stripe_customer_id_key'::regclass
            timestamps with zone         | 0  | select count(*) from information_schema.columns where table_schema = 'public' and data_type = 'timestamp with time zone'
            timestamps without zone      | 12 | select count(*) from information_schema.columns where table_schema = 'public' and data_type = 'timestamp without time zone'
            json columns                 | 6  | select count(*) from information_schema.columns where table_schema = 'public' and data_type = 'json'
            jsonb columns                | 0  | select count(*) from information_schema.columns where table_schema = 'public' and data_type = 'jsonb'
            money as float               | 1  | select count(*) from information_schema.columns where table_schema = 'public' and data_type = 'double precision' and column_name = 'lifetime_value'
            disabled trigger             | 1  | select count(*) from pg_trigger where tgenabled = 'D' and tgrelid = 'projects'::regclass
            open definer function        | 1  | select count(*) from pg_proc where prosecdef and proconfig is null and has_function_privilege('public', oid, 'execute') and pronamespace = 'public'::regnamespace
            CREATE for PUBLIC            | 1  | select count(*) from pg_namespace, aclexplode(nspacl) where nspname = 'public' and grantee = 0 and privilege_type = 'CREATE'
            default privileges           | 0  | select count(*) from pg_default_acl
            role or database settings    | 0  | select count(*) from pg_db_role_setting
            timeouts                     | 0  | select count(*) from pg_settings where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') and setting <> '0'
            autovacuum switched off      | 1  | select count(*) from pg_class where 'autovacuum_enabled=false' = any(reloptions) and oid = 'stripe_events'::regclass
            tables never analyzed        | 1  | select count(*) from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace and not exists (select from pg_stats s where s.tablename = c.relname)
            serial near its end          | 1  | select count(*) from pg_sequences where data_type = 'integer'::regtype and last_value > 2100000000
            statement statistics         | 0  | select count(*) from pg_settings where name = 'shared_preload_libraries' and setting <> ''
            superuser rights of the role | 0  | select count(*) from pg_roles where rolname = 'instantviz' and (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)
            memberships of the role      | 0  | select count(*) from pg_auth_members where member = 'instantviz'::regrole
            """)
    void each_fault_is_really_there(String fault, long expected, String sql) throws SQLException {
        assertThat(Statements.number(application, sql)).as(fault).isEqualTo(expected);
    }

    /// The measure of the check: of the newest rows, which share was written by the parent's transaction,
    /// and which by one shortly after.
    @Test
    void the_newest_workspaces_were_not_written_with_their_users() throws SQLException {
        String newest = """
                (select w.xmin, owner_id from workspaces w order by ctid desc limit 100) w
                  join users u on u.id = w.owner_id""";
        assertThat(Statements.number(
                        application,
                        "select count(*) from " + newest
                                + " where pg_xact_commit_timestamp(w.xmin) = pg_xact_commit_timestamp(u.xmin)"))
                .isZero();
        assertThat(Statements.number(
                        application,
                        "select count(*) from " + newest
                                + " where w.xmin::text::bigint - u.xmin::text::bigint between 1 and 50"))
                .isEqualTo(100);
    }

    @Test
    void the_application_enters_its_own_database_without_a_password_and_no_other() {
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                SQLException.class,
                                () -> Sessions.application(database.superuser(), "postgres")
                                        .close())
                        .getMessage())
                .contains("password");
        assertThat(database.applicationUrl())
                .isEqualTo("postgresql://instantviz@127.0.0.1:"
                        + database.superuser().port() + "/instantviz");
    }

    @Test
    void the_password_is_the_first_that_anybody_would_try() throws SQLException {
        java.util.Properties properties = new java.util.Properties();
        properties.setProperty("user", "instantviz");
        properties.setProperty("password", "pass");
        try (Connection postgres =
                java.sql.DriverManager.getConnection(database.superuser().jdbcUrl("postgres"), properties)) {
            assertThat(Sessions.column(postgres, "select current_user")).containsExactly("instantviz");
        }
    }
}
