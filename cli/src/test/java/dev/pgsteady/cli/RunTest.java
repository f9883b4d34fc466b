package dev.pgsteady.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Environment;
import dev.pgsteady.core.Problem;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    @TempDir
    Path folder;

    @Test
    void what_is_due_is_done_once_and_a_failure_is_the_exit_code(TestDatabase database) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id integer); INSERT INTO t VALUES (1)");
        }
        Repository.create(new FolderStore(folder), Optional.empty())
                .repository()
                .close();
        CommandRun run = CommandRun.of("run", CommandRun.url(database), "--once", "--store", folder.toString());
        assertThat(run.code()).isZero();
        assertThat(run.err().lines()).hasSize(2);
        assertThat(run.err()).contains(" taken: 1 rows").contains(" proved: restored in ");

        CommandRun again = CommandRun.of("run", CommandRun.url(database), "--once", "--store", folder.toString());
        assertThat(again.code()).isZero();
        assertThat(again.err()).isEmpty();

        CommandRun failed = CommandRun.of(
                "run",
                CommandRun.url(database),
                "--once",
                "--store",
                folder.resolve("nothing").toString());
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err()).contains("There is no backup repository");
    }

    private Configuration.Backup backup(String lines) throws IOException {
        Path file = folder.resolve("pgsteady.toml");
        Files.writeString(file, "[backup]\n" + lines);
        return Configuration.read(file, Environment.system()).backup();
    }

    @Test
    void a_time_that_is_none_is_named_with_its_key() throws IOException {
        for (String key : List.of("schedule", "physical", "incremental", "drill")) {
            Configuration.Backup backup = backup(key + " = '61 * * * *'\n");
            assertThatThrownBy(() -> BackupMetrics.timetable(backup)).isInstanceOfSatisfying(Problem.class, p -> {
                assertThat(p.kind()).isEqualTo(Problem.Kind.CONFIGURATION);
                assertThat(p).hasMessage("backup." + key + " is wrong: '61 * * * *' is no time that cron understands.");
            });
        }
        assertThat(BackupMetrics.timetable(backup("schedule = ''\ndrill = ''\n"))
                        .never())
                .isTrue();
    }

    @Test
    void what_is_printed_has_each_time_once() throws IOException {
        Configuration.Times times =
                backup("physical = '0 1 * * 0'\nincremental = '0 3 * * *'\n").times();
        assertThat(ScheduleForms.of("crontab", "pgsteady", times).lines().filter(l -> l.endsWith(" run --once")))
                .map(l -> l.substring(0, l.indexOf("  cd ")))
                .containsExactly("0 3 * * *", "0 1 * * 0", "0 5 * * 0");
        String jobs = ScheduleForms.of("kubernetes", "pgsteady", times);
        assertThat(jobs.split("---\n")).hasSize(3).allMatch(j -> j.startsWith("apiVersion: batch/v1\n"));
        assertThat(jobs)
                .contains("  name: pgsteady\nspec:\n  schedule: \"0 3 * * *\"\n")
                .contains("  name: pgsteady-physical\nspec:\n  schedule: \"0 1 * * 0\"\n")
                .contains("  name: pgsteady-drill\nspec:\n  schedule: \"0 5 * * 0\"\n");
    }
}
