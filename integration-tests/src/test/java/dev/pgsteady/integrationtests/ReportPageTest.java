package dev.pgsteady.integrationtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.readiness.CheckOptions;
import dev.pgsteady.readiness.Readiness;
import dev.pgsteady.readiness.Report;
import dev.pgsteady.readiness.ReportHtml;
import dev.pgsteady.readiness.ReportJson;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportPageTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final String TABLES = """
            create table "Kunden <b>&"" ;" (id int primary key, email text, balance double precision);
            create table orders (id int primary key, customer int references "Kunden <b>&"" ;", json_data json);
            insert into orders select g, null, '{}' from generate_series(1, 100) g""";

    @TempDir
    private Path folder;

    @Test
    void the_page_breaks_no_rule_of_its_own_policy(TestDatabase database) throws SQLException, IOException {
        Browser.Seen seen = Browser.find(folder).open(write(page(database)));

        assertThat(seen.console()).doesNotContain("Content Security Policy", "Refused to");
        assertThat(seen.dom()).contains("The eight areas", "What to mend first");
    }

    @Test
    void a_table_named_like_html_stays_text(TestDatabase database) throws SQLException {
        assertThat(page(database)).doesNotContain("Kunden <b>").contains("Kunden &lt;b");
    }

    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void the_page_passes_axe(String scheme, TestDatabase database) throws SQLException, IOException {
        String page = scheme(page(database), scheme)
                .replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "")
                .replace(
                        "</body>",
                        "<script>" + axe() + "</script><script>axe.run().then(r => {"
                                + "const p = document.createElement('pre'); p.id = 'axe';"
                                + "p.textContent = r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' ')).join('\\n')"
                                + " || 'none of ' + r.passes.length; document.body.append(p); });</script></body>");

        String dom = Browser.find(folder).open(write(page)).dom();

        Matcher result =
                Pattern.compile("<pre id=\"axe\">(.*?)</pre>", Pattern.DOTALL).matcher(dom);
        assertThat(result.find()).as("axe ran").isTrue();
        assertThat(result.group(1)).matches("none of [1-9][0-9]*");
    }

    @Test
    void the_reference_page_names_every_field_of_the_json(TestDatabase database) throws SQLException {
        database.execute(TABLES);
        Set<String> fields = new TreeSet<>();
        try (Connection connection = database.connect()) {
            Report report = new Readiness().check(connection, CheckOptions.usual());
            gather(JsonMapper.builder().build().readTree(ReportJson.write(report, true)), fields);
        }
        String page = Project.here().read("docs/reference/report-json.md");

        assertThat(fields)
                .hasSizeGreaterThan(15)
                .allSatisfy(f -> assertThat(page).contains("`" + f + "`"));
    }

    private static void gather(JsonNode node, Set<String> fields) {
        fields.addAll(node.propertyNames());
        node.forEach(child -> gather(child, fields));
    }

    /// The page as someone sees it who prefers this scheme.
    private static String scheme(String page, String scheme) {
        return page.replace(
                "@media (prefers-color-scheme: dark)", scheme.equals("dark") ? "@media all" : "@media not all");
    }

    private static String page(TestDatabase database) throws SQLException {
        database.execute(TABLES);
        try (Connection connection = database.connect()) {
            Report report = new Readiness().check(connection, CheckOptions.usual());
            return ReportHtml.write(report, true);
        }
    }

    private Path write(String page) throws IOException {
        return Files.writeString(folder.resolve("page.html"), page);
    }

    private static String axe() throws IOException {
        try (InputStream in = ReportPageTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(in, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8)
                    .replace("</script", "<\\/script");
        }
    }
}
