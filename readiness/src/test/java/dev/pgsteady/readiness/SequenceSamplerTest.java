package dev.pgsteady.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Samples.SequenceSample;
import dev.pgsteady.schema.SnapshotReader;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Sequences and columns as a server has them, the fix of CN24 run on them.
class SequenceSamplerTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final String TABLES = """
            create table copied (id serial primary key);
            insert into copied select generate_series(1, 900);
            create table "Never Used" ("Id" bigint generated always as identity primary key);
            create table drawn (id serial primary key);
            insert into drawn select nextval('drawn_id_seq') from generate_series(1, 50);
            create sequence down increment -2 start -1;
            create table downwards (id int primary key default nextval('down'));
            insert into downwards values (-1), (-3), (-9);
            create sequence far; create table ahead (id int primary key default nextval('far'));
            insert into ahead values (2000000000);
            create sequence blocks increment 50; create table pooled (id bigint primary key default nextval('blocks'));
            select nextval('blocks'); insert into pooled select generate_series(1, 50);
            create table parts (id bigserial, at int, primary key (id, at)) partition by range (at);
            create table parts_1 partition of parts for values from (0) to (10);
            insert into parts values (1, 1), (2, 1);
            create table loose (id serial);
            insert into loose values (7);""";

    @Test
    void a_sequence_is_behind_when_the_number_that_it_gives_next_is_there(TestDatabase database) throws SQLException {
        try (Connection connection = database.execute(TABLES).connect()) {
            Map<String, SequenceSample> samples = sample(connection, facts(connection)).stream()
                    .collect(Collectors.toMap(s -> s.sequence().name(), s -> s));
            assertThat(samples.keySet())
                    .containsExactlyInAnyOrder(
                            "copied_id_seq",
                            "Never Used_Id_seq",
                            "drawn_id_seq",
                            "down",
                            "far",
                            "blocks",
                            "parts_id_seq");
            assertThat(seen(samples, "copied_id_seq")).isEqualTo(List.of(1L, 1L, 900L));
            assertThat(seen(samples, "drawn_id_seq")).isEqualTo(List.of(51L, 0L, 50L));
            assertThat(seen(samples, "Never Used_Id_seq")).isEqualTo(List.of(1L, 0L, 0L));
            assertThat(seen(samples, "down")).isEqualTo(List.of(-1L, -1L, -9L));
            assertThat(seen(samples, "far")).isEqualTo(List.of(1L, 2_000_000_000L, 2_000_000_000L));
            assertThat(seen(samples, "blocks")).isEqualTo(List.of(51L, 0L, 50L));
            assertThat(seen(samples, "parts_id_seq")).isEqualTo(List.of(1L, 1L, 2L));
        }
    }

    /// The next, the nearest and the furthest number, 0 for none.
    private static List<Long> seen(Map<String, SequenceSample> samples, String name) {
        SequenceSample sample = Optional.ofNullable(samples.get(name)).orElseThrow();
        return List.of(
                sample.next(), sample.nearest().orElse(0L), sample.furthest().orElse(0L));
    }

    @Test
    void the_fix_sets_the_sequence_so_that_the_next_insert_succeeds(TestDatabase database) throws SQLException {
        try (Connection connection = database.execute(TABLES).connect()) {
            List<Finding> findings = findings(connection);
            assertThat(findings)
                    .extracting(f -> f.subject().name() + " " + f.severity())
                    .containsExactly(
                            "public.copied_id_seq " + Severity.CRITICAL,
                            "public.down " + Severity.CRITICAL,
                            "public.far " + Severity.LOW,
                            "public.parts_id_seq " + Severity.CRITICAL);
            for (Finding finding : findings) {
                execute(connection, finding.fix().orElseThrow().text());
            }
            assertThat(findings(connection)).isEmpty();
            execute(connection, """
                    insert into copied default values; insert into downwards default values;
                    insert into parts (at) values (1);""");
        }
    }

    @Test
    void a_table_that_somebody_holds_is_left_out_and_the_others_are_looked_at(TestDatabase database)
            throws SQLException {
        try (Connection connection = database.execute(TABLES).connect();
                Connection holder = database.connect()) {
            Facts facts = facts(connection);
            holder.setAutoCommit(false);
            execute(holder, "lock table copied in access exclusive mode");
            List<SequenceSample> samples = sample(connection, facts);
            assertThat(samples).hasSize(6).extracting(s -> s.sequence().name()).doesNotContain("copied_id_seq");
            assertThat(verdict(
                            facts,
                            samples.stream().filter(s -> s.nearest().isEmpty()).toList()))
                    .isInstanceOf(Verdict.Unknown.class);
            holder.rollback();
        }
    }

    @Test
    void a_superuser_s_function_keeps_nothing_out(TestDatabase database) throws SQLException {
        String checked = """
                create function fits(i int) returns boolean immutable language plpgsql as 'begin return i > 0; end';
                create table checked (id serial primary key check (fits(id)))""";
        try (Connection connection = database.execute(checked).connect()) {
            assertThat(sample(connection, facts(connection)))
                    .extracting(s -> s.sequence().name())
                    .containsExactly("checked_id_seq");
        }
    }

    @Test
    void a_table_whose_index_calls_somebody_s_function_is_left_out_and_the_others_are_looked_at(TestDatabase database)
            throws SQLException {
        String trap = """
                do $$ begin create role somebody_else; exception when duplicate_object then null; end $$;
                create function trap(i int) returns int immutable language plpgsql as 'begin return i; end';
                alter function trap owner to somebody_else;
                create table trapped (id serial primary key);
                create index on trapped (id) where trap(1) = 1;
                create table free (id serial primary key)""";
        try (Connection connection = database.execute(trap).connect()) {
            assertThat(sample(connection, facts(connection)))
                    .extracting(s -> s.sequence().name())
                    .containsExactly("free_id_seq");
        }
    }

    @Test
    void a_role_without_rights_gets_no_samples_and_no_error(TestDatabase database) throws SQLException {
        try (Connection connection = database.execute(TABLES).connect()) {
            Facts facts = facts(connection);
            execute(connection, "set session authorization pg_read_all_settings");
            assertThat(sample(connection, facts)).isEmpty();
        }
    }

    @Test
    void when_the_time_is_up_the_rest_is_left(TestDatabase database) throws SQLException {
        try (Connection connection = database.execute(TABLES).connect()) {
            AtomicLong hours = new AtomicLong();
            assertThat(new SequenceSampler(() -> hours.addAndGet(3_600_000_000_000L))
                            .sample(connection, facts(connection)))
                    .isEmpty();
        }
    }

    private static List<Finding> findings(Connection connection) throws SQLException {
        Facts facts = facts(connection);
        return verdict(facts, sample(connection, facts)) instanceof Verdict.Failed failed
                ? failed.findings()
                : List.of();
    }

    private static Verdict verdict(Facts facts, List<SequenceSample> samples) {
        Live live = facts.live().with(new Samples(List.of(), Map.of(), samples, List.of()));
        return Optional.of(Rules.installed())
                .flatMap(r -> r.find(new RuleId("CN24")))
                .orElseThrow()
                .judge(new Facts(facts.snapshot(), live, Evidence.none()));
    }

    private static List<SequenceSample> sample(Connection connection, Facts facts) {
        return new SequenceSampler(System::nanoTime).sample(connection, facts);
    }

    private static Facts facts(Connection connection) {
        return new Facts(new SnapshotReader().read(connection), LiveOverlay.nothing(), Evidence.none());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
