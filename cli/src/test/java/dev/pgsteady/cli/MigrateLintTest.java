package dev.pgsteady.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MigrateLintTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int run(String action, String... options) {
        List<String> line = new ArrayList<>(List.of("migrate", action, "--dir", folder.toString()));
        line.addAll(List.of(options));
        out.reset();
        CommandLine root = Pgsteady.commandLine(line);
        var parsed = root.parseArgs(line.toArray(String[]::new));
        Verb verb = (Verb) parsed.subcommand().subcommand().commandSpec().userObject();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        return verb.run(Console.of(
                Map.of(), printed, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private JsonNode json() {
        return JsonMapper.builder().build().readTree(out());
    }

    private Path revision(String id, String parent, String sql) throws IOException {
        return Files.writeString(folder.resolve(id + ".sql"), """
                -- revision: %s
                -- parents: %s
                -- message: a change
                -- transactional: yes

                -- upgrade
                %s
                -- downgrade
                SELECT 1;
                """.formatted(id, parent, sql));
    }

    @Test
    void the_revisions_of_the_folder_are_judged_with_file_and_line() throws IOException {
        Path file = revision("aaaaaaaaaaaa", "none", "CREATE INDEX ON orders (customer);");

        assertThat(run("lint")).isEqualTo(1);
        assertThat(out())
                .startsWith(file + ":7  high  index-blocks-writes\n")
                .contains("      CREATE INDEX CONCURRENTLY ON orders (customer);\n")
                .endsWith("1 finding in 1 statement of 1 migration.\n");
        assertThat(run("lint", "--fail-on", "critical")).isZero();
        assertThat(run("lint", "--json", "aaaa")).isEqualTo(1);
        assertThat(json().at("/findings/0/line").asInt()).isEqualTo(7);
    }

    @Test
    void findings_go_to_github_and_to_code_scanning() throws IOException {
        Path file = Files.writeString(folder.resolve("V1__a.sql"), "SELECT 1;\nDROP TABLE \"a%\";\n");
        Path sarif = folder.resolve("lint.sarif");

        assertThat(run("lint", "--github", "--sarif", sarif.toString(), file.toString()))
                .isEqualTo(1);
        assertThat(out())
                .contains("::error file=" + file + ",line=2,title=table-dropped::The table \"a%25\" is dropped.%0A");
        JsonNode log = JsonMapper.builder().build().readTree(Files.readString(sarif));
        assertThat(log.at("/runs/0/results/0/ruleId").asString()).isEqualTo("table-dropped");
        assertThat(log.at("/runs/0/results/0/locations/0/physicalLocation/region/startLine")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void with_a_database_the_pending_ones_are_judged_by_the_sizes_of_its_tables(TestDatabase database)
            throws IOException, SQLException {
        var address = database.address();
        String url = "postgresql://%s:%s@%s:%d/%s"
                .formatted(address.user(), address.readPassword(), address.host(), address.port(), database.name());
        revision("aaaaaaaaaaaa", "none", "CREATE TABLE a (id integer PRIMARY KEY);");
        run("up", url);
        revision("bbbbbbbbbbbb", "aaaaaaaaaaaa", "CREATE INDEX ON a (id);");

        assertThat(run("lint", "--database", url)).isZero();
        assertThat(out())
                .contains("low  index-blocks-writes")
                .contains("public.a has")
                .doesNotContain("small-key");
    }

    @Test
    void a_trial_says_what_the_server_refuses() throws IOException {
        revision("aaaaaaaaaaaa", "none", "CREATE TABLE a (id bigint PRIMARY KEY);\nDROP TABLE missing;");

        assertThat(run("lint", "--try")).isEqualTo(1);
        assertThat(out()).contains(":8  high  fails\n").contains("table \"missing\" does not exist");
    }

    @Test
    void the_rules_are_listed() {
        assertThat(run("lint", "--rules")).isZero();
        assertThat(out().lines()).hasSizeGreaterThan(60).anyMatch(l -> l.startsWith("index-blocks-writes"));
    }
}
