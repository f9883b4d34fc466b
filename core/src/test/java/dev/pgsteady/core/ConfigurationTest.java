package dev.pgsteady.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    private static final String EVERYTHING = """
            [database]
            url = "postgres://u:secret@h/x"
            lock_timeout = "1s"
            pool = { size = 3, timeout = 5, recycle = "2h", pre_ping = false }

            [check]
            suppress = [
              { rule = "IX01", subject = "public.t", reason = "small", until = 2030-01-31 },
              { rule = "BK01", reason = "elsewhere" },
            ]
            baseline = "known/baseline.json"

            [migrate]
            directory = "sql/changes"
            schema = "ops"
            lint = { start_after = "2026-01-31" }

            [entities]
            classpath = "target/classes:lib/*"
            packages = "app.model, app.more"
            naming = "snake_case"
            server = 18

            [backup]
            store = "../backups"
            copies = "s3://bucket/db, /mnt/copy"
            passphrase_file = "keys/passphrase"
            databases = "shop, crm"
            keep = "last=2"
            smoke = "smoke.sql"
            schedule = "15 2 * * *"
            physical = "0 1 * * 0"
            incremental = "0 * * * *"
            contacts = "Ann +49 1, Bo +49 2"

            [transactions]
            proofs = "proofs"

            [output]
            format = "json"
            """;

    @TempDir
    private Path home;

    private Configuration.Backup backup() {
        return new Configuration.Backup(
                Optional.of(home.resolve("../backups").normalize().toString()),
                List.of("s3://bucket/db", "/mnt/copy"),
                Optional.of(home.resolve("keys/passphrase")),
                List.of("shop", "crm"),
                "last=2",
                Optional.of(home.resolve("smoke.sql")),
                new Configuration.Times(
                        Optional.of("15 2 * * *"),
                        Optional.of("0 1 * * 0"),
                        Optional.of("0 * * * *"),
                        Optional.of("0 5 * * 0")),
                Optional.empty(),
                List.of("Ann +49 1", "Bo +49 2"),
                home.resolve("RESTORE.md"));
    }

    @Test
    void a_file_says_everything_it_can() throws IOException {
        Configuration read = read(EVERYTHING);

        assertThat(read)
                .isEqualTo(new Configuration(
                        Optional.of(home.resolve("pgsteady.toml")),
                        Optional.of(new Target("postgres://u:secret@h/x", new Origin.Line("~/pgsteady.toml", 2))),
                        new PoolSettings(3, 20, Duration.ofSeconds(5), false, Duration.ofHours(2), Duration.ZERO),
                        new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(60)),
                        List.of(
                                new Configuration.Suppression(
                                        new RuleId("IX01"),
                                        "public.t",
                                        "small",
                                        Optional.of(LocalDate.of(2030, 1, 31)),
                                        new Origin.Line("~/pgsteady.toml", 8)),
                                new Configuration.Suppression(
                                        new RuleId("BK01"),
                                        "*",
                                        "elsewhere",
                                        Optional.empty(),
                                        new Origin.Line("~/pgsteady.toml", 9))),
                        Optional.of(home.resolve("known/baseline.json")),
                        Optional.of(home.resolve("proofs")),
                        new Configuration.Migrate(home.resolve("sql/changes"), "ops", Optional.of("2026-01-31")),
                        new Configuration.Entities(
                                Optional.of("target/classes:lib/*"),
                                List.of("app.model", "app.more"),
                                Optional.of("snake_case"),
                                18,
                                home),
                        backup(),
                        new Configuration.Output(Configuration.Output.Format.JSON, Configuration.Output.Color.AUTO)));
        assertThat(read.toString()).doesNotContain("secret");
    }

    @Test
    void a_time_that_is_empty_is_never_and_one_that_is_left_out_is_the_standard() throws IOException {
        assertThat(read("[backup]\nschedule = ''\ndrill = ' '\n").backup().times())
                .isEqualTo(new Configuration.Times(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(read("[backup]\nkeep = 'last=2'\n").backup().times()).isEqualTo(Configuration.Times.DEFAULT);
    }

    @Test
    void an_empty_file_is_the_default() throws IOException {
        Configuration empty = read("");

        assertThat(List.of(empty.pool(), empty.checks(), empty.suppressions(), empty.output()))
                .isEqualTo(List.of(
                        Configuration.DEFAULT.pool(),
                        Configuration.DEFAULT.checks(),
                        Configuration.DEFAULT.suppressions(),
                        Configuration.DEFAULT.output()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[database]; pool.sizes = 3 | ~/pgsteady.toml:2:1 has an unknown key: database.pool.sizes. | \"database.pool.size\"",
                "[database]; pool.size = 'x' | :2:1 has a value for database.pool.size that it cannot have. | a whole number",
                "[database]; lock_timeout = '5 weeks' | :2:1 has a value for database.lock_timeout | a duration",
                "[database]; pool.size = 0 | pool.size is at least 1 | Change that value.",
                "[output]; format = 'jsn' | :2:1 has a value for output.format | Did you mean \"json\"?",
                "[check]; suppress = [{rule='IX01'}] | whose reason is missing | only rule and reason",
                "[check]; suppress = [{rule='ZZ01', reason='x'}] | whose rule is missing or wrong | only rule and reason",
                "[check]; baseline = 3 | :2:1 has a value for check.baseline that it cannot have. | a string",
                "[database; x | ~/pgsteady.toml:1: | toml.io"
            })
    void a_mistake_is_named_with_its_place(String text, String what, String next) {
        Problem problem = catchThrowableOfType(Problem.class, () -> read(text.replace("; ", "\n")));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFIGURATION);
        assertThat(problem.getMessage()).contains(what);
        assertThat(problem.next()).contains(next);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "subject='t', until=2030-01-31 | subject='t' | both accept IX01 of t.",
                "subject='t' | subject='t' | both accept IX01 of t.",
                "until=2030-01-31 | subject='*' | both accept IX01 of every subject.",
                "subject='*' | subject='t', until=2030-01-31 | contradict each other",
                "subject='*', until=2030-01-31 | subject='t', until=2030-01-31 | so the second, of t, decides nothing",
            })
    void suppressions_that_contradict_each_other_are_refused_by_their_lines(String first, String second, String what) {
        Problem problem = catchThrowableOfType(Problem.class, () -> read(suppressions(first, second)));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFIGURATION);
        assertThat(problem.getMessage())
                .startsWith("~/pgsteady.toml lines 2 and 3 ")
                .contains(what);
        assertThat(problem.next()).contains("one of the two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "subject='*', until=2030-01-31 | subject='t'",
                "subject='*', until=2030-01-31 | subject='t', until=2031-01-31",
                "subject='a' | subject='b'",
            })
    void suppressions_that_each_decide_something_go_together(String first, String second) throws IOException {
        assertThat(read(suppressions(first, second)).suppressions()).hasSize(2);
    }

    private static String suppressions(String first, String second) {
        return "check.suppress = [\n{ rule='IX01', reason='a', %s },\n{ rule='IX01', reason='b', %s }]"
                .formatted(first, second);
    }

    @Test
    void the_file_is_looked_for_upwards_to_the_repository_and_then_at_home() throws IOException {
        Path inner = Files.createDirectories(home.resolve("repo/a/b"));
        Files.createDirectories(home.resolve("repo/.git"));
        Files.writeString(home.resolve("pgsteady.toml"), "beyond = 1");
        Path own = Files.createDirectories(home.resolve(".config/pgsteady")).resolve("pgsteady.toml");

        assertThat(Configuration.find(inner, environment())).isEqualTo(Configuration.DEFAULT);
        Files.writeString(own, "");
        assertThat(Configuration.find(inner, environment()).file()).contains(own);
        Files.writeString(home.resolve("repo/a/pgsteady.toml"), "");
        assertThat(Configuration.find(inner, environment()).file()).contains(home.resolve("repo/a/pgsteady.toml"));
    }

    private Configuration read(String text) throws IOException {
        return Configuration.read(Files.writeString(home.resolve("pgsteady.toml"), text), environment());
    }

    private Environment environment() {
        return new Environment(Map.of(), home, "me", List.of());
    }
}
