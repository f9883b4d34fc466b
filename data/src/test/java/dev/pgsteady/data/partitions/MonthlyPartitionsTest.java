package dev.pgsteady.data.partitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.data.Servers;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonthlyPartitionsTest {
    private static final QualifiedName AUDITS = new QualifiedName("app", "audits");
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared().withTemplate("""
            create schema app; create schema archive;
            create table app.audits (id uuid not null default gen_random_uuid(), at timestamptz not null, action text not null,
                primary key (id, at)) partition by range (at);
            create index on app.audits (action, at desc);
            """ + AppendOnly.up(AUDITS, "app"));

    private final TestDatabase database;
    private final Database pool;
    private final MonthlyPartitions partitions;

    MonthlyPartitionsTest(TestDatabase database) {
        this.database = database;
        this.pool = Servers.open(database, 3);
        this.partitions = new MonthlyPartitions(pool, AUDITS);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void months_are_made_ahead_once_with_the_indexes_and_the_bounds_of_utc() throws SQLException {
        database.execute("alter database " + database.name() + " set timezone = 'Asia/Tokyo'");
        assertThat(partitions.ahead(NOVEMBER, 2))
                .extracting(QualifiedName::name)
                .containsExactly("audits_2026_11", "audits_2026_12", "audits_2027_01");
        assertThat(partitions.ahead(NOVEMBER, 3))
                .extracting(QualifiedName::name)
                .containsExactly("audits_2027_02");
        database.execute("insert into app.audits (at, action) values ('2026-11-30 23:59:59.999+00', 'last'),"
                + " ('2026-12-01 00:00:00+00', 'first')");

        assertThat(Servers.rows(database, "select tableoid::regclass, action from app.audits order by at"))
                .isEqualTo("app.audits_2026_11|last; app.audits_2026_12|first");
        assertThat(Servers.rows(database, "select count(*) from pg_indexes where tablename = 'audits_2027_02'"))
                .isEqualTo("2");
        assertThat(partitions.months())
                .extracting(Month::month)
                .startsWith(NOVEMBER)
                .hasSize(4);
    }

    @Test
    void a_month_whose_rows_are_in_the_default_partition_is_refused() throws SQLException {
        database.execute("create table app.audits_rest partition of app.audits default;"
                + " insert into app.audits (at, action) values ('2026-11-05', 'early')");
        assertThatThrownBy(() -> partitions.ahead(NOVEMBER, 1))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("would be violated by some row");
        assertThat(partitions.months()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void old_months_become_tables_of_the_archive_and_younger_ones_stay(boolean withDefault) throws SQLException {
        partitions.ahead(NOVEMBER, 2);
        if (withDefault) {
            database.execute("create table app.audits_rest partition of app.audits default");
        }
        database.execute("insert into app.audits (at, action) values ('2026-11-05', 'old'), ('2027-01-05', 'new')");

        assertThat(partitions.archive(YearMonth.of(2027, 1), "archive"))
                .extracting(QualifiedName::sql)
                .containsExactly("archive.audits_2026_11", "archive.audits_2026_12");
        assertThat(partitions.archive(YearMonth.of(2027, 1), "archive")).isEmpty();
        assertThat(Servers.rows(database, "select action from app.audits")).isEqualTo("new");
        assertThat(Servers.rows(database, "select action from archive.audits_2026_11"))
                .isEqualTo("old");
    }

    @Test
    void an_archiving_that_was_broken_off_between_its_steps_goes_on() throws SQLException {
        partitions.ahead(NOVEMBER, 1);
        database.execute("comment on table app.audits_2026_11 is"
                + " 'pgsteady: leaves app.audits for an archive, month 2026-11'");
        database.execute("alter table app.audits detach partition app.audits_2026_11");

        assertThat(partitions.archive(NOVEMBER.plusMonths(1), "archive"))
                .containsExactly(new QualifiedName("archive", "audits_2026_11"));
    }

    @Test
    void a_partition_that_somebody_else_made_is_kept_from_truncating_too() throws SQLException {
        database.execute("""
                create table app.audits_2026_11 partition of app.audits
                    for values from ('2026-11-01 00:00+00') to ('2026-12-01 00:00+00');
                create table app.audits_rest partition of app.audits default""");
        assertThat(partitions.ahead(NOVEMBER, 1))
                .extracting(QualifiedName::name)
                .containsExactly("audits_2026_12");
        for (String part : new String[] {"audits_2026_11", "audits_2026_12", "audits_rest"}) {
            assertThatThrownBy(() -> database.execute("truncate app." + part))
                    .hasMessageContaining(part + " is append-only");
        }
    }

    @Test
    void several_at_once_make_each_month_once() throws Exception {
        List<Callable<List<QualifiedName>>> eager = Collections.nCopies(3, () -> partitions.ahead(NOVEMBER, 5));
        List<QualifiedName> made = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<QualifiedName>> one : threads.invokeAll(eager)) {
                made.addAll(one.get());
            }
        }
        assertThat(made).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void rows_are_never_changed_not_by_the_superuser_and_not_through_a_partition() throws SQLException {
        partitions.ahead(NOVEMBER, 0);
        database.execute("insert into app.audits (at, action) values ('2026-11-05', 'written')");
        for (String change : new String[] {
            "update app.audits set action = 'x'",
            "delete from app.audits",
            "truncate app.audits",
            "update app.audits_2026_11 set action = 'x'",
            "delete from app.audits_2026_11",
            "truncate app.audits_2026_11"
        }) {
            assertThatThrownBy(() -> database.execute(change)).as(change).hasMessageContaining("is append-only");
        }
        assertThat(Servers.rows(database, "select action from app.audits")).isEqualTo("written");
        database.execute(AppendOnly.down(AUDITS));
        database.execute("update app.audits set action = 'x'; truncate app.audits_2026_11");
    }
}
