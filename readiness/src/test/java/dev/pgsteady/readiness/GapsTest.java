package dev.pgsteady.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.TerminalStyle;
import dev.pgsteady.core.Timeouts;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.schema.SnapshotReader;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What cannot be read makes the rules that ask for it unknown, and no other.
class GapsTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final String TABLES = """
            create table users (id bigint primary key);
            create table workspaces (id bigint primary key, user_id bigint references users);
            insert into users select generate_series(1, 200);
            insert into workspaces select i, i from generate_series(1, 200) i;
            analyze""";

    private static final String SHUT = "lock table gate in access exclusive mode";

    /// Puts a gate in front of a view of the server's, in this database alone: to lock such a view itself would lock
    /// catalogs that all databases share.
    private static void gated(TestDatabase database, String view) throws SQLException {
        database.execute(TABLES);
        database.execute("""
                set allow_system_table_mods = on;
                create table gate (id int primary key);
                alter view pg_catalog.%1$s rename to %1$s_itself;
                create view pg_catalog.%1$s as
                  select v.* from pg_catalog.%1$s_itself v, (select count(*) from public.gate) g""".formatted(view));
    }

    @ParameterizedTest
    @CsvSource({
        "pg_prepared_xacts, TX08, prepared transactions",
        "pg_replication_slots, MO14, replication slots",
        "pg_stat_replication, MO15, standbys",
        "pg_stat_activity, TX03, sessions",
        "pg_stat_archiver, IX21, versions of collations",
    })
    void a_view_that_is_locked_makes_unknown_what_needs_it_and_nothing_else(
            String view, String rule, String part, TestDatabase database) throws SQLException {
        gated(database, view);
        try (Connection holder = database.connect();
                Statement lock = holder.createStatement()) {
            Report before = Checked.report(database);
            holder.setAutoCommit(false);
            lock.execute(SHUT);
            Report report = Checked.report(database);
            holder.rollback();

            assertThat(report.judgement(new RuleId(rule)).verdict())
                    .isEqualTo(new Verdict.Unknown(part + " could not be read: locked by another session"));
            assertOthersAreAsBefore(report, before, "could not be read: locked by another session");
        }
    }

    @Test
    void a_query_that_takes_too_long_makes_unknown_what_needs_it_and_nothing_else(TestDatabase database)
            throws SQLException {
        gated(database, "pg_prepared_xacts");
        Timeouts patient = new Timeouts(Duration.ofSeconds(3), Duration.ofMinutes(1), Duration.ofMinutes(1));
        try (Connection holder = database.connect();
                Statement lock = holder.createStatement();
                Connection connection = database.connect()) {
            Report before = Checked.report(database);
            holder.setAutoCommit(false);
            lock.execute(SHUT);
            Report report = new Readiness()
                    .check(connection, new CheckOptions(patient, Evidence.none(), List.of(), Probes.UNASKED));
            holder.rollback();

            assertThat(report.judgement(new RuleId("TX08")).verdict())
                    .isEqualTo(new Verdict.Unknown("prepared transactions could not be read: timed out"));
            assertOthersAreAsBefore(report, before, "could not be read: timed out");
        }
    }

    @Test
    void what_the_role_is_refused_is_unknown_and_nothing_else(TestDatabase database) throws SQLException {
        String role = "refused_" + database.name();
        database.execute(TABLES + "; create role %s login password 'Lm6-refused'".formatted(role));
        try {
            Report before = as(database, role);
            database.execute("revoke select on pg_catalog.pg_replication_slots from public");
            Report report = as(database, role);

            assertThat(report.judgement(new RuleId("MO14")).verdict())
                    .isEqualTo(new Verdict.Unknown("replication slots could not be read: not allowed"));
            assertOthersAreAsBefore(report, before, "could not be read: not allowed");
        } finally {
            database.execute("drop owned by %s; drop role %1$s".formatted(role));
        }
    }

    @Test
    void rows_that_may_not_be_read_are_unknown_and_not_none(TestDatabase database) throws SQLException {
        String role = "blind_" + database.name();
        database.execute(TABLES + "; create role %s login password 'Lm6-refused'".formatted(role));
        try {
            assertThat(as(database, role).judgement(new RuleId("TX01")).verdict())
                    .isEqualTo(new Verdict.Unknown("the rows of 1 references could not be looked at: not allowed"));
        } finally {
            database.execute("drop role " + role);
        }
    }

    private static Report as(TestDatabase database, String role) throws SQLException {
        try (Connection connection = database.connectAs(role, "Lm6-refused")) {
            return new Readiness().check(connection, CheckOptions.usual());
        }
    }

    private static void assertOthersAreAsBefore(Report report, Report before, String reason) {
        assertThat(report.judgements().stream()
                        .filter(j -> !(j.verdict() instanceof Verdict.Unknown(String why) && why.contains(reason)))
                        .filter(j -> !j.equals(before.judgement(j.rule().id())))
                        .map(j -> j.rule().id() + " " + j.verdict() + " was "
                                + before.judgement(j.rule().id()).verdict()))
                .isEmpty();
    }

    @Test
    void a_rule_that_breaks_is_unknown_and_named_and_the_others_go_on(TestDatabase database) throws SQLException {
        Rules rules = new Rules(List.of(
                new Told("CN01", f -> Verdict.of(List.of())),
                new Told("CN02", f -> {
                    throw new ArithmeticException("by zero");
                }),
                new Told("CN03", Told::forever)));
        try (Connection connection = database.connect()) {
            Report report = new Readiness(rules).check(connection, CheckOptions.usual());

            assertThat(report.judgement(new RuleId("CN01")).verdict()).isEqualTo(new Verdict.Passed());
            assertThat(report.broken()).extracting(b -> b.rule().value()).containsExactly("CN02", "CN03");
            assertThat(reason(report, "CN02"))
                    .startsWith("the rule failed: java.lang.ArithmeticException: by zero at GapsTest.java:");
            assertThat(reason(report, "CN03"))
                    .startsWith("the rule failed: java.lang.StackOverflowError at Told.java:");
            assertThat(ReportText.write(report, report.findings(), TerminalStyle.PLAIN))
                    .contains("Rule CN02 failed, which is a bug in pgsteady; please report it");
            assertThat(ReportJunit.write(report, Optional.of(Severity.HIGH))).contains("errors=\"2\"", "<error ");
            assertThat(ReportSarif.write(report, "pgsteady.toml", "1")).contains("\"executionSuccessful\" : false");
        }
    }

    private static String reason(Report report, String rule) {
        return report.judgement(new RuleId(rule)).verdict() instanceof Verdict.Unknown(String reason) ? reason : "";
    }

    @Test
    void a_test_of_rules_still_hears_of_one_that_breaks(TestDatabase database) throws SQLException {
        Rules rules = new Rules(List.of(new Told("CN02", f -> {
            throw new ArithmeticException("by zero");
        })));
        try (Connection connection = database.connect()) {
            Facts facts = new Facts(new SnapshotReader().read(connection), LiveOverlay.nothing(), Evidence.none());

            assertThatThrownBy(() -> rules.judge(facts))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("CN02")
                    .hasCauseInstanceOf(ArithmeticException.class);
        }
    }
}
