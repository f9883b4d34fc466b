package dev.pgsteady.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.readiness.Probes.History;
import dev.pgsteady.schema.SnapshotReader;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The histories that migration tools keep, made as they make them.
class HistoryReaderTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final String TABLES = """
            create table flyway_schema_history (installed_rank int primary key, version varchar(50),
              description varchar(200) not null, script varchar(1000) not null, checksum int, success boolean not null);
            create table _prisma_migrations (id varchar(36) primary key, checksum varchar(64) not null,
              finished_at timestamptz, migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
              started_at timestamptz not null default now(), applied_steps_count int not null default 0);
            create table _sqlx_migrations (version bigint primary key, description text not null,
              installed_on timestamptz not null default now(), success boolean not null, checksum bytea not null,
              execution_time bigint not null);
            create table atlas_schema_revisions (version varchar primary key, description varchar not null,
              applied bigint not null default 0, total bigint not null default 0, error text, error_stmt text);
            create table schema_migrations (version bigint primary key, dirty boolean not null);
            create table databasechangeloglock (id int primary key, locked boolean not null,
              lockgranted timestamp, lockedby varchar(255));
            create table pgsteady_revisions (revision text primary key, state text not null,
              applied_at timestamptz not null);""";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a failed one of Flyway            | flyway_schema_history  | 1 | values (1, '1', 'a', 'a', 1, true), (2, '2', 'b', 'b', 1, false)
            all of Flyway went well           | flyway_schema_history  | 0 | values (1, '1', 'a', 'a', 1, true)
            an unfinished one of Prisma       | _prisma_migrations     | 1 | values ('1', 'c', null, 'a', null, null, now() - interval '2 days')
            one of Prisma at work             | _prisma_migrations     | 0 | values ('1', 'c', null, 'a', null, null, now())
            one of Prisma taken back          | _prisma_migrations     | 0 | values ('1', 'c', null, 'a', null, now(), now() - interval '2 days')
            a failed one of SQLx              | _sqlx_migrations       | 1 | values (1, 'a', now() - interval '2 days', false, '', 1)
            an error of Atlas                 | atlas_schema_revisions | 1 | values ('1', 'a', 1, 2, 'no such column', 'alter')
            none of Atlas                     | atlas_schema_revisions | 0 | values ('1', 'a', 2, 2, '', '')
            dirty by golang-migrate           | schema_migrations      | 1 | values (7, true)
            clean by golang-migrate           | schema_migrations      | 0 | values (7, false)
            a lock of Liquibase left over     | databasechangeloglock  | 1 | values (1, true, now()::timestamp - interval '3 days', 'ci')
            a revision of ours broken off     | pgsteady_revisions     | 1 | values ('a', 'applied', now()), ('b', 'running', now() - interval '2 hours')
            a revision of ours at work        | pgsteady_revisions     | 0 | values ('b', 'running', now())
            a lock of Liquibase at work       | databasechangeloglock  | 0 | values (1, true, now()::timestamp, 'ci')
            """)
    void what_a_tool_wrote_down_is_counted(String what, String table, long failures, String rows) throws SQLException {
        try (TestDatabase database = SERVER.create();
                Connection connection = database.connect()) {
            execute(connection, TABLES);
            execute(connection, "insert into %s %s".formatted(table, rows));

            assertThat(histories(connection))
                    .as(what)
                    .hasSize(7)
                    .contains(new History(new QualifiedName("public", table), Optional.of(failures)));
        }
    }

    @Test
    void dirty_while_a_migration_holds_its_lock_is_at_work() throws SQLException {
        try (TestDatabase database = SERVER.create();
                Connection connection = database.connect();
                Connection migration = database.connect()) {
            execute(connection, "create table schema_migrations (version bigint primary key, dirty boolean not null)");
            execute(connection, "insert into schema_migrations values (7, true)");
            execute(migration, "select pg_advisory_lock(4711)");

            assertThat(histories(connection)).singleElement().returns(Optional.of(0L), History::failures);
        }
    }

    @Test
    void a_history_that_is_locked_or_not_to_be_read_says_nothing() throws SQLException {
        try (TestDatabase database = SERVER.create();
                Connection connection = database.connect();
                Connection holder = database.connect()) {
            execute(connection, "create table schema_migrations (version bigint primary key, dirty boolean not null)");
            Facts facts = facts(connection);
            holder.setAutoCommit(false);
            execute(holder, "lock table schema_migrations in access exclusive mode");
            assertThat(new HistoryReader().read(connection, facts))
                    .singleElement()
                    .returns(Optional.empty(), History::failures);
            holder.rollback();

            execute(connection, "set session authorization pg_read_all_settings");
            assertThat(new HistoryReader().read(connection, facts))
                    .singleElement()
                    .returns(Optional.empty(), History::failures);
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    @Test
    void a_column_of_somebody_s_own_type_is_not_looked_into() throws SQLException {
        try (TestDatabase database = SERVER.create();
                Connection connection = database.connect()) {
            execute(connection, """
                    create type flag as enum ('no', 'yes');
                    create table schema_migrations (version bigint primary key, dirty flag)""");

            assertThat(histories(connection)).isEmpty();
        }
    }

    @Test
    void a_history_whose_index_calls_somebody_s_function_is_not_looked_into() throws SQLException {
        try (TestDatabase database = SERVER.create();
                Connection connection = database.connect()) {
            execute(connection, """
                    do $$ begin create role somebody_else; exception when duplicate_object then null; end $$;
                    create function trap(i int) returns int immutable language plpgsql as 'begin return i; end';
                    alter function trap owner to somebody_else;
                    create table schema_migrations (version bigint primary key, dirty boolean not null);
                    create index on schema_migrations (version) where trap(1) = 1""");

            assertThat(histories(connection)).singleElement().returns(Optional.empty(), History::failures);
        }
    }

    private static List<History> histories(Connection connection) throws SQLException {
        return new HistoryReader().read(connection, facts(connection));
    }

    private static Facts facts(Connection connection) throws SQLException {
        return new Facts(new SnapshotReader().read(connection), LiveOverlay.nothing(), Evidence.none());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
