package dev.pgsteady.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.embedded.ServerStatus.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// How a server is while it runs; the tests only look at it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunningServerTest {
    private final EmbeddedServer server;
    private final Path folder;
    private Address address = new Address("127.0.0.1", 1, "postgres", Path.of(""), Optional.empty());

    RunningServerTest(@TempDir Path folder) {
        this.folder = folder;
        this.server = EmbeddedServer.at(folder, ServerOptions.named("tells"), EmbeddedServerTest.MACHINE);
    }

    @BeforeAll
    void start() {
        address = server.start();
    }

    @AfterAll
    void destroy() {
        server.destroy();
    }

    @Test
    void a_running_server_tells_about_itself() throws SQLException {
        server.start();
        ServerStatus status = server.status();

        assertThat(EmbeddedServerTest.value(address, "select current_setting('server_version_num')::int / 10000"))
                .isEqualTo(Integer.toString(status.version().orElseThrow().major()));
        assertThat(List.of(status.name(), status.state(), status.port().orElseThrow(), status.dataDirectory()))
                .isEqualTo(List.of(
                        "tells", State.RUNNING, address.port(), server.home().resolve("data")));
        assertThat(server.databases().stream().map(DatabaseSize::name)).containsExactly("postgres");
        assertThat(server.databases().getFirst().bytes()).isPositive();
    }

    @Test
    void the_data_is_kept_safe() throws SQLException {

        assertThat(List.of(
                        EmbeddedServerTest.value(address, "show fsync"),
                        EmbeddedServerTest.value(address, "show data_checksums"),
                        EmbeddedServerTest.value(address, "show server_encoding"),
                        EmbeddedServerTest.value(address, "show listen_addresses"),
                        EmbeddedServerTest.value(address, "show password_encryption"),
                        EmbeddedServerTest.value(address, "show shared_preload_libraries"),
                        EmbeddedServerTest.value(
                                address,
                                "select count(*) from pg_hba_file_rules where auth_method <> 'scram-sha-256'")))
                .isEqualTo(List.of("on", "on", "UTF8", "127.0.0.1", "scram-sha-256", "pg_stat_statements", "0"));
    }

    @Test
    void the_password_is_needed_and_only_in_its_file() throws IOException {
        String password = address.readPassword();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(address.passwordFile())))
                .isEqualTo("rw-------");
        assertThat(password).matches("[A-Za-z0-9]{32}");
        assertThat(address.toString()).doesNotContain(password);
        SQLException refused = catchThrowableOfType(
                SQLException.class, () -> DriverManager.getConnection(address.jdbcUrl("postgres"), "postgres", "no"));
        assertThat(refused.getSQLState()).isEqualTo("28P01");
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> contains(file, password))
                            .toList())
                    .isEqualTo(List.of(address.passwordFile()));
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            return false;
        }
    }
}
