package dev.pgsteady.readiness;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.embedded.Address;
import dev.pgsteady.readiness.Live.Statements;
import dev.pgsteady.readiness.TrapFile.Case;
import dev.pgsteady.readiness.TrapFile.Expectation;
import dev.pgsteady.schema.Snapshot;
import dev.pgsteady.schema.SnapshotReader;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every section of every trap file, on a database of its own. `-Dtraps=IX01,CN` limits the run to rules whose id
/// begins so.
class TrapTest {
    private static final long LOCK = 7_421_001;
    private static final String DROP_ROLES = """
            do $$declare r text; begin
              for r in select rolname from pg_roles where rolname like 'trap\\_%' loop
                execute format('drop owned by %I; drop role %1$I', r);
              end loop;
            end$$""";

    private static final Pattern LASTING = Pattern.compile(
            "(?i)\\b(role|user|schema|database|extension|server|grant|revoke|owner|privileges|collation|publication"
                    + "|subscription|system|large|trap_\\w*)\\b");
    private static final String EMPTY = """
            drop schema public cascade;
            create schema public authorization pg_database_owner;
            grant usage on schema public to public;""";

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    @SuppressWarnings("NullAway.Init")
    private static Connection again;

    private final Rules rules = Rules.installed();

    /// The class's database outlives the connection, which goes first.
    @BeforeAll
    static void connect(TestDatabase database) throws SQLException {
        again = database.connect();
    }

    @AfterAll
    static void disconnect() throws SQLException {
        again.close();
    }

    @TestFactory
    Stream<DynamicContainer> every_trap_is_judged_as_it_says() {
        List<String> wanted = List.of(System.getProperty("traps", "").split(",", -1));
        return TrapFile.all().stream()
                .filter(f -> wanted.stream().anyMatch(f.rule().value()::startsWith))
                .map(f -> DynamicContainer.dynamicContainer(
                        f.rule().value(), f.cases().stream().map(c -> test(f.rule(), c))));
    }

    private DynamicTest test(RuleId id, Case trap) {
        String name = "%s %s: %s".formatted(id, trap.expectation().name().toLowerCase(Locale.ROOT), trap.words());
        return DynamicTest.dynamicTest(name, () -> hold(id, trap));
    }

    private void hold(RuleId id, Case trap) throws SQLException {
        Rule rule = rules.find(id).orElseThrow(() -> new AssertionError("there is no rule " + id));
        Verdict verdict = rule.judge(facts(trap));
        assertThat(said(verdict)).as("%s", verdict).isEqualTo(trap.expectation());
        if (!trap.finds().isEmpty() && verdict instanceof Verdict.Failed failed) {
            assertThat(failed.findings())
                    .extracting(f -> f.subject().kind() + " " + f.subject().name())
                    .containsExactlyInAnyOrderElementsOf(trap.finds());
        }
    }

    private static Expectation said(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Failed failed -> Expectation.FAILS;
            case Verdict.Passed passed -> Expectation.PASSES;
            case Verdict.Unknown unknown -> Expectation.UNKNOWN;
            case Verdict.Skipped skipped -> Expectation.SKIPS;
        };
    }

    /// A case that leaves nothing behind but tables takes the database that the last one had, emptied: making a new
    /// one costs more than all the rest. Roles belong to the whole server, so cases that make some take turns,
    /// whichever process they run in.
    private static Facts facts(Case trap) throws SQLException {
        if (!LASTING.matcher(trap.sql()).find()) {
            execute(again, EMPTY);
            return read(trap, again);
        }
        if (!trap.sql().contains("trap_")) {
            return fresh(trap);
        }
        try (Connection turn = maintenance()) {
            execute(turn, "select pg_advisory_lock(%d)".formatted(LOCK));
            execute(turn, DROP_ROLES);
            try {
                return fresh(trap);
            } finally {
                execute(turn, DROP_ROLES);
            }
        }
    }

    private static Facts fresh(Case trap) throws SQLException {
        try (TestDatabase database = SERVER.create();
                Connection connection = database.connect()) {
            return read(trap, connection);
        }
    }

    /// One database for all, because advisory locks are per database.
    private static Connection maintenance() throws SQLException {
        Address address = SERVER.address();
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/postgres".formatted(address.host(), address.port()),
                address.user(),
                address.readPassword());
    }

    private static Facts read(Case trap, Connection connection) throws SQLException {
        execute(connection, trap.sql() + "\n;select pg_stat_force_next_flush()");
        execute(connection, "select 1");
        Snapshot snapshot = Overlay.on(new SnapshotReader().read(connection), trap.directives());
        Live live = LiveOverlay.on(nothing(), trap, snapshot.server().database());
        return new Facts(
                snapshot, live, LiveOverlay.evidence(trap, snapshot.server().at()));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Live nothing() {
        return new Live(
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                new Statements(false, false, Optional.empty()));
    }

    @Test
    void every_rule_has_a_trap_to_fall_into_and_look_alikes_to_pass() {
        Map<RuleId, List<TrapFile>> files = TrapFile.all().stream().collect(groupingBy(TrapFile::rule));
        List<String> thin = rules.all().stream()
                .map(r -> r.words().id())
                .filter(id -> !enough(files.getOrDefault(id, List.of())))
                .map(RuleId::value)
                .toList();
        assertThat(thin).isEmpty();
    }

    /// One failing section and two that are not; a rule that can never pass shows two unknowns or skips.
    private static boolean enough(List<TrapFile> files) {
        List<Case> cases = files.stream().flatMap(f -> f.cases().stream()).toList();
        long failing =
                cases.stream().filter(c -> c.expectation() == Expectation.FAILS).count();
        return failing >= 1 && cases.size() - failing >= 2;
    }

    @Test
    void every_trap_file_belongs_to_a_rule() {
        assertThat(TrapFile.all())
                .extracting(TrapFile::rule)
                .allSatisfy(id -> assertThat(rules.find(id)).as("rule %s", id).isPresent());
    }
}
