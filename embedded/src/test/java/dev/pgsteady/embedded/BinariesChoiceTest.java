package dev.pgsteady.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which PostgreSQL is taken, with installations whose `postgres` only knows how to tell its version. Their versions
/// lie
/// above all that may really be installed.
class BinariesChoiceTest {
    private static final PostgresVersion V98 = new PostgresVersion(98, 4);
    private static final PostgresVersion V99 = new PostgresVersion(99, 1);

    @TempDir
    Path folder;

    private Path bin98 = Path.of("");
    private Path bin99 = Path.of("");

    @BeforeEach
    void install() throws IOException {
        assumeFalse(Platform.here().windows(), "the installations are shell scripts");
        folder = folder.toRealPath();
        bin98 = installation(V98);
        bin99 = installation(V99);
    }

    @Test
    void the_newest_installed_one_is_taken() {
        assertThat(choice("auto").choose(OptionalInt.empty(), Optional.empty())).isEqualTo(new Binaries(bin99, V99));
    }

    @Test
    void a_folder_that_is_named_is_taken() {
        assertThat(choice(bin98.toString()).choose(OptionalInt.empty(), Optional.empty()))
                .isEqualTo(new Binaries(bin98, V98));
    }

    @Test
    void existing_data_gets_its_own_version_whatever_is_wanted() {
        assertThat(choice(bin99.toString()).choose(OptionalInt.of(98), Optional.empty()))
                .isEqualTo(new Binaries(bin98, V98));
    }

    @Test
    void existing_data_whose_version_is_gone_is_a_problem() {
        Problem problem = catchThrowableOfType(
                Problem.class, () -> choice("auto").choose(OptionalInt.of(97), Optional.of(bin99)));

        assertThat(List.of(problem.kind(), String.valueOf(problem.getMessage()), problem.next()))
                .isEqualTo(List.of(
                        Problem.Kind.EMBEDDED,
                        "The data directory was made by PostgreSQL 97, and no PostgreSQL of that version is here any"
                                + " more.",
                        "Install PostgreSQL 97 again, or set PGSTEADY_POSTGRES to the folder of its programs."));
    }

    @Test
    void a_folder_without_the_programs_is_a_problem() {
        Problem problem = catchThrowableOfType(
                Problem.class, () -> choice(folder.toString()).choose(OptionalInt.empty(), Optional.empty()));

        assertThat(problem)
                .hasMessage("PGSTEADY_POSTGRES says " + folder
                        + ", but that folder does not hold initdb, pg_ctl and postgres.");
    }

    @Test
    void a_release_that_is_too_old_is_a_problem() throws IOException {
        Path old = installation(new PostgresVersion(14, 19));

        Problem problem = catchThrowableOfType(
                Problem.class, () -> choice(old.toString()).choose(OptionalInt.empty(), Optional.empty()));

        assertThat(problem).hasMessage("PGSTEADY_POSTGRES says " + old + ", which is PostgreSQL 14.19.");
    }

    @Test
    void a_version_is_asked_for_once_and_again_when_the_program_changes() throws IOException {
        choice("auto").choose(OptionalInt.empty(), Optional.empty());
        String asked = Files.readString(folder.resolve("asked"));
        choice("auto").choose(OptionalInt.empty(), Optional.empty());
        String askedAgain = Files.readString(folder.resolve("asked"));
        Files.setLastModifiedTime(bin99.resolve("postgres"), java.nio.file.attribute.FileTime.fromMillis(1_000));
        choice("auto").choose(OptionalInt.empty(), Optional.empty());

        assertThat(List.of(asked, askedAgain, Files.readString(folder.resolve("asked"))))
                .isEqualTo(List.of("98.4\n99.1\n", "98.4\n99.1\n", "98.4\n99.1\n99.1\n"));
    }

    private BinariesChoice choice(String wanted) {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.put("PATH", bin98 + ":" + bin99 + ":" + System.getenv("PATH"));
        variables.put("PGSTEADY_POSTGRES", wanted);
        Machine machine = new Machine(
                variables,
                new Platform(Platform.here().system(), Platform.Arch.OTHER, false),
                folder,
                folder,
                false,
                Optional.empty());
        InstalledBinaries installed =
                new InstalledBinaries(machine, new Processes(machine), folder.resolve("versions.properties"));
        return new BinariesChoice(machine, installed, new Bundle(machine, folder.resolve("cache"), Progress.NONE));
    }

    private Path installation(PostgresVersion version) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("postgresql-" + version.major() + "/bin"));
        for (String name : List.of("initdb", "pg_ctl", "postgres")) {
            Path program = bin.resolve(name);
            Files.writeString(program, """
                    #!/bin/sh
                    echo %2$s >> '%1$s/asked'
                    echo 'postgres (PostgreSQL) %2$s'
                    """.formatted(folder, version));
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return bin;
    }
}
