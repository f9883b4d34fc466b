package dev.pgsteady.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// What is written for other programs to read, of a database whose names are the worst that each form can meet.
class ReportFormsTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    @Test
    void the_same_database_gives_the_same_bytes(TestDatabase database) throws SQLException {
        database.execute(Checked.HARD_NAMES);
        Report first = Checked.report(database);
        Report second = Checked.report(database);

        assertThat(ReportMarkdown.write(second, true)).isEqualTo(ReportMarkdown.write(first, true));
        assertThat(ReportJunit.write(second, Optional.of(Severity.HIGH)))
                .isEqualTo(ReportJunit.write(first, Optional.of(Severity.HIGH)));
        assertThat(ReportSarif.write(second, "pgsteady.toml", "1"))
                .isEqualTo(ReportSarif.write(first, "pgsteady.toml", "1"));
    }

    @Test
    void no_name_becomes_markup_in_markdown(TestDatabase database) throws SQLException {
        String page = ReportMarkdown.write(Checked.report(database.execute(Checked.HARD_NAMES)), true);
        String outside = page.replaceAll("(?ms)^(`{3,})[a-z]*\n.*?^\\1$", "").replaceAll("(`+)[^`\n].*?\\1", "");

        assertThat(page).contains("/8 production-ready, ", "| area | points |", "#### Constraints in the database");
        assertThat(page).contains("````table \"a|b `c` <b>&'@team #1\".\"t ```]]> \"````: ");
        assertThat(outside).doesNotContain("<b>", "@team", " #1", "\u0001");
        assertThat(page.lines().filter(l -> l.startsWith("| ")))
                .hasSize(9)
                .allSatisfy(row -> assertThat(row).matches("[^|]*(\\|[^|]*){4}\\|"));
    }

    @Test
    void a_page_of_markdown_says_how_much_it_hides(TestDatabase database) throws SQLException {
        database.execute("do $$begin for i in 1..40 loop"
                + " execute format('create table t%s (x int, y json)', i); end loop; end$$");
        Report report = Checked.report(database);

        assertThat(ReportMarkdown.write(report, false))
                .contains("25 of %d findings; `pgsteady check --all` shows all."
                        .formatted(report.findings().size()));
        assertThat(ReportMarkdown.write(report, true)).doesNotContain("shows all.");
    }

    @ParameterizedTest
    @CsvSource({"HIGH", "CRITICAL", "INFO", "never"})
    void junit_counts_what_it_holds_and_fails_what_the_limit_says(String limit, TestDatabase database)
            throws Exception {
        Report report = Checked.report(database.execute(Checked.HARD_NAMES));
        Optional<Severity> severity = limit.equals("never") ? Optional.empty() : Optional.of(Severity.valueOf(limit));

        Element root = parsed(ReportJunit.write(report, severity));

        assertThat(root.getAttribute("tests"))
                .isEqualTo(Integer.toString(report.judgements().size()));
        assertThat(root.getAttribute("failures"))
                .isEqualTo(Long.toString(report.judgements().stream()
                        .filter(j -> j.findings().stream()
                                .anyMatch(f ->
                                        severity.filter(f.severity()::atLeast).isPresent()))
                        .count()));
        assertThat(root.getAttribute("skipped"))
                .isEqualTo(Long.toString(report.judgements().stream()
                        .filter(j -> j.verdict() instanceof Verdict.Skipped || j.verdict() instanceof Verdict.Unknown)
                        .count()));
        List<Element> suites = elements(root, "testsuite");
        assertThat(suites).hasSize(8).allSatisfy(suite -> {
            assertThat(suite.getAttribute("tests")).isEqualTo(count(suite, "testcase"));
            assertThat(suite.getAttribute("failures")).isEqualTo(count(suite, "failure"));
            assertThat(suite.getAttribute("skipped")).isEqualTo(count(suite, "skipped"));
            assertThat(suite.getAttribute("errors")).isEqualTo(count(suite, "error"));
        });
        assertThat(elements(root, "testcase")).noneMatch(c -> c.hasAttribute("time"));
    }

    @Test
    void junit_replaces_what_xml_cannot_hold(TestDatabase database) throws Exception {
        Report report = Checked.report(database.execute(Checked.HARD_NAMES));

        Element root = parsed(ReportJunit.write(report, Optional.of(Severity.HIGH)));

        assertThat(root.getTextContent()).contains("```]]>\uFFFD");
    }

    @Test
    void a_known_finding_fails_no_test(TestDatabase database) throws Exception {
        Report report = Checked.report(database.execute(Checked.HARD_NAMES));
        Element root = parsed(ReportJunit.write(report.against(Baseline.of(report)), Optional.of(Severity.INFO)));

        assertThat(root.getAttribute("failures")).isEqualTo("0");
        assertThat(root.getTextContent()).contains("(known)");
    }

    private static Element parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private static String count(Element parent, String tag) {
        return Integer.toString(elements(parent, tag).size());
    }

    private static List<Element> elements(Element parent, String tag) {
        NodeList found = parent.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }
}
