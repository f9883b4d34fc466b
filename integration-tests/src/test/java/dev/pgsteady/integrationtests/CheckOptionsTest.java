package dev.pgsteady.integrationtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The options of `check` that write and compare, through the launcher.
class CheckOptionsTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    @TempDir
    private Path folder;

    private final TestDatabase database;
    private Launcher pgsteady;

    CheckOptionsTest(TestDatabase database) {
        this.database = database;
        this.pgsteady = Launcher.of(Project.here(), Path.of("."));
    }

    @BeforeEach
    void a_database_with_faults() throws SQLException {
        database.execute("create table old (a int, b json)");
        pgsteady = Launcher.of(Project.here(), folder).with("DATABASE_URL", Launcher.url(database));
    }

    @Test
    void all_forms_go_to_their_files_at_once_and_the_text_says_where() {
        Launcher.Run run = pgsteady.run(
                "check", "--html", "a.html", "--markdown", "a.md", "--sarif", "a.sarif", "--junit", "a.xml");

        assertThat(run.out())
                .contains(
                        "The page is in a.html.",
                        "The Markdown is in a.md.",
                        "The SARIF log is in a.sarif.",
                        "The JUnit report is in a.xml.");
        assertThat(folder.resolve("a.html")).content().startsWith("<!doctype html>");
        assertThat(folder.resolve("a.md")).content().startsWith("## ");
        assertThat(folder.resolve("a.sarif")).content().contains("\"version\" : \"2.1.0\"");
        assertThat(folder.resolve("a.xml")).content().startsWith("<?xml ");
    }

    @ParameterizedTest
    @CsvSource({"--html, <!doctype html>", "--markdown, '## '", "--sarif, {", "--junit, <?xml "})
    void a_dash_is_standard_output_in_place_of_the_text(String option, String start) {
        Launcher.Run run = pgsteady.run("check", "--fail-on", "never", option, "-");

        assertThat(run.code()).as(run.everything()).isZero();
        assertThat(run.out()).startsWith(start).doesNotContain(" production-ready, 60 of 100 points\n\n ✗");
        assertThat(folder.resolve("-")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--sarif - --junit - | --sarif and --junit are to be written to the same place",
                "--html x --markdown x | --html and --markdown are to be written to the same place",
                "--json --junit - | --json and --junit - both want standard output",
                "--baseline a --write-baseline b | exclude each other",
            })
    void what_cannot_go_together_is_refused_before_anything_is_read(String options, String words) {
        Launcher.Run run = pgsteady.run(("check " + options).split(" "));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.everything().replaceAll("\\s+", " ")).contains(words);
    }

    @Test
    void sarif_stands_at_the_configuration_file_by_its_path_in_the_repository() throws IOException {
        Files.createDirectory(folder.resolve(".git"));
        Path inner = Files.createDirectory(folder.resolve("my db"));
        Files.writeString(inner.resolve("pgsteady.toml"), "");

        assertThat(new Launcher(pgsteady.program(), inner, pgsteady.environment())
                        .run("check", "--sarif", "-")
                        .out())
                .contains("\"uri\" : \"my%20db/pgsteady.toml\"");
    }

    @Test
    void a_baseline_takes_what_is_known_off_the_exit_code() throws SQLException {
        Launcher.Run written = pgsteady.run("check", "--fail-on", "low", "--write-baseline", "known.json");
        Launcher.Run known = pgsteady.run("check", "--fail-on", "low", "--baseline", "known.json");
        database.execute("create table fresh (a int, b json)");
        Launcher.Run fresh = pgsteady.run("check", "--fail-on", "low", "--baseline", "known.json");
        Launcher.Run without = pgsteady.run("check", "--fail-on", "low");

        assertThat(written.code()).as(written.everything()).isZero();
        assertThat(written.err()).contains("The baseline is in known.json, with ");
        assertThat(known.code()).as(known.everything()).isZero();
        assertThat(fresh.code()).as(fresh.everything()).isEqualTo(1);
        assertThat(fresh.out()).contains("known from the baseline");
        assertThat(without.code()).isEqualTo(1);
    }

    @Test
    void a_baseline_of_another_database_is_used_with_a_warning() throws SQLException {
        pgsteady.run("check", "--write-baseline", "known.json");
        try (TestDatabase other = SERVER.create()) {
            other.execute("create table old (a int, b json)");
            Launcher.Run run =
                    pgsteady.with("DATABASE_URL", Launcher.url(other)).run("check", "--baseline", "known.json");

            assertThat(run.err()).contains(database.name(), other.name());
            assertThat(run.out()).contains("known from the baseline");
        }
    }

    @Test
    void a_missing_or_broken_baseline_is_said_with_its_code() throws IOException {
        Launcher.Run missing = pgsteady.run("check", "--baseline", "none.json");
        Files.writeString(folder.resolve("broken.json"), "{\n  nonsense");
        Launcher.Run broken = pgsteady.run("check", "--baseline", "broken.json");

        assertThat(missing.code()).isEqualTo(30);
        assertThat(missing.err()).contains("none.json", "--write-baseline none.json");
        assertThat(broken.code()).isEqualTo(3);
        assertThat(broken.err()).contains("broken.json", "line 2");
    }

    @Test
    void a_suppression_of_no_rule_or_said_twice_is_a_problem_of_the_configuration() throws IOException {
        configure("{ rule = \"IX99\", reason = \"x\" }");
        Launcher.Run unknown = pgsteady.run("check");
        configure("{ rule = \"CN01\", reason = \"x\" },\n { rule = \"CN01\", reason = \"y\" }");
        Launcher.Run twice = pgsteady.run("check");

        assertThat(unknown.code()).isEqualTo(3);
        assertThat(unknown.err()).contains("IX99", "Did you mean");
        assertThat(twice.code()).isEqualTo(3);
        assertThat(twice.err()).contains("lines 2 and 3", "CN01");
    }

    private void configure(String suppressions) throws IOException {
        Files.writeString(folder.resolve("pgsteady.toml"), "check.suppress = [\n" + suppressions + "]\n");
    }

    @Test
    void fifty_thousand_columns_fit_into_the_heap_that_the_launcher_gives() throws SQLException {
        database.execute("""
                do $$declare columns text := (select string_agg(format('column_%s text', i), ', ') from generate_series(1, 99) i);
                begin
                  for i in 1..500 loop
                    execute format('create table wide_%s (id int primary key, %s)', i, columns);
                  end loop;
                end$$""");
        Launcher.Run run = pgsteady.run("check", "--json", "--all", "--fail-on", "never");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("\"tables\" : 501");
    }
}
