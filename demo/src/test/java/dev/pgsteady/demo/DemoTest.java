package dev.pgsteady.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Address;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the front door promises about building, keeping and removing.
class DemoTest {
    private static final List<String> TABLES =
            List.of("users", "workspaces", "projects", "project_visualizations", "stripe_events", "usage_daily");

    @TempDir
    Path state;

    private Demo demo;

    @BeforeEach
    void open() {
        demo = Demo.at(state, Clock.fixed(Instant.parse("2026-03-02T10:00:00Z"), ZoneOffset.UTC));
    }

    @AfterEach
    void remove() {
        demo.down();
    }

    /// One story, because each of its steps needs a server.
    @Test
    void an_interrupted_build_is_never_shown_and_is_replaced_by_one_with_equal_contents() throws SQLException {
        assertThat(demo.state()).isEqualTo(new DemoState.Absent());
        for (String step : List.of("writing slides", "signing the newest users up", "taking statistics")) {
            assertThat(interruptedAt(step).kind()).as(step).isEqualTo(Problem.Kind.INTERRUPTED);
            assertThat(demo.state()).as(step).isEqualTo(new DemoState.Unfinished());
        }
        DemoDatabase first = demo.up(300, Progress.NONE);
        assertThat(demo.state()).isEqualTo(new DemoState.Ready(first));
        assertThat(databases(first.superuser())).containsExactly("instantviz", "postgres");
        List<String> contents = contents(first.superuser());

        change(first.superuser());
        assertThat(demo.up(400, Progress.NONE)).isEqualTo(first);
        assertThat(contents(first.superuser()))
                .as("what somebody changed is kept")
                .isNotEqualTo(contents);

        DemoDatabase second = demo.reset(300, Progress.NONE);
        assertThat(second.counts()).isEqualTo(first.counts());
        assertThat(contents(second.superuser())).isEqualTo(contents);

        assertThat(demo.down()).isTrue();
        assertThat(demo.state()).isEqualTo(new DemoState.Absent());
        assertThat(demo.down()).isFalse();
    }

    private Problem interruptedAt(String step) {
        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> demo.up(300, (what, done, total) -> {
                    if (what.equals(step)) {
                        Thread.currentThread().interrupt();
                    }
                }));
        assertThat(Thread.interrupted()).isTrue();
        return problem;
    }

    private static void change(Address address) throws SQLException {
        try (Connection application = Sessions.application(address, Demo.DATABASE)) {
            Statements.run(application, "update users set usage_count = 0 where usage_count < 0");
        }
    }

    private static List<String> contents(Address address) throws SQLException {
        List<String> hashes = new ArrayList<>();
        try (Connection application = Sessions.application(address, Demo.DATABASE)) {
            for (String table : TABLES) {
                hashes.addAll(Sessions.column(
                        application,
                        "select md5(string_agg(t::text, chr(10) order by t::text collate \"C\")) from " + table
                                + " t"));
            }
        }
        return hashes;
    }

    private static List<String> databases(Address address) throws SQLException {
        try (Connection postgres = Sessions.superuser(address, "postgres")) {
            return Sessions.column(postgres, "select datname from pg_database where not datistemplate order by 1");
        }
    }

    @Test
    void two_builds_at_once_and_databases_of_others_are_refused_in_words() throws SQLException {
        interruptedAt("writing users");
        Address address = dev.pgsteady.embedded.EmbeddedServer.at(
                        state, dev.pgsteady.embedded.ServerOptions.named("demo"))
                .address();
        try (Connection other = Sessions.superuser(address, "postgres")) {
            Statements.run(other, "select pg_advisory_lock(" + Build.LOCK + ")");
            assertThat(catchThrowableOfType(Problem.class, () -> demo.up(100, Progress.NONE)))
                    .hasMessage("Another process is building the demo.")
                    .extracting(Problem::kind)
                    .isEqualTo(Problem.Kind.BUSY);
            Statements.run(other, "select pg_advisory_unlock_all()");
            Statements.run(other, "create database instantviz");
            assertThat(catchThrowableOfType(Problem.class, () -> demo.up(100, Progress.NONE)))
                    .hasMessage("The demo's server has a database instantviz that the demo did not make.");
            assertThat(demo.state()).isEqualTo(new DemoState.Unfinished());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 99, 5_000_001})
    void a_number_of_users_that_cannot_be_is_refused_before_anything_is_touched(int users) {
        assertThat(catchThrowableOfType(Problem.class, () -> demo.reset(users, Progress.NONE)))
                .extracting(Problem::kind, Problem::next)
                .containsExactly(Problem.Kind.USAGE, "Choose a number from 100 to 5,000,000.");
        assertThat(state).isEmptyDirectory();
    }
}
