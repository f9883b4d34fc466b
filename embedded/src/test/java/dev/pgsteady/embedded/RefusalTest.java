package dev.pgsteady.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgsteady.core.PrivateFiles;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Problem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an embedded server does not touch, and how it says so.
class RefusalTest {
    @TempDir
    Path folder;

    @Test
    void a_data_directory_that_is_a_file_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");

        assertThat(startWithData(file))
                .isEqualTo(new Refusal(Kind.EMBEDDED, "The data directory " + file + " is a file, not a directory."));
        assertThat(file).hasContent("mine");
    }

    @Test
    void a_folder_of_somebody_else_is_refused() throws IOException {
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        Files.writeString(foreign.resolve("PG_VERSION"), "15\n");

        assertThat(startWithData(foreign))
                .isEqualTo(new Refusal(
                        Kind.EMBEDDED,
                        "The folder " + foreign + " is in use, and not by an embedded server of pgsteady."));
    }

    @Test
    void a_path_that_the_shell_would_read_is_refused() {
        Path path = folder.resolve("$(touch x)");

        assertThat(startWithData(path).kind()).isEqualTo(Kind.EMBEDDED);
        assertThat(path).doesNotExist();
    }

    @Test
    void a_folder_below_a_file_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");

        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> EmbeddedServer.at(file, ServerOptions.standard(), EmbeddedServerTest.MACHINE)
                        .start());

        assertThat(problem.kind()).isEqualTo(Kind.FILE);
        assertThat(file).hasContent("mine");
    }

    @Test
    void a_home_that_we_did_not_make_is_neither_used_nor_removed() throws IOException {
        EmbeddedServer server = EmbeddedServer.at(folder, ServerOptions.standard(), EmbeddedServerTest.MACHINE);
        Files.createDirectories(server.home());
        Path precious = Files.writeString(server.home().resolve("precious"), "mine");

        assertThat(List.of(
                        Refusal.of(catchThrowableOfType(Problem.class, server::start)),
                        Refusal.of(catchThrowableOfType(Problem.class, server::destroy))))
                .isEqualTo(List.of(
                        new Refusal(
                                Kind.EMBEDDED,
                                "The folder " + server.home() + " is there, but pgsteady did not make it."),
                        new Refusal(
                                Kind.EMBEDDED,
                                "The folder " + server.home() + " was not made by pgsteady, so it is not removed.")));
        assertThat(precious).hasContent("mine");
    }

    @Test
    void an_address_that_never_was_is_a_problem() {
        EmbeddedServer server = EmbeddedServer.at(folder, ServerOptions.standard(), EmbeddedServerTest.MACHINE);

        assertThat(Refusal.of(catchThrowableOfType(Problem.class, server::address)))
                .isEqualTo(new Refusal(Kind.EMBEDDED, "The embedded server main has never been started."));
    }

    @Test
    void a_lock_that_another_holds_is_waited_for_and_then_reported() throws IOException {
        Path file = folder.resolve("lock");
        try (DirectoryLock held = DirectoryLock.take(file)) {
            held.requireHeld();
            Problem problem = catchThrowableOfType(Problem.class, () -> DirectoryLock.take(file, Duration.ofMillis(1)));

            assertThat(problem.kind()).isEqualTo(Kind.BUSY);
        }
        DirectoryLock.take(file, Duration.ofMillis(1)).close();
    }

    @Test
    void a_program_that_takes_too_long_is_ended() {
        assumeTrue(!Platform.here().windows(), "needs a shell");

        assertThat(new Processes(EmbeddedServerTest.MACHINE)
                        .run(List.of("sh", "-c", "echo before; sleep 60"), Duration.ofMillis(300)))
                .isEqualTo(new Processes.Result(124, "before"));
    }

    @Test
    void output_is_kept_up_to_a_bound_and_the_environment_is_bare() {
        assumeTrue(!Platform.here().windows(), "needs a shell");
        Processes processes =
                new Processes(Machine.here().with("PGPASSWORD", "secret").with("APP_TOKEN", "secret"));

        Processes.Result much = processes.run(
                List.of("sh", "-c", "head -c 300000 /dev/zero | tr '\\0' x; echo end"), Duration.ofSeconds(20));
        Processes.Result environment = processes.run(List.of("env"), Duration.ofSeconds(20));

        assertThat(much.output()).hasSize(64 * 1024 - 1).endsWith("xend");
        assertThat(environment.output()).doesNotContain("secret");
    }

    @Test
    void a_full_disk_is_told_as_such() {
        Problem problem =
                Trouble.file("The file cannot be written", new IOException("write failed: No space left on device"));

        assertThat(Refusal.of(problem))
                .isEqualTo(new Refusal(Kind.DISK_FULL, "The file cannot be written: no space is left on the device."));
    }

    @Test
    void a_private_file_is_private_from_its_first_moment() throws IOException {
        Path file = folder.resolve("secret");
        PrivateFiles.write(file, "one");
        PrivateFiles.write(file, "two");

        assertThat(file).hasContent("two");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private record Refusal(Kind kind, String what) {
        static Refusal of(Problem problem) {
            return new Refusal(problem.kind(), String.valueOf(problem.getMessage()));
        }
    }

    private Refusal startWithData(Path data) {
        EmbeddedServer server = EmbeddedServer.at(
                folder.resolve("state"), ServerOptions.standard().withDataDirectory(data), EmbeddedServerTest.MACHINE);
        return Refusal.of(catchThrowableOfType(Problem.class, server::start));
    }
}
