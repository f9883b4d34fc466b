package dev.pgsteady.integrationtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The distribution archive, unpacked where nothing else is.
class ArchiveTest {
    private final Project project = Project.here();

    @TempDir
    private Path folder;

    @Test
    void an_unpacked_archive_runs_without_maven_in_a_folder_with_a_space_and_from_a_link() throws Exception {
        Path place = Files.createDirectory(folder.resolve("my programs"));
        assertThat(new ProcessBuilder("tar", "-xzf", archive(".tar.gz").toString(), "-C", place.toString())
                        .start()
                        .waitFor())
                .isZero();
        Path program = only(place).resolve("pgsteady");
        Path link = Files.createSymbolicLink(folder.resolve("linked"), program);

        Launcher.Run run = Launcher.of(project, folder)
                .at(link)
                .with("PGSTEADY_FAST", "1")
                .with("XDG_CACHE_HOME", folder.resolve("cache").toString())
                .run("--version");

        assertThat(run.code()).as(run.everything()).isZero();
        assertThat(run.out()).startsWith("pgsteady 0.1.0");
        assertThat(only(place).resolve("postgres")).isDirectoryContaining("glob:**.jar");
    }

    @Test
    void the_zip_carries_the_launcher_for_windows() throws IOException {
        try (ZipFile zip = new ZipFile(archive(".zip").toFile())) {
            assertThat(zip.stream().map(e -> e.getName().replaceFirst("^[^/]+/", "")))
                    .contains("pgsteady", "pgsteady.cmd", "LICENSE", "README.md");
        }
    }

    private Path archive(String ending) throws IOException {
        Path target = project.root().resolve("dist/target");
        Assumptions.assumeTrue(Files.isDirectory(target), "dist was not built in this run; ./mvnw verify builds it");
        try (Stream<Path> files = Files.list(target)) {
            List<Path> archives =
                    files.filter(f -> f.toString().endsWith(ending)).toList();
            Assumptions.assumeFalse(archives.isEmpty(), "no archive was made in this run; ./mvnw verify makes it");
            return archives.getFirst();
        }
    }

    private static Path only(Path place) throws IOException {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.findFirst().orElseThrow();
        }
    }
}
