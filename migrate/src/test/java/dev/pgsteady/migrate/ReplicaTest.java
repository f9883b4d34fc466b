package dev.pgsteady.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import dev.pgsteady.embedded.Address;
import dev.pgsteady.embedded.EmbeddedServer;
import dev.pgsteady.embedded.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicaTest {
    @Test
    void a_replica_is_said_to_be_one(@TempDir Path state, @TempDir Path folder) throws IOException {
        EmbeddedServer server = EmbeddedServer.at(state, ServerOptions.named("replica"));
        try {
            server.start();
            server.stop();
            Files.createFile(server.status().dataDirectory().resolve("standby.signal"));
            Address address = server.start();
            Files.writeString(
                    folder.resolve("a.sql"),
                    "-- revision: 000000000001\n-- parents: none\n-- message: a\n-- upgrade\nSELECT 1;\n");
            ConnectionSettings settings = ConnectionSettings.to(
                            address.host(), address.port(), "postgres", address.user())
                    .withPassword(Secret.of(address.readPassword()));

            try (Migrations migrations = new Migrations(new RevisionFolder(folder), settings, RunOptions.USUAL)) {
                Problem problem = catchThrowableOfType(
                        Problem.class, () -> migrations.up(dev.pgsteady.migrate.Address.parse("head"), e -> {}));
                assertThat(problem).hasMessage("This server is a replica and takes no writes.");
                assertThat(problem.next()).contains("target_session_attrs=read-write");
            }
        } finally {
            server.destroy();
        }
    }
}
