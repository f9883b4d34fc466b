package dev.pgsteady.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// pgbouncer in transaction mode, which hands each transaction whichever session is free. Skipped without one:
/// install it, or name the program in `PGSTEADY_PGBOUNCER`.
class PoolerTest {
    private final LocalServer server = LocalServer.get();

    @Test
    void a_pooler_in_transaction_mode_is_recognised_and_statements_are_not_prepared_by_name(@TempDir Path folder)
            throws Exception {
        Optional<Path> program = program();
        assumeTrue(program.isPresent(), "no pgbouncer is installed, so this test is skipped");
        int port = LocalServer.freePort();
        Process pgbouncer = start(program.orElseThrow(), folder, port);
        try (Database first = Database.open(settings(port), PoolSettings.DEFAULT.sized(2, 0));
                Database second = Database.open(settings(port), PoolSettings.DEFAULT.sized(2, 0));
                Database direct = Database.single(server.admin())) {
            for (int i = 0; i < 20; i++) {
                assertThat(first.<Integer>read(c -> prepared(c, 1)) + second.<Integer>read(c -> prepared(c, 2)))
                        .isEqualTo(3);
            }
            assertThat(first.behindPooler()).isTrue();
            assertThat(direct.behindPooler()).isFalse();
        } finally {
            pgbouncer.destroy();
            pgbouncer.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_prepared_statement_that_another_client_took_is_a_reason_to_look_for_a_pooler() {
        CountDownLatch lost = new CountDownLatch(1);
        try (Database database = Database.single(server.admin())) {
            int answer = database.read(c -> {
                if (lost.getCount() > 0) {
                    lost.countDown();
                    throw new SQLException("prepared statement \"S_1\" already exists", "42P05");
                }
                return prepared(c, 7);
            });

            assertThat(answer).isEqualTo(7);
            assertThat(database.behindPooler()).isTrue();
        }
    }

    private static int prepared(Connection connection, int value) throws SQLException {
        int answer = 0;
        for (int i = 0; i < 7; i++) {
            try (PreparedStatement statement = connection.prepareStatement("select ?::int")) {
                statement.setInt(1, value);
                try (ResultSet rows = statement.executeQuery()) {
                    answer = rows.next() ? rows.getInt(1) : 0;
                }
            }
        }
        return answer;
    }

    private static ConnectionSettings settings(int port) {
        return ConnectionSettings.to("127.0.0.1", port, "shop", "app").with(Keyword.SSLMODE, "disable");
    }

    private Process start(Path program, Path folder, int port) throws IOException {
        Path ini = folder.resolve("pgbouncer.ini");
        Files.writeString(folder.resolve("users"), "\"app\" \"\"\n");
        Files.writeString(ini, """
                [databases]
                shop = host=%s port=%d dbname=postgres user=postgres pool_size=1
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = trust
                auth_file = %s
                pool_mode = transaction
                """.formatted(server.sockets, server.port, port, folder.resolve("users")));
        ProcessBuilder builder = new ProcessBuilder(program.toString(), ini.toString());
        if (System.getProperty("user.name").equals("root")) {
            builder.command("unshare", "-U", program.toString(), ini.toString());
        }
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!answers(port)) {
            assertThat(System.nanoTime())
                    .as(Files.readString(folder.resolve("log")))
                    .isLessThan(end);
            Thread.onSpinWait();
        }
        return process;
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Path> program() {
        return Stream.of(
                        System.getenv().getOrDefault("PGSTEADY_PGBOUNCER", ""),
                        "/usr/sbin/pgbouncer",
                        "/usr/bin/pgbouncer")
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
