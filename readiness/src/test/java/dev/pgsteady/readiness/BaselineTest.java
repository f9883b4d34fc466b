package dev.pgsteady.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.TerminalStyle;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final Finding.Subject TABLE = new Finding.Subject("table", "public.t");

    @TempDir
    private Path folder;

    @Test
    void a_baseline_comes_back_from_its_file(TestDatabase database) throws SQLException, IOException {
        Baseline written = Baseline.of(Checked.report(database.execute(Checked.HARD_NAMES)));

        assertThat(Baseline.read(file(written.write()))).isEqualTo(written);
        assertThat(written.systemIdentifier()).isPresent();
        assertThat(written.entries()).hasSizeGreaterThan(10);
    }

    @Test
    void what_is_known_does_not_fail_a_check_and_what_is_new_does(TestDatabase database) throws SQLException {
        database.execute(Checked.HARD_NAMES);
        Report before = Checked.report(database);
        Baseline baseline = Baseline.of(before);
        database.execute("drop table orders; create table fresh (a int)");
        Report after = Checked.report(database).against(baseline);

        assertThat(before.against(baseline).worst()).isEmpty();
        assertThat(after.worst()).isEqualTo(Optional.of(Severity.MEDIUM));
        assertThat(after.score()).isEqualTo(Checked.report(database).score());
        assertThat(after.findings().stream().filter(f -> !after.knows(f) && f.severity() != Severity.INFO))
                .isNotEmpty()
                .allSatisfy(f -> assertThat(f.subject().name()).contains("fresh"));
        Baseline.Comparison comparison = after.baseline().orElseThrow();
        assertThat(comparison.known() + comparison.fresh())
                .isEqualTo(after.findings().size());
        Set<Baseline.Entry> there = Set.copyOf(Baseline.of(after).entries());
        assertThat(baseline.entries().stream().filter(e -> !there.contains(e)))
                .hasSize(comparison.gone())
                .anySatisfy(e -> assertThat(e.subject().name()).contains("orders"));
    }

    @Test
    void what_is_new_is_shown_first_and_what_is_known_is_marked(TestDatabase database) throws SQLException {
        database.execute(Checked.HARD_NAMES);
        Baseline baseline = Baseline.of(Checked.report(database));
        Report report = Checked.report(database.execute("create table fresh (a int, b json)"))
                .against(baseline);

        String text = ReportText.write(report, report.findings(), TerminalStyle.PLAIN);
        assertThat(text).contains(" known from the baseline, ", " 0 of the baseline are gone.");
        assertThat(report.findings().stream().map(report::knows)).isSorted().contains(true, false);
        assertThat(text.indexOf("table public.fresh")).isBetween(0, text.indexOf("(known)"));
        assertThat(ReportHtml.write(report, true)).contains("known from the baseline", "(known)");
        assertThat(ReportMarkdown.write(report, true)).contains("known from the baseline", ", known)");
        assertThat(ReportJson.write(report, true)).contains("\"state\" : \"new\"", "\"state\" : \"known\"");
        assertThat(ReportJson.write(Checked.report(database), true)).doesNotContain("\"state\"", "\"baseline\"");
    }

    @Test
    void an_accepted_finding_is_not_gone(TestDatabase database) throws SQLException {
        database.execute("create table t (a int)");
        Baseline baseline = Baseline.of(Checked.report(database));
        Report report = Checked.report(database, Checked.suppression("CN01", "*", Optional.empty()))
                .against(baseline);

        assertThat(report.suppressed()).isEqualTo(1);
        assertThat(report.baseline().orElseThrow().gone()).isZero();
    }

    @Test
    void a_number_that_grows_makes_no_new_finding() {
        RuleId rule = new RuleId("IX01");
        Finding then = new Finding(rule, Severity.LOW, TABLE, "3 rows", Optional.empty(), 3);
        Finding now = new Finding(rule, Severity.HIGH, TABLE, "3,000,000 rows", Optional.empty(), 3_000_000);

        assertThat(Baseline.Entry.of(now)).isEqualTo(Baseline.Entry.of(then));
        assertThat(Baseline.Entry.of(then).fingerprint())
                .isEqualTo("c7beda5b5f2e053f612213ff8c5d70e47aa498d67632d060f5ef8d7adf76b168")
                .isNotEqualTo(new Baseline.Entry(new RuleId("IX02"), TABLE).fingerprint());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'baselineVersion': 1,~ 'database': } | CONFIGURATION | is not JSON at line 2, column 14",
                "[] | CONFIGURATION | is no baseline",
                "{'baselineVersion': 2} | CONFIGURATION | was written by a newer pgsteady (version 2",
                "{'baselineVersion': 1} | CONFIGURATION | database has no name",
                "{'baselineVersion': 1, 'findings': [{'rule': 3}]} | CONFIGURATION | findings[0] has no rule",
                "{'baselineVersion': 1, 'findings': [{'rule': 'ZZ', 'subject': {'kind': 'a', 'name': 'b'}}]} | CONFIGURATION | findings[0] has a rule that is none: ZZ",
                "{'baselineVersion': 1, 'findings': [{'rule': 'IX01', 'subject': {'kind': 'a', 'name': 'b'}, 'fingerprint': 'c'}]} | CONFIGURATION | (IX01 b) has the fingerprint of another finding",
            })
    void a_broken_file_is_named_with_its_place(String text, Problem.Kind kind, String what) throws IOException {
        Path file = file(text.replace('\'', '"').replace('~', '\n'));
        Problem problem = catchThrowableOfType(Problem.class, () -> Baseline.read(file));

        assertThat(problem.kind()).isEqualTo(kind);
        assertThat(problem.getMessage()).contains("baseline.json", what);
        assertThat(problem.next()).contains("--write-baseline");
    }

    @Test
    void a_missing_file_is_said_with_the_way_to_write_it() {
        Problem problem = catchThrowableOfType(Problem.class, () -> Baseline.read(folder.resolve("none.json")));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.FILE);
        assertThat(problem.next()).contains("pgsteady check --write-baseline ", "none.json");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("baseline.json"), text);
    }
}
