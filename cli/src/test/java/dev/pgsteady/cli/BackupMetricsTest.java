package dev.pgsteady.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BackupMetricsTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    @TempDir
    Path folder;

    private static void make(Path store) {
        Repository.create(new FolderStore(store), Optional.empty()).repository().close();
    }

    @Test
    void the_page_goes_to_the_output_or_to_a_file() throws IOException {
        Path store = folder.resolve("store");
        make(store);
        CommandRun shown = CommandRun.of("backup", "metrics", "--store", store.toString());
        assertThat(shown.code()).isZero();
        assertThat(shown.out()).contains("pgsteady_backup_store_up{store=\"" + store + "\"} 1\n");
        Path file = folder.resolve("pgsteady.prom");
        CommandRun written =
                CommandRun.of("backup", "metrics", "--store", store.toString(), "--output", file.toString());
        assertThat(written.out()).isEmpty();
        assertThat(Files.readString(file))
                .startsWith("# HELP pgsteady_backup_store_up ")
                .endsWith("# EOF\n");
    }

    @Test
    void a_scheduled_run_leaves_the_page_of_what_it_did(TestDatabase database) throws IOException {
        Path store = folder.resolve("store");
        make(store);
        Path file = folder.resolve("pgsteady.prom");
        String[] line = {
            "run", CommandRun.url(database), "--once", "--store", store.toString(), "--metrics", file.toString()
        };
        assertThat(CommandRun.of(line).code()).isZero();
        assertThat(Files.readString(file))
                .contains("pgsteady_backup_sets{store=\"" + store + "\",kind=\"logical\"} 1\n")
                .contains("pgsteady_backup_drill_last_passed{store=\"" + store + "\"} 1\n");
        CommandRun unwritable = CommandRun.of(
                "run", CommandRun.url(database), "--once", "--store", store.toString(), "--metrics", "/nowhere/a.prom");
        assertThat(unwritable.code()).isZero();
        assertThat(unwritable.err()).contains("The figures were not written.");
    }
}
