package dev.pgsteady.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
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
}
