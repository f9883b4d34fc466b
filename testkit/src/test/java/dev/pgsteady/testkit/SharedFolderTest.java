package dev.pgsteady.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedFolderTest {
    @TempDir
    Path folder;

    @Test
    void the_variable_wins_over_the_place_beside_the_root() throws IOException {
        Path named = Files.createDirectory(folder.resolve("named"));
        Files.createDirectory(folder.resolve("shared"));

        assertThat(SharedFolder.find(Optional.of(named.toString()), Optional.of(folder.resolve("project"))))
                .contains(named);
    }

    @Test
    void without_the_variable_it_is_beside_the_root() throws IOException {
        Path beside = Files.createDirectory(folder.resolve("shared"));

        assertThat(SharedFolder.find(Optional.empty(), Optional.of(folder.resolve("project"))))
                .contains(beside);
    }

    @Test
    void a_folder_that_is_not_there_is_not_found() {
        assertThat(SharedFolder.find(
                        Optional.of(folder.resolve("nowhere").toString()), Optional.of(folder.resolve("project"))))
                .isEmpty();
    }
}
