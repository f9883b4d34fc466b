package dev.pgsteady.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Fix;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.TrapFile.Case;
import dev.pgsteady.readiness.TrapFile.Expectation;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The SQL that findings carry, run on the databases of the failing trap cases, as they are and with names that have to
/// be quoted: the finding goes and nothing worse comes. `-Dtraps=IX01,CN` limits the run to rules whose id begins so.
///
/// A case whose fix cannot do that says so with `-- fix: ` and one of
/// - `fails`, for the rows have to be mended first, or another step taken, as the text says;
/// - `shows`, with the rules that look at a role for the first time once it is an ordinary one;
/// - `stays`, for the statements help a person to decide, or a step outside the database remains.
class FixTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    /// What a person, or an earlier step, has to fill in.
    private static final Pattern OPEN = Pattern.compile("\\.\\.\\.|<[a-z ]+>");

    /// What is not done to a server that others use.
    private static final Pattern SERVER_WIDE = Pattern.compile("(?i)ALTER SYSTEM|restart|pg_drop_replication_slot");

    /// Roles that are not the case's.
    private static final Pattern STRANGERS = Pattern.compile("(ALTER|DROP) ROLE (?!\"?trap_|app )");

    /// What is safe on a busy server and cannot fail on the rows that are there.
    private static final List<Pattern> ONLINE = Stream.of(
                    "CREATE INDEX CONCURRENTLY .*",
                    "CREATE INDEX .* ON ONLY .*",
                    "ALTER INDEX .* ATTACH PARTITION .*",
                    "DROP INDEX (CONCURRENTLY )?.*",
                    "REINDEX INDEX CONCURRENTLY .*",
                    "ALTER TABLE .* ADD PRIMARY KEY USING INDEX .*",
                    "ALTER TABLE .* DROP CONSTRAINT .*",
                    "ALTER TABLE .* (SET|RESET) \\(.*\\)",
                    "ALTER VIEW .* SET \\(.*\\)",
                    "ALTER (ROUTINE|FUNCTION|ROLE|DATABASE) .* (SET|RESET) .*",
                    "ALTER SYSTEM SET .*",
                    "ALTER SEQUENCE .* (OWNED BY .*|AS bigint)",
                    "REVOKE .*",
                    "ANALYZE .*",
                    "VACUUM \\(ANALYZE\\) .*",
                    "CREATE EXTENSION .*",
                    "SELECT setval\\(.*\\)",
                    "SELECT pg_reload_conf\\(\\)")
            .map(p -> Pattern.compile(p, Pattern.DOTALL))
            .toList();

    /// Directives that say how much there is of what the catalog really holds; whatever else is laid over stays as it
    /// is when a fix has been run.
    private static final Set<String> MEASURES =
            Set.of("finds", "rows", "column", "counters", "index", "sample", "evidence", "fix", "after");

    /// Measures that a fix would change.
    private static final Set<String> MOVING = Set.of("use", "sequence", "database", "taken", "plan");

    private static final String ROLES = "select quote_ident(rolname) from pg_roles";

    /// How many cases of a rule are run with quoted names too.
    private static final int QUOTED = 2;

    private static final Set<String> PRINTED = new TreeSet<>();

    @SuppressWarnings("NullAway.Init")
    private static TrapDatabases databases;

    private final Rules rules = Rules.installed();

    @BeforeAll
    static void open() throws SQLException {
        databases = new TrapDatabases(SERVER);
    }

    @AfterAll
    static void close() throws SQLException, IOException {
        databases.close();
        Files.write(Path.of(System.getProperty("user.dir"), "target", "fixes.txt"), PRINTED);
    }

    @TestFactory
    Stream<DynamicTest> every_fix_mends_what_it_is_for() {
        List<String> wanted = List.of(System.getProperty("traps", "").split(",", -1));
        return TrapFile.all().stream()
                .filter(f -> wanted.stream().anyMatch(f.rule().value()::startsWith))
                .map(f -> DynamicTest.dynamicTest(f.rule().value(), () -> hold(f)));
    }

    private void hold(TrapFile file) throws SQLException {
        Rule rule = rules.find(file.rule()).orElseThrow();
        List<String> faults = new ArrayList<>();
        List<Case> failing = file.cases().stream()
                .filter(c -> c.expectation() == Expectation.FAILS)
                .toList();
        int quoted = 0;
        for (Case trap : failing) {
            if (prove(rule, trap, false, faults) && quoted < QUOTED) {
                prove(rule, QuotedNames.of(trap), true, faults);
                quoted++;
            }
        }
        assertThat(faults).isEmpty();
    }

    /// Whether any fix of this case is run; what is wrong with them goes to the faults.
    private boolean prove(Rule rule, Case trap, boolean quoted, List<String> faults) throws SQLException {
        Proof proof = databases.with(trap, c -> {
            Proof here = proof(rule, trap, quoted, c);
            if (!here.spoils()) {
                tidily(c, () -> faults.addAll(mend(here, c)));
            }
            return here;
        });
        if (proof.spoils()) {
            databases.fresh(trap, c -> tidily(c, () -> faults.addAll(mend(proof(rule, trap, quoted, c), c))));
        }
        return !proof.toRun().isEmpty();
    }

    /// A case before its fixes are run.
    ///
    /// @param toRun the findings whose fixes are run
    private record Proof(Rule rule, Case trap, boolean quoted, Facts before, List<Finding> toRun) {
        boolean says(String word) {
            return trap.directives("fix").stream().anyMatch(d -> d.words().contains(word));
        }

        /// Whether a database that other cases take afterwards is none for these fixes.
        boolean spoils() {
            return !TrapDatabases.lasts(trap.sql()) && toRun.stream().anyMatch(f -> TrapDatabases.lasts(text(f)));
        }

        boolean moves() {
            return trap.directives().stream().anyMatch(d -> MOVING.contains(d.name()));
        }

        String where(Finding finding) {
            return "%s %s, %s: %s"
                    .formatted(finding.rule(), trap.words(), finding.subject().name(), text(finding));
        }
    }

    private static Proof proof(Rule rule, Case trap, boolean quoted, Connection connection) throws SQLException {
        if (quoted) {
            QuotedNames.give(connection);
        }
        Facts facts = TrapDatabases.read(trap, connection);
        List<Finding> findings = findings(rule, facts);
        assertThat(findings).filteredOn(f -> kinds(f).contains(Fix.Kind.SQL)).allSatisfy(FixTest::isOnline);
        findings.stream()
                .filter(f -> f.fix().isPresent() && !runs(trap, f))
                .forEach(f -> note(kind(f) == Fix.Kind.PROCEDURE ? "words" : "not run", trap, f));
        return new Proof(
                rule,
                trap,
                quoted,
                facts,
                findings.stream().filter(f -> runs(trap, f)).toList());
    }

    private static boolean runs(Case trap, Finding finding) {
        boolean real =
                trap.directives().stream().allMatch(d -> MEASURES.contains(d.name()) || MOVING.contains(d.name()));
        return real
                && finding.fix().isPresent()
                && !STRANGERS.matcher(text(finding)).find()
                && kind(finding) != Fix.Kind.PROCEDURE
                && !SERVER_WIDE.matcher(text(finding)).find()
                && !OPEN.matcher(text(finding)).find();
    }

    private List<String> mend(Proof proof, Connection connection) throws SQLException {
        List<String> faults = new ArrayList<>();
        if (proof.toRun().isEmpty()) {
            return faults;
        }
        Set<String> bad = severe(proof.before());
        List<Finding> ran = new ArrayList<>();
        for (Finding finding : proof.toRun()) {
            Optional<String> error = run(text(finding), connection);
            boolean expected = proof.says("fails") && kind(finding) == Fix.Kind.REVIEW;
            if (error.isPresent() != expected) {
                faults.add(proof.where(finding) + "\n -> " + error.orElse("it runs after all"));
            }
            note(error.map(e -> "fails").orElse("runs"), proof.trap(), finding);
            if (error.isEmpty()) {
                ran.add(finding);
            }
        }
        faults.addAll(afterwards(proof, connection));
        Facts after = TrapDatabases.read(proof.trap(), connection);
        faults.addAll(left(proof, ran, after));
        if (ran.size() < proof.toRun().size()) {
            return faults;
        }
        Set<String> worse = severe(after);
        worse.removeAll(bad);
        worse.removeIf(
                w -> w.startsWith(proof.rule().words().id() + " ") || proof.says(w.substring(0, w.indexOf(' '))));
        worse.forEach(w -> faults.add(proof.trap().words() + ": the fix brought " + w + "\n"
                + ran.stream().map(FixTest::text).collect(Collectors.joining("\n"))));
        return faults;
    }

    /// What an application does afterwards, which still has to work.
    private static List<String> afterwards(Proof proof, Connection connection) throws SQLException {
        List<String> faults = new ArrayList<>();
        for (Directive after :
                proof.quoted() ? List.<Directive>of() : proof.trap().directives("after")) {
            run(after.word(0), connection)
                    .ifPresent(e -> faults.add(proof.trap().words() + ": afterwards " + e));
        }
        return faults;
    }

    /// Those whose findings are there although they should not be, or the other way round.
    private static List<String> left(Proof proof, List<Finding> ran, Facts after) {
        Verdict verdict = proof.rule().judge(after);
        if (verdict instanceof Verdict.Unknown unknown) {
            return List.of(proof.trap().words() + ": after the fix nobody knows: " + unknown.reason());
        }
        Set<Finding.Subject> subjects =
                findings(proof.rule(), after).stream().map(Finding::subject).collect(Collectors.toSet());
        return ran.stream()
                .filter(f -> !proof.moves())
                .filter(f -> subjects.contains(f.subject()) != (proof.says("stays") && kind(f) == Fix.Kind.REVIEW))
                .map(f ->
                        proof.where(f) + "\n -> " + (subjects.contains(f.subject()) ? "it stays" : "it goes after all"))
                .toList();
    }

    private static Optional<String> run(String text, Connection connection) throws SQLException {
        TrapDatabases.execute(connection, "set lock_timeout = '10s'");
        for (String statement : Script.statements(text)) {
            try {
                TrapDatabases.execute(connection, statement);
            } catch (SQLException e) {
                TrapDatabases.execute(connection, "rollback");
                return Optional.of(statement + ": " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    /// Roles that a fix makes go with the case.
    private static <T> T tidily(Connection connection, Work<T> work) throws SQLException {
        Set<String> known = roles(connection);
        try {
            return work.done();
        } finally {
            Set<String> made = roles(connection);
            made.removeAll(known);
            for (String role : made) {
                TrapDatabases.execute(connection, "drop owned by %s; drop role %1$s".formatted(role));
            }
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T done() throws SQLException;
    }

    private static Set<String> roles(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ROLES)) {
            Set<String> roles = new HashSet<>();
            while (row.next()) {
                roles.add(row.getString(1));
            }
            return roles;
        }
    }

    private static List<Finding> findings(Rule rule, Facts facts) {
        return rule.judge(facts) instanceof Verdict.Failed failed ? failed.findings() : List.of();
    }

    /// What all rules find that is not mild.
    private Set<String> severe(Facts facts) {
        return rules.all().stream()
                .flatMap(r -> findings(r, facts).stream())
                .filter(f -> f.severity().atLeast(Severity.MEDIUM))
                .map(f ->
                        f.rule() + " " + f.subject().kind() + " " + f.subject().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void note(String outcome, Case trap, Finding finding) {
        PRINTED.add("%s %s %s | %s | %s | %s"
                .formatted(
                        finding.rule(),
                        kind(finding),
                        outcome,
                        trap.words(),
                        finding.subject().name(),
                        text(finding).replace("\n", " ")));
    }

    private static void isOnline(Finding finding) {
        assertThat(Script.statements(text(finding)))
                .allSatisfy(
                        s -> assertThat(ONLINE).anySatisfy(p -> assertThat(s).matches(p)));
    }

    private static Set<Fix.Kind> kinds(Finding finding) {
        return finding.fix().stream().map(Fix::kind).collect(Collectors.toSet());
    }

    private static Fix.Kind kind(Finding finding) {
        return finding.fix().orElseThrow().kind();
    }

    private static String text(Finding finding) {
        return finding.fix().orElseThrow().text();
    }
}
