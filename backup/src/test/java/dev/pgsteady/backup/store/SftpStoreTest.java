package dev.pgsteady.backup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SftpStoreTest extends StoreContract {
    private static final ObjectName NAME = new ObjectName("sets/a/COMMIT");
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private SftpServer server;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        server = new SftpServer(folder);
        server.makeKnown(server.port());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    Store open() {
        return server.store(server.port(), Map.of());
    }

    private static Problem problem(ThrowingCallable what) {
        Problem problem = catchThrowableOfType(Problem.class, what);
        assertThat(problem).isNotNull();
        assertThat(problem.kind()).isEqualTo(Problem.Kind.STORE);
        return problem;
    }

    @Test
    void the_server_has_the_bytes_as_they_are_and_shows_them_to_nobody_else() throws IOException {
        try (Store store = open()) {
            store.create(NAME, CONTENT);
            assertThat(store.warnings()).isEmpty();
        }
        assertThat(Files.readAllBytes(server.file("sets/a/COMMIT"))).isEqualTo(CONTENT);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.file("sets/a/COMMIT"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.file(""))))
                .isEqualTo("rwx------");
    }

    @Test
    void what_a_killed_process_left_unfinished_is_not_listed_and_swept_away() throws IOException {
        try (Store store = open()) {
            store.create(NAME, CONTENT);
            Files.write(server.file("sets/a/.new-123"), new byte[2]);
            assertThat(store.list("")).hasSize(1);
            assertThat(store.sweep(Instant.now().minusSeconds(86_400))).isZero();
            assertThat(store.sweep(Instant.now().plusSeconds(3_600))).isEqualTo(1);
            assertThat(server.file("sets/a/.new-123")).doesNotExist();
            assertThat(store.list("")).hasSize(1);
        }
    }

    @Test
    void a_host_that_is_not_known_is_refused_with_the_line_to_run() throws IOException {
        Files.delete(server.home().resolve(".ssh/known_hosts"));
        try (Store store = open()) {
            Problem problem = problem(() -> store.list(""));
            assertThat(problem)
                    .hasMessageContaining("not among the known hosts")
                    .hasMessageContaining("SHA256:");
            assertThat(problem.next())
                    .contains("ssh-keyscan -p %d 127.0.0.1 >> ".formatted(server.port()))
                    .contains(".ssh/known_hosts");
        }
        assertThat(server.home().resolve(".ssh/known_hosts")).doesNotExist();
    }

    @Test
    void a_host_with_another_key_is_refused() throws IOException, GeneralSecurityException {
        server.makeKnown(server.port(), SftpServer.key("ssh-ed25519"));
        try (Store store = open()) {
            Problem problem = problem(() -> store.create(NAME, CONTENT));
            assertThat(problem).hasMessageContaining("another key than the known one");
            assertThat(problem.next()).contains("Somebody may stand in between");
        }
    }

    @Test
    void a_key_that_only_the_agent_has_lets_in() throws Exception {
        Path key = server.home().resolve(".ssh/id_ed25519");
        Path socket = folder.resolve("agent");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh-agent")), "there is no ssh-agent here");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Process agent = new ProcessBuilder("/usr/bin/ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .start();
        try {
            agent.getInputStream().read();
            ProcessBuilder add = new ProcessBuilder("/usr/bin/ssh-add", "-q", key.toString()).inheritIO();
            add.environment().put("SSH_AUTH_SOCK", socket.toString());
            assertThat(add.start().waitFor()).isZero();
            Files.delete(key);
            try (Store store = server.store(server.port(), Map.of("SSH_AUTH_SOCK", socket.toString()))) {
                assertThat(store.create(NAME, CONTENT)).isTrue();
            }
        } finally {
            agent.destroy();
            agent.waitFor();
        }
    }

    @Test
    void an_agent_that_is_gone_is_not_asked() throws IOException {
        Path socket = Files.write(folder.resolve("agent"), new byte[0]);
        try (Store store = server.store(server.port(), Map.of("SSH_AUTH_SOCK", socket.toString()))) {
            assertThat(store.create(NAME, CONTENT)).isTrue();
        }
    }

    @Test
    void a_password_lets_in_and_a_wrong_one_is_named_and_never_shown() throws IOException {
        Files.delete(server.home().resolve(".ssh/id_ed25519"));
        try (Store store = server.store(server.port(), Map.of("PGSTEADY_SFTP_PASSWORD", SftpServer.PASSWORD))) {
            assertThat(store.create(NAME, CONTENT)).isTrue();
        }
        try (Store store = server.store(server.port(), Map.of("PGSTEADY_SFTP_PASSWORD", "mistyped-word"))) {
            Problem problem = problem(() -> store.read(NAME));
            assertThat(problem).hasMessage("127.0.0.1 does not let keeper in.");
            assertThat(problem.next()).contains("authorized_keys", "PGSTEADY_SFTP_PASSWORD");
            assertThat(problem.getMessage() + problem.next()).doesNotContain("mistyped");
        }
    }

    @Test
    void a_session_that_broke_is_made_again() throws IOException {
        try (Store store = open()) {
            store.create(NAME, CONTENT);
            for (var session : server.sshd().getActiveSessions()) {
                session.close(true);
            }
            assertThat(store.read(NAME)).isEqualTo(CONTENT);
            assertThat(store.create(new ObjectName("other"), CONTENT)).isTrue();
        }
    }

    @Test
    void a_connection_that_breaks_anywhere_leaves_the_object_whole_or_away() throws IOException {
        byte[] content = new byte[200_000];
        new Random(11).nextBytes(content);
        try (Pipe pipe = new Pipe(server.port())) {
            server.makeKnown(pipe.port());
            try (Store store = server.store(pipe.port(), Map.of())) {
                for (int bytes = 100; bytes < 240_000; bytes += 30_011) {
                    ObjectName name = new ObjectName("cut/" + bytes);
                    store.list("");
                    pipe.cutAfter(bytes);
                    assertThat(store.create(name, content)).isTrue();
                    pipe.cutAfter(Long.MAX_VALUE);
                    assertThat(store.read(name)).isEqualTo(content);
                }
            }
        }
    }

    @Test
    void a_silent_server_is_given_up() throws IOException {
        try (Pipe pipe = new Pipe(server.port())) {
            server.makeKnown(pipe.port());
            try (Store store = server.store(pipe.port(), Map.of(), Duration.ofSeconds(1))) {
                store.create(NAME, CONTENT);
                pipe.freeze();
                assertThat(problem(() -> store.read(NAME))).hasMessageContaining("(tried 5 times)");
            }
        }
    }

    @Test
    void a_server_that_is_gone_is_given_up() {
        try (Store store = open()) {
            store.create(NAME, CONTENT);
            server.close();
            assertThat(problem(() -> store.read(NAME)))
                    .hasMessageContaining("sets/a/COMMIT in sftp://keeper@127.0.0.1")
                    .hasMessageContaining("the connection was refused (tried 5 times)");
        }
    }

    @Test
    void a_folder_that_may_not_be_written_is_named() throws IOException {
        Files.createDirectories(server.file("").getParent());
        Files.write(server.file(""), new byte[1]);
        try (Store store = open()) {
            assertThat(problem(() -> store.create(NAME, CONTENT))).hasMessageContaining("sets/a/COMMIT");
        }
    }
}
