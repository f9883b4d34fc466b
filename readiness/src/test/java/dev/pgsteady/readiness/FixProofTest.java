package dev.pgsteady.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Fix;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.ThrowAwayServer;
import dev.pgsteady.readiness.FixProof.Proof;
import dev.pgsteady.readiness.FixProof.State;
import dev.pgsteady.testkit.SharedFolder;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Fixes tried on clones. What became of those of real schemas is written to `target/proofs.txt`.
class FixProofTest {
    private static final String EXTENSIONS = """
            create extension if not exists cube; create extension if not exists earthdistance;
            create extension if not exists unaccent; create extension if not exists btree_gin;
            create extension if not exists pg_trgm; create extension if not exists pgcrypto;
            create extension if not exists tablefunc; create extension if not exists "uuid-ossp";
            create extension if not exists ltree;""";

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    @SuppressWarnings("NullAway.Init")
    private static ThrowAwayServer throwAway;

    private final Readiness readiness = new Readiness();

    @BeforeAll
    static void start() {
        Path state = Path.of("target", "proofs").toAbsolutePath();
        throwAway = ThrowAwayServer.start(
                Machine.here().with("PGSTEADY_STATE", state.toString()), (stage, done, total) -> {});
    }

    @AfterAll
    static void stop() {
        throwAway.close();
    }

    @Test
    void a_fix_that_works_is_proved_with_its_lock_and_nothing_is_changed_at_the_source(TestDatabase database)
            throws SQLException {
        database.execute("""
                create table parent (id bigint primary key);
                create table child (id bigint primary key, parent_id bigint not null references parent);
                insert into parent select generate_series(1, 100);
                insert into child select i, i from generate_series(1, 100) i;
                create sequence numbers; create table numbered (id bigint primary key default nextval('numbers'));""");
        Proof proof = proved(database, "IX01", "CN25");
        assertThat(proof.outcomes())
                .extracting(o -> o.step().finding().rule() + " " + o.state())
                .containsExactlyInAnyOrder("IX01 MENDED", "CN25 MENDED");
        assertThat(proof.outcomes())
                .flatExtracting(FixProof.Outcome::runs)
                .extracting(run -> run.lock().orElse("none") + " " + run.seen())
                .containsExactlyInAnyOrder("SHARE UPDATE EXCLUSIVE false", "SHARE ROW EXCLUSIVE true");
        assertThat(proof.copied().rows()).isEqualTo(200);
        assertThat(proof.fresh()).isEmpty();
        assertThat(count(database, "select count(*) from pg_indexes where tablename = 'child'"))
                .isEqualTo(1);
    }

    @Test
    void a_constraint_that_rows_break_cannot_be_validated_and_the_proof_says_so(TestDatabase database)
            throws SQLException {
        database.execute("""
                create table good (id int primary key); create table bad (id int primary key);
                insert into good values (1); insert into bad values (-1);
                alter table good add constraint positive check (id > 0) not valid;
                alter table bad add constraint positive check (id > 0) not valid;""");
        try (Connection source = database.connect()) {
            Facts facts = readiness.look(source, CheckOptions.usual());
            List<FixScript.Step> steps = readiness.judge(facts, List.of()).findings().stream()
                    .filter(f -> f.rule().value().equals("CN03"))
                    .map(f -> new FixScript.Step(f, "t", List.of(validation(f))))
                    .toList();
            Proof proof = prove(source, facts, new FixScript(database.name(), steps, 0));
            assertThat(proof.outcomes())
                    .extracting(o -> o.step().finding().subject().name() + " " + o.state())
                    .containsExactlyInAnyOrder("public.good.positive MENDED", "public.bad.positive FAILED");
            assertThat(proof.outcomes())
                    .filteredOn(o -> o.state() == State.FAILED)
                    .allSatisfy(o -> assertThat(o.error().orElse("")).contains("is violated by some row"));
        }
    }

    private static String validation(Finding finding) {
        return finding.fix()
                .orElseThrow()
                .text()
                .lines()
                .filter(l -> l.contains("VALIDATE"))
                .findFirst()
                .orElseThrow()
                .replace(";", "");
    }

    @Test
    void a_fix_that_does_nothing_is_told_from_one_that_mends(TestDatabase database) throws SQLException {
        database.execute("create table parent (id int primary key);"
                + " create table child (id int primary key, parent_id int references parent);");
        try (Connection source = database.connect()) {
            Facts facts = readiness.look(source, CheckOptions.usual());
            Finding real = readiness.judge(facts, List.of()).findings().stream()
                    .filter(f -> f.rule().value().equals("IX01"))
                    .findFirst()
                    .orElseThrow();
            Finding invented = new Finding(
                    new RuleId("IX01"),
                    Severity.LOW,
                    new Subject("constraint", "public.nowhere.none"),
                    "a fact",
                    Optional.of(new Fix(Fix.Kind.SQL, "SELECT 1;")),
                    0);
            FixScript script = new FixScript(
                    database.name(),
                    List.of(
                            new FixScript.Step(real, "t", List.of("SELECT 1")),
                            new FixScript.Step(invented, "t", List.of("CREATE TABLE bare (a int)"))),
                    0);
            Proof proof = prove(source, facts, script);
            assertThat(proof.outcomes())
                    .extracting(FixProof.Outcome::state)
                    .containsExactly(State.STAYED, State.NOT_SHOWN);
            assertThat(proof.fresh()).extracting(f -> f.rule().value()).contains("CN01");
        }
    }

    @Test
    void a_setting_is_proved_though_the_clone_has_it_already(TestDatabase database) throws SQLException {
        database.execute("create table t (id int primary key)");
        Proof proof = proved(database, "MO03", "MO04");
        assertThat(proof.outcomes()).allSatisfy(o -> assertThat(o.state()).isEqualTo(State.MENDED));
    }

    @Test
    void at_least_95_of_100_fixes_of_real_schemas_mend_and_none_brings_anything_new() throws Exception {
        List<String> lines = new ArrayList<>();
        for (Path file : files()) {
            Proof proof = proved(file);
            lines.add(String.format(
                    Locale.ROOT,
                    "%-20s %4d fixes %4d mended %3d stayed %3d failed %3d not shown %3d new",
                    file.getFileName(),
                    proof.outcomes().size(),
                    proof.count(State.MENDED),
                    proof.count(State.STAYED),
                    proof.count(State.FAILED),
                    proof.count(State.NOT_SHOWN),
                    proof.fresh().size()));
            assertThat(proof.fresh()).as("%s", file).isEmpty();
            assertThat(100 * proof.count(State.MENDED))
                    .as("%s: %s", file, unmended(proof))
                    .isGreaterThanOrEqualTo(95L * proof.outcomes().size());
        }
        Files.write(Path.of("target", "proofs.txt"), lines);
    }

    private static List<String> unmended(Proof proof) {
        return proof.outcomes().stream()
                .filter(o -> o.state() != State.MENDED)
                .map(o -> o.state() + " " + o.step().finding())
                .toList();
    }

    private Proof proved(TestDatabase database, String... rules) throws SQLException {
        Set<String> wanted = Set.of(rules);
        try (Connection source = database.connect()) {
            Facts facts = readiness.look(source, CheckOptions.usual());
            FixScript all = FixScript.of(readiness.judge(facts, List.of()), FixScript.Choice.all());
            return prove(
                    source,
                    facts,
                    new FixScript(
                            all.database(),
                            all.steps().stream()
                                    .filter(s ->
                                            wanted.contains(s.finding().rule().value()))
                                    .toList(),
                            0));
        }
    }

    private Proof proved(Path file) throws SQLException, IOException {
        try (TestDatabase database = SERVER.create();
                Connection source = database.connect()) {
            try (Statement statement = source.createStatement()) {
                statement.execute(EXTENSIONS);
                statement.execute(Files.readString(file));
                statement.execute("RESET ALL");
            }
            Facts facts = readiness.look(source, CheckOptions.usual());
            return prove(source, facts, FixScript.of(readiness.judge(facts, List.of()), FixScript.Choice.all()));
        }
    }

    private Proof prove(Connection source, Facts facts, FixScript script) throws SQLException {
        String name = facts.server().database();
        try (Connection server = connect("postgres");
                Statement statement = server.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
            try (Connection scratch = connect(name)) {
                return new FixProof(readiness, CheckOptions.usual(), (what, done, total) -> {})
                        .prove(source, facts, script, new FixProof.Scratch(scratch, 1_000));
            } finally {
                statement.execute("DROP DATABASE " + name + " WITH (FORCE)");
            }
        }
    }

    private static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                throwAway.address().jdbcUrl(database), throwAway.address().credentials());
    }

    private static long count(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(SharedFolder.require("schemas"))) {
            return files.filter(f -> f.toString().endsWith(".sql")).sorted().toList();
        }
    }
}
