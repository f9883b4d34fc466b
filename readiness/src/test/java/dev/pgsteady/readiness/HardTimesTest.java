package dev.pgsteady.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.schema.Snapshot.Unseen;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Databases that make it hard to look at them, and roles that see little of them.
class HardTimesTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final String TABLES = """
            create table users (id bigint primary key, email text);
            create table workspaces (id bigint primary key, user_id bigint references users, created timestamp);
            create table slides (a int, b json);
            insert into users select i, 'u' || i from generate_series(1, 200) i;
            insert into workspaces select i, i from generate_series(1, 200) i;
            analyze""";

    @ParameterizedTest
    @CsvSource({
        "'grant pg_monitor to %s', SESSIONS SETTINGS, PASSWORDS HBA_RULES",
        "'alter table slides owner to %s', '', SESSIONS SETTINGS PASSWORDS HBA_RULES COLUMN_STATISTICS",
        "'', '', SESSIONS SETTINGS PASSWORDS HBA_RULES COLUMN_STATISTICS",
        // What the owner of a managed database is: much, but no superuser.
        "'alter role %1$s createdb createrole; grant pg_monitor, pg_signal_backend, pg_read_all_data to %1$s', SESSIONS, HBA_RULES",
    })
    void what_a_role_cannot_see_is_unknown_and_never_a_pass(
            String given, String sees, String misses, TestDatabase database) throws SQLException {
        String role = "sees_" + database.name();
        database.execute(
                TABLES + "; create role %s login password 'Lm6-sees'; ".formatted(role) + given.formatted(role));
        try (Connection open = database.connectAs(role, "Lm6-sees")) {
            Report all = Checked.report(database);
            Report report = new Readiness().check(open, CheckOptions.usual());
            List<String> hidden =
                    report.unseen().stream().map(u -> u.what().name()).toList();

            assertThat(hidden).contains(misses.split(" "));
            assertThat(hidden).doesNotContain(sees.split(" "));
            assertThat(report.broken()).isEmpty();
            assertThat(report.judgements().stream()
                            .filter(j -> j.verdict() instanceof Verdict.Passed)
                            .filter(j -> all.judgement(j.rule().id()).verdict() instanceof Verdict.Failed)
                            .map(j -> j.rule().id().value()))
                    .isEmpty();
        } finally {
            database.execute(
                    "reassign owned by %s to current_user; drop owned by %1$s; drop role %1$s".formatted(role));
        }
    }

    @Test
    void a_table_that_is_locked_is_named_and_the_others_are_judged_without_waiting(TestDatabase database)
            throws SQLException {
        database.execute(TABLES);
        try (Connection holder = database.connect();
                Statement lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("lock table workspaces in access exclusive mode");
            long began = System.nanoTime();
            Report report = Checked.report(database);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            holder.rollback();

            assertThat(took).isLessThan(Duration.ofSeconds(60));
            assertThat(report.unseen())
                    .anySatisfy(u -> assertThat(u.why()).contains("public.workspaces"))
                    .anySatisfy(u -> assertThat(u.what()).isEqualTo(Unseen.Kind.LOCKED));
            assertThat(subjects(report, "CN01")).containsExactly("public.slides");
        }
    }

    @Test
    void tables_that_change_under_the_check_do_not_fail_it(TestDatabase database) throws Exception {
        database.execute(TABLES);
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> changes = CompletableFuture.supplyAsync(() -> change(database, done));
        List<Report> reports = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                reports.add(Checked.report(database));
            }
        } finally {
            done.set(true);
        }

        assertThat(changes.get()).isPositive();
        assertThat(reports).allSatisfy(r -> assertThat(r.broken()).isEmpty());
        assertThat(reports).allSatisfy(r -> assertThat(subjects(r, "CN01")).contains("public.slides"));
    }

    private static int change(TestDatabase database, AtomicBoolean done) {
        int rounds = 0;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            while (!done.get()) {
                statement.execute("""
                        alter table workspaces add column extra int default 7, alter created type timestamptz;
                        create index on workspaces (extra) where extra > 0;
                        create table comes (id int primary key, w bigint references workspaces);
                        insert into comes values (1, 1);
                        alter table workspaces rename column user_id to owner_id;
                        alter table workspaces rename column owner_id to user_id;
                        drop table comes;
                        alter table workspaces drop column extra, alter created type timestamp""");
                rounds++;
            }
            return rounds;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void an_index_that_failed_is_found_and_one_that_is_being_built_is_not(TestDatabase database) throws Exception {
        String role = "builds_" + database.name();
        database.execute(TABLES + "; insert into slides values (1), (1);"
                + " create role %s login password 'Lm6-builds'".formatted(role));
        try (Connection holder = database.connect();
                Connection builder = database.connect();
                Connection other = database.connectAs(role, "Lm6-builds")) {
            fails(builder, "create unique index concurrently half on slides (a)");
            holder.setAutoCommit(false);
            try (Statement write = holder.createStatement()) {
                write.execute("insert into slides values (2)");
            }
            Thread building =
                    Thread.ofPlatform().start(() -> run(builder, "create index concurrently waits on slides (a)"));
            until(database, "select exists (select from pg_class where relname = 'waits')", building);
            Report report = Checked.report(database);
            Report plain = new Readiness().check(other, CheckOptions.usual());
            holder.rollback();
            building.join();

            assertThat(subjects(report, "IX02")).containsExactly("public.half");
            assertThat(subjects(plain, "IX02")).doesNotContain("public.waits");
            assertThat(subjects(Checked.report(database), "IX02")).containsExactly("public.half");
        } finally {
            database.execute("drop role " + role);
        }
    }

    @Test
    void nothing_that_the_owner_wrote_is_called(TestDatabase database) throws SQLException {
        database.execute("""
                create function trap(i int) returns int immutable language sql as 'select 1';
                create function trap_any(i int) returns int language plpgsql as 'begin return trap(1); end';
                create table parents (id int primary key, n int default trap_any(1), check (trap(n) = 1));
                create table children (id int primary key, parent_id int);
                alter table children add foreign key (parent_id) references parents not valid;
                create index children_constant on children (id) where trap(1) = 1;
                create index children_expression on children (trap(id));
                create table others (id int primary key, child_id int);
                alter table others add foreign key (child_id) references children not valid;
                create policy p on parents using (trap_any(1) = 1);
                alter table parents enable row level security;
                create view broken as select 1 / (trap(1) - trap(1)) as x;
                create materialized view kept as select trap(id) as x from parents with no data;
                insert into parents select generate_series(1, 200);
                insert into children select i, i from generate_series(1, 200) i;
                insert into others select i, i from generate_series(1, 200) i;
                analyze""");
        database.execute("""
                create or replace function trap(i int) returns int immutable language plpgsql as
                  $$begin raise 'the trap was called'; end$$;
                do $$ begin create role somebody_else; exception when duplicate_object then null; end $$;
                alter function trap owner to somebody_else""");

        Report report = Checked.report(database);

        assertThat(report.broken()).isEmpty();
        assertThat(reason(report, "TX01"))
                .isEqualTo("the rows of 2 references could not be looked at:"
                        + " an index or a check calls a function, and reading could call it too");
        assertThat(reason(report, "CN10")).startsWith("nothing has recorded whether the rows behind");
    }

    @Test
    void a_collation_that_changed_under_an_index_is_found(TestDatabase database) throws SQLException {
        String version = first(
                database,
                "select collname from pg_collation where collversion is not null order by (collname = 'und-x-icu') desc, 1");
        Assumptions.assumeFalse(version.isEmpty(), "this server has no collation with a version");
        database.execute("create table t (id int primary key, name text collate \"%s\" unique)".formatted(version));
        assertThat(subjects(Checked.report(database), "IX21")).isEmpty();
        database.execute("update pg_collation set collversion = '0.1' where collname = '%s'".formatted(version));

        assertThat(subjects(Checked.report(database), "IX21")).containsExactly("pg_catalog.\"%s\"".formatted(version));
    }

    private static List<String> subjects(Report report, String rule) {
        return report.judgement(new RuleId(rule)).findings().stream()
                .map(f -> f.subject().name())
                .toList();
    }

    private static String reason(Report report, String rule) {
        return report.judgement(new RuleId(rule)).verdict() instanceof Verdict.Unknown(String reason) ? reason : "";
    }

    private static String first(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private static void until(TestDatabase database, String sql, Thread while_) throws SQLException {
        while (!first(database, sql).equals("t")) {
            assertThat(while_.isAlive()).isTrue();
        }
    }

    private static void run(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void fails(Connection connection, String sql) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> run(connection, sql)))
                .hasMessageContaining("could not create unique index");
    }
}
