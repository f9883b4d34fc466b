package dev.pgsteady.readiness;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.TrapFile.Case;
import dev.pgsteady.readiness.TrapFile.Expectation;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every section of every trap file, on a database of its own. `-Dtraps=IX01,CN` limits the run to rules whose id
/// begins so. How they came out is written to `target/traps.txt`.
class TrapTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final TrapTally TALLY = new TrapTally();

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
        Path target = Path.of(System.getProperty("user.dir"), "target");
        Files.writeString(Files.createDirectories(target).resolve("traps.txt"), TALLY.text());
        System.out.println("traps: " + TALLY.summary());
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
        Verdict verdict = rule.judge(databases.with(trap, c -> TrapDatabases.read(trap, c)));
        TALLY.enter(id, trap, verdict);
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
