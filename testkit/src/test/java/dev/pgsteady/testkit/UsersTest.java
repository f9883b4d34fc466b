package dev.pgsteady.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgsteady.embedded.EmbeddedServer;
import dev.pgsteady.embedded.ServerOptions;
import dev.pgsteady.embedded.ServerStatus.State;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the shared server ends. The watch looks every 100 ms here.
class UsersTest {
    @TempDir
    Path folder;

    @BeforeEach
    void needsShell() {
        assumeTrue(File.separatorChar == '/', "the watch is a shell script");
    }

    @Test
    void the_server_ends_after_its_last_user_even_if_that_was_killed() throws Exception {
        EmbeddedServer server =
                EmbeddedServer.at(folder, ServerOptions.standard().withSettings(Map.of("fsync", "off")));
        server.start();
        try {
            Process user = new ProcessBuilder("sleep", "600").start();
            Process watch = watch(server, user.pid(), 3);
            boolean endedWhileUsed = watch.waitFor(1, TimeUnit.SECONDS);
            State whileUsed = server.status().state();
            user.destroyForcibly().waitFor();
            boolean endedAfterwards = watch.waitFor(30, TimeUnit.SECONDS);

            assertThat(List.of(
                            endedWhileUsed,
                            whileUsed,
                            endedAfterwards,
                            server.status().state()))
                    .isEqualTo(List.of(false, State.RUNNING, true, State.STOPPED));
            assertThat(folder.resolve("users/stopping")).doesNotExist();
        } finally {
            server.destroy();
        }
    }

    @Test
    void a_watch_ends_with_its_server() throws Exception {
        EmbeddedServer server = EmbeddedServer.at(folder);

        assertThat(watch(server, ProcessHandle.current().pid(), 1_000).waitFor(30, TimeUnit.SECONDS))
                .isTrue();
    }

    private Process watch(EmbeddedServer server, long user, int looks) throws IOException {
        Path users = Files.createDirectories(folder.resolve("users"));
        Files.createFile(users.resolve(Long.toString(user)));
        return Users.startWatch(users, server.status().dataDirectory(), Duration.ofMillis(100), looks);
    }
}
