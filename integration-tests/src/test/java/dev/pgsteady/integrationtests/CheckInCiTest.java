package dev.pgsteady.integrationtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The page about CI, done: its workflows are read as YAML, and what they run is run as it is printed.
class CheckInCiTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$");

    private final Project project = Project.here();
    private final String page = project.read("docs/how-to/check-in-ci.md");
    private final JsonNode github = yaml("runs-on");
    private final JsonNode gitlab = yaml("before_script");

    @TempDir
    private Path folder;

    private Launcher shell;
    private TestDatabase database;

    CheckInCiTest(TestDatabase database) {
        this.database = database;
        this.shell = Launcher.of(project, Path.of("."));
    }

    @BeforeEach
    void aDatabaseAsTheMigrationsMakeIt() throws SQLException {
        database.execute("create table users (id int primary key); create table old (a int, b json)");
        shell = Launcher.of(project, folder)
                .with("DATABASE_URL", Launcher.url(database))
                .with("GITHUB_STEP_SUMMARY", folder.resolve("summary.md").toString());
    }

    @Test
    void the_workflow_for_github_passes_fails_and_shows_what_is_new() throws SQLException, IOException {
        assertThat(shell.shell(block("sh", "--write-baseline")).code()).isZero();
        String check = step("Check");
        Launcher.Run before = shell.shell(check);
        database.execute(SLIDES);
        Launcher.Run after = shell.shell(check);
        Launcher.Run summary = shell.shell(step("Summary"));

        assertThat(before.code()).as(before.everything()).isZero();
        assertThat(after.code()).as(after.everything()).isEqualTo(1);
        assertThat(summary.code()).isZero();
        assertThat(folder.resolve("summary.md")).content().contains("/8 production-ready", "slides", "known from");
        JsonNode sarif = JsonMapper.builder().build().readTree(Files.readString(folder.resolve("pgsteady.sarif")));
        assertThat(StreamSupport.stream(sarif.at("/runs/0/results").spliterator(), false)
                        .filter(r -> r.get("baselineState").asString().equals("new")))
                .anySatisfy(r -> assertThat(r.at("/message/text").asString()).contains("table public.payments"));
    }

    private static final String SLIDES = """
            create table slides (user_id int references users not null, b text);
            insert into slides select null from users;
            create table payments (id int primary key, amount real);
            grant all on payments to public""";

    @Test
    void the_workflow_for_gitlab_passes_and_fails_with_a_report_of_tests() throws SQLException {
        assertThat(shell.shell(block("sh", "--write-baseline")).code()).isZero();
        String check = gitlab.at("/database/script/1").asString();
        Launcher.Run before = shell.shell(check);
        database.execute(SLIDES);
        Launcher.Run after = shell.shell(check);

        assertThat(before.code()).as(before.everything()).isZero();
        assertThat(after.code()).as(after.everything()).isEqualTo(1);
        assertThat(folder.resolve(gitlab.at("/database/artifacts/reports/junit").asString()))
                .content()
                .contains("<testsuites ", "slides", "<failure ");
        assertThat(folder.resolve(gitlab.at("/database/artifacts/paths/0").asString()))
                .exists();
    }

    @Test
    void the_other_command_of_the_page_writes_markdown_alone() throws IOException {
        Launcher.Run run = shell.shell(block("sh", "--markdown -"));

        assertThat(run.code()).as(run.everything()).isZero();
        assertThat(folder.resolve("report.md")).content().startsWith("## " + database.name());
    }

    @Test
    void the_baseline_can_stand_in_the_configuration_as_printed() throws IOException {
        shell.shell(block("sh", "--write-baseline"));
        Files.writeString(folder.resolve("pgsteady.toml"), block("toml", "baseline"));

        assertThat(shell.run("check").out()).contains(" known from the baseline, 0 new,");
    }

    @Test
    void the_workflow_for_github_has_what_its_steps_need() {
        assertThat(github.at("/permissions/security-events").asString()).isEqualTo("write");
        assertThat(step("Alerts")).startsWith("github/codeql-action/upload-sarif@");
        assertThat(step("Check")).contains(" --sarif " + field("Alerts", "/with/sarif_file") + " ");
        JsonNode job = github.at("/jobs/check");
        assertThat(job.at("/env/DATABASE_URL").asString())
                .isEqualTo("postgresql://postgres:%s@localhost:5432/%s"
                        .formatted(
                                job.at("/services/postgres/env/POSTGRES_PASSWORD")
                                        .asString(),
                                job.at("/services/postgres/env/POSTGRES_DB").asString()));
        assertThat(job.at("/services/postgres/ports/0").asString()).isEqualTo("5432:5432");
    }

    @Test
    void the_archive_unpacks_as_both_workflows_unpack_it() {
        assertThat(step("Get pgsteady")).contains("tar -xz --strip-components=1 -C \"$HOME/pgsteady\"");
        assertThat(gitlab.at("/database/before_script/2").asString())
                .contains("tar -xz --strip-components=1 -C /opt/pgsteady");
    }

    /// What a step runs or uses.
    private String step(String name) {
        String run = field(name, "/run");
        return run.isEmpty() ? field(name, "/uses") : run;
    }

    private String field(String step, String path) {
        return StreamSupport.stream(github.at("/jobs/check/steps").spliterator(), false)
                .filter(s -> s.path("name").asString("").equals(step))
                .map(s -> s.at(path).asString(""))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the page has no step " + step));
    }

    private JsonNode yaml(String holding) {
        return new YAMLMapper().readTree(block("yaml", holding));
    }

    private String block(String language, String holding) {
        List<String> found = new ArrayList<>();
        for (MatchResult block : BLOCK.matcher(page).results().toList()) {
            if (block.group(1).equals(language) && block.group(2).contains(holding)) {
                found.add(block.group(2));
            }
        }
        assertThat(found).as("%s blocks with %s", language, holding).hasSize(1);
        return found.getFirst();
    }
}
