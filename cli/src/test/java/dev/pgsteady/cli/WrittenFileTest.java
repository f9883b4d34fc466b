package dev.pgsteady.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenFileTest {
    @TempDir
    private Path folder;

    @Test
    void a_file_is_replaced_and_nothing_else_is_left() throws IOException {
        Path file = Files.writeString(folder.resolve("report.html"), "old");

        WrittenFile.replace(file, "new");

        assertThat(file).hasContent("new");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void a_missing_folder_is_named_and_nothing_is_made() {
        Path file = folder.resolve("no/such/report.html");

        assertThatThrownBy(() -> WrittenFile.replace(file, "new"))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.FILE))
                .hasMessageContaining("its folder does not exist");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_folder_is_not_overwritten() {
        assertThatThrownBy(() -> WrittenFile.replace(folder, "new"))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.FILE));
    }
}
