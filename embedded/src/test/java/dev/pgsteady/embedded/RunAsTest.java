package dev.pgsteady.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What root does where user namespaces are forbidden, as they are in most containers: here `unshare` fails.
class RunAsTest {
    private static final ServerOptions QUICK = ServerOptions.standard().withSettings(Map.of("fsync", "off"));

    @TempDir
    Path folder;

    private Machine machine = Machine.here();

    @BeforeEach
    void forbidNamespaces() throws IOException {
        assumeTrue(
                Machine.here().root() && Platform.here().system() == Platform.Os.LINUX, "only root has to step aside");
        Path unshare = Files.writeString(folder.resolve("unshare"), "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(unshare, PosixFilePermissions.fromString("rwxr-xr-x"));
        machine = EmbeddedServerTest.MACHINE.with("PATH", folder + ":" + System.getenv("PATH"));
    }

    @Test
    void the_server_runs_as_another_user_who_owns_the_data() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        EmbeddedServer server = EmbeddedServer.at(folder.resolve("state"), QUICK, machine);
        try {
            Address address = server.start();
            String owner = Files.getOwner(server.home().resolve("data")).getName();
            server.stop();
            server.start();

            assertThat(owner).isIn("postgres", "nobody");
            assertThat(ProcessHandle.of(server.status().pid().orElseThrow())
                            .flatMap(handle -> handle.info().user()))
                    .contains(owner);
            assertThat(value(address)).isEqualTo("1");
        } finally {
            server.destroy();
        }
        assertThat(server.home()).doesNotExist();
    }

    @Test
    void a_folder_that_the_other_user_cannot_enter_is_a_problem() {
        EmbeddedServer server = EmbeddedServer.at(folder.resolve("state"), QUICK, machine);

        Problem problem = catchThrowableOfType(Problem.class, server::start);

        assertThat(List.of(problem.kind(), problem.next()))
                .isEqualTo(List.of(
                        Problem.Kind.EMBEDDED,
                        "Choose a folder that everybody may enter with --data, such as one below /var/lib."));
    }

    @Test
    void data_that_belongs_to_a_user_is_served_as_that_user() {
        Processes processes = new Processes(EmbeddedServerTest.MACHINE);

        assertThat(RunAs.choose(EmbeddedServerTest.MACHINE, processes, Optional.of("nobody"))
                        .owner())
                .contains("nobody");
    }

    private static String value(Address address) throws SQLException {
        return EmbeddedServerTest.value(address, "select 1");
    }
}
