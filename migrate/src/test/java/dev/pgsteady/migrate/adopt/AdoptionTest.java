package dev.pgsteady.migrate.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Keyword;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.migrate.Address;
import dev.pgsteady.migrate.Autogenerate;
import dev.pgsteady.migrate.Drafts;
import dev.pgsteady.migrate.HistoryTable;
import dev.pgsteady.migrate.Migrations;
import dev.pgsteady.migrate.Proposal;
import dev.pgsteady.migrate.Revision;
import dev.pgsteady.migrate.RevisionFolder;
import dev.pgsteady.migrate.RunOptions;
import dev.pgsteady.migrate.SchemaSource;
import dev.pgsteady.migrate.TrialServer;
import dev.pgsteady.migrate.adopt.Takeover.Baseline;
import dev.pgsteady.testkit.Early;
import dev.pgsteady.testkit.SharedFolder;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Early
class AdoptionTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final String SHOP = """
            create type mood as enum ('sad', 'happy');
            create table users (id bigint generated always as identity primary key, mail text not null unique, mood mood);
            create table orders (id serial primary key, user_id bigint not null references users, total numeric(10, 2));
            create index on orders (user_id);
            create view totals as select user_id, sum(total) as total from orders group by user_id;
            create function twice(i int) returns int language sql as 'select i * 2';""";

    @SuppressWarnings("NullAway.Init")
    private static TrialServer trial;

    private final TestDatabase database;
    private final RevisionFolder folder;

    AdoptionTest(@TempDir Path path, TestDatabase database) {
        this.folder = new RevisionFolder(path.resolve("migrations"));
        this.database = database;
    }

    @BeforeAll
    static void start() {
        Path state = Path.of("target", "trials").toAbsolutePath();
        trial = new TrialServer(Machine.here().with("PGSTEADY_STATE", state.toString()), (stage, done, total) -> {});
    }

    @AfterAll
    static void stop() throws SQLException {
        trial.close();
        try (TestDatabase any = SERVER.create()) {
            any.execute("drop role if exists adopt_app, adopt_owner, adopt_reader");
        }
    }

    private ConnectionSettings settings() {
        var address = database.address();
        return ConnectionSettings.to(address.host(), address.port(), database.name(), address.user())
                .withPassword(Secret.of(address.readPassword()));
    }

    private Takeover look() {
        return new Adoption(trial, settings(), RunOptions.USUAL.table())
                .look(folder.read().sound().ordered());
    }

    private Drafts drafts() {
        return new Drafts(folder, InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")), new Random(7));
    }

    private Migrations migrations() {
        return new Migrations(folder, settings(), RunOptions.USUAL);
    }

    /// Takes the database over as the command does.
    private Revision adopted() {
        Revision made = drafts().write(((Baseline) look()).draft());
        try (Migrations migrations = migrations()) {
            migrations.stamp(new Address.Head(), event -> {});
        }
        return made;
    }

    @ParameterizedTest
    @EnumSource(ForeignTool.class)
    void the_schema_becomes_a_revision_without_what_the_tool_keeps(ForeignTool tool) throws SQLException {
        database.execute(SHOP).execute(ForeignHistoryTest.tables(tool));

        Baseline baseline = (Baseline) look();

        assertThat(baseline.draft().origin()).isEqualTo("adopted from " + tool.words());
        assertThat(baseline.draft().message()).startsWith("taken over from " + tool.words() + " at ");
        assertThat(baseline.upgrade())
                .contains("CREATE TABLE public.users", "CREATE VIEW public.totals")
                .doesNotContainIgnoringCase("migration")
                .doesNotContain("flyway", "databasechangelog", "alembic", "goose", "SequelizeMeta", "ar_internal");
        assertThat(baseline.transactional()).isTrue();
    }

    @Test
    void what_comes_after_goes_up_and_down_on_top() throws SQLException, IOException {
        database.execute(SHOP).execute(ForeignHistoryTest.tables(ForeignTool.FLYWAY));
        Revision made = adopted();
        Path wanted = Files.writeString(
                folder.path().resolveSibling("wanted.sql"), SHOP + "alter table users add column bio text;");
        List<String> replayed = List.of(made.upgrade().sql());

        Proposal proposal = new Autogenerate(trial, true, r -> false)
                .propose(new SchemaSource.Statements("the revisions", replayed), new SchemaSource.Script(wanted));
        assertThat(proposal.upgrade()).containsExactly("ALTER TABLE public.users ADD COLUMN bio text");
        drafts(8)
                .write(new Drafts.Draft(
                        "bio", List.of(made.id()), "test", true, proposal.upgradeText(), proposal.downgradeText()));
        try (Migrations migrations = migrations()) {
            assertThat(migrations.up(new Address.Head(), e -> {})).hasSize(1);
            assertThat(columns("users")).contains("bio");
            assertThat(migrations.down(Address.parse("-1"), e -> {})).hasSize(1);
            assertThat(columns("users")).doesNotContain("bio");
            assertThat(migrations.status().pending()).hasSize(1);
        }
        assertThat(columns("flyway_schema_history")).isNotEmpty();
    }

    @Test
    void the_baseline_makes_the_schema_in_an_empty_database_and_takes_it_away() throws SQLException {
        database.execute(SHOP).execute(ForeignHistoryTest.tables(ForeignTool.KNEX));
        adopted();
        try (TestDatabase fresh = SERVER.create();
                Migrations migrations =
                        new Migrations(folder, settings().with(Keyword.DBNAME, fresh.name()), RunOptions.USUAL)) {
            migrations.up(new Address.Head(), e -> {});
            fresh.execute("insert into users (mail, mood) values ('a', 'happy'); select * from totals, twice(1)");
            migrations.down(Address.parse("base"), e -> {});
            try (Connection connection = fresh.connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "select string_agg(relname, ' ') from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'")) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("pgsteady_revisions");
            }
        }
    }

    @Test
    void another_copy_of_the_database_is_only_stamped() throws SQLException {
        database.execute(SHOP).execute(ForeignHistoryTest.tables(ForeignTool.RAILS));
        drafts().write(((Baseline) look()).draft());

        assertThat(look()).isInstanceOf(Takeover.Known.class);

        database.execute("alter table users add column stray text");
        assertThatThrownBy(this::look)
                .isInstanceOf(Problem.class)
                .hasMessageContaining("it has COLUMN public.users.stray, and no revision does.");
    }

    @Test
    void nothing_is_written_where_something_is_half_done_or_cannot_be_made() throws SQLException {
        database.execute(SHOP)
                .execute(ForeignHistoryTest.tables(ForeignTool.GOLANG_MIGRATE))
                .execute("update schema_migrations set dirty = true");
        assertThatThrownBy(this::look).hasMessageContaining("version 7 is dirty");

        database.execute(
                "update schema_migrations set dirty = false; create view w as select * from schema_migrations");
        assertThatThrownBy(this::look)
                .isInstanceOf(Problem.class)
                .hasMessageContaining("schema_migrations")
                .hasMessageContaining("CREATE VIEW public.w");

        database.execute("""
            drop view w; create extension postgres_fdw; create server far foreign data wrapper postgres_fdw;
            create foreign table f (a int) server far""");
        assertThatThrownBy(this::look)
                .isInstanceOf(Problem.class)
                .extracting(p -> ((Problem) p).kind())
                .isEqualTo(Problem.Kind.UNPLANNABLE);
        assertThat(folder.path()).doesNotExist();
    }

    @Test
    void a_database_with_nothing_in_it_has_no_baseline() throws SQLException {
        database.execute(ForeignHistoryTest.tables(ForeignTool.ALEMBIC));

        assertThatThrownBy(this::look).hasMessageContaining("There is nothing in the database");
    }

    @Test
    void owners_and_rights_are_kept_and_the_roles_are_named() throws SQLException {
        database.execute("""
            do $$ begin create role adopt_owner; exception when duplicate_object then null; end $$;
            do $$ begin create role adopt_reader; exception when duplicate_object then null; end $$;""")
                .execute(SHOP)
                .execute("alter table users owner to adopt_owner; grant select on orders to adopt_reader");

        Baseline baseline = (Baseline) look();

        assertThat(baseline.roles()).containsExactly("adopt_owner", "adopt_reader");
        assertThat(baseline.upgrade())
                .contains(
                        "ALTER TABLE public.users OWNER TO adopt_owner",
                        "GRANT SELECT ON TABLE public.orders TO adopt_reader");
        assertThat(baseline.draft().message()).isEqualTo("the schema as it was");
    }

    @Test
    void a_role_without_superpowers_adopts_what_it_owns_and_sees_no_drift() throws SQLException {
        database.execute("""
            do $$ begin create role adopt_app login password 'adopt'; exception when duplicate_object then null; end $$;
            grant create on schema public to adopt_app;""");
        try (Connection connection = database.connectAs("adopt_app", "adopt");
                Statement statement = connection.createStatement()) {
            statement.execute(SHOP + ForeignHistoryTest.tables(ForeignTool.DJANGO));
        }
        var address = database.address();
        ConnectionSettings app = ConnectionSettings.to(address.host(), address.port(), database.name(), "adopt_app")
                .withPassword(Secret.of("adopt"));
        HistoryTable table = RunOptions.USUAL.table();

        Baseline baseline = (Baseline) new Adoption(trial, app, table).look(List.of());
        assertThat(baseline.upgrade()).doesNotContain("OWNER TO");
        drafts().write(baseline.draft());
        try (Migrations migrations = new Migrations(folder, app, RunOptions.USUAL)) {
            migrations.stamp(new Address.Head(), e -> {});
            Drift.Place place = new Drift.Place(
                    table, migrations.history(), migrations.status().applied());
            assertThat(Drift.of(trial, app, place).changes()).isEmpty();

            database.execute("alter table users drop column mood; create index by_total on orders (total)");
            assertThat(Drift.of(trial, app, place).changes())
                    .extracting(Drift::words)
                    .containsExactlyInAnyOrder(
                            "lacks COLUMN public.users.mood, which the revisions give it",
                            "has INDEX public.by_total, and no revision does");
        }
    }

    @Test
    void months_come_and_go_without_drift_and_the_default_partition_does_not() throws SQLException {
        database.execute("""
            create table events (at timestamptz not null, what text, primary key (at)) partition by range (at);
            create index on events (what);
            create table events_01 partition of events for values from ('2026-01-01Z') to ('2026-02-01Z');
            create table events_02 partition of events for values from ('2026-02-01Z') to ('2026-03-01Z');
            create table events_default partition of events default;""");
        adopted();
        try (Migrations migrations = migrations()) {
            Drift.Place place = new Drift.Place(
                    RunOptions.USUAL.table(),
                    migrations.history(),
                    migrations.status().applied());
            database.execute("drop table events_01;"
                    + "create table events_03 partition of events for values from ('2026-03-01Z') to ('2026-04-01Z')");
            assertThat(Drift.of(trial, settings(), place).changes()).isEmpty();

            database.execute("alter table events detach partition events_02; drop table events_default");
            assertThat(Drift.of(trial, settings(), place).changes())
                    .extracting(Drift::words)
                    .contains(
                            "lacks TABLE public.events_02, which the revisions give it",
                            "lacks TABLE public.events_default, which the revisions give it");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mastodon", "documenso", "lago", "crates", "chinook"})
    void a_real_schema_is_taken_over(String name) throws SQLException, IOException {
        Path file = SharedFolder.require("schemas/" + name + ".sql");
        try (Connection connection = DriverManager.getConnection(
                        database.jdbcUrl(), database.address().credentials());
                Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(file));
        }

        Baseline baseline = (Baseline) look();

        assertThat(baseline.objects()).isGreaterThan(20);
        assertThat(baseline.histories())
                .extracting(ForeignHistory::tool)
                .isEqualTo(
                        switch (name) {
                            case "mastodon", "lago" -> List.of(ForeignTool.RAILS);
                            default -> List.of();
                        });
    }

    private Drafts drafts(long seed) {
        return new Drafts(folder, InstantSource.fixed(Instant.parse("2026-11-20T13:00:00Z")), new Random(seed));
    }

    private List<String> columns(String table) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select array_agg(attname::text) from pg_attribute where attnum > 0 and not attisdropped and attrelid = '"
                                + table + "'::regclass")) {
            rows.next();
            return List.of((String[]) rows.getArray(1).getArray());
        }
    }
}
