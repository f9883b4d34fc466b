package dev.pgsteady.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Servers for one piece of work, which are copied from a seed.
class ThrowAwayServerTest {
    @TempDir
    Path state;

    private Machine machine = EmbeddedServerTest.MACHINE;
    private Path seeds = Path.of("");

    @BeforeEach
    void inAStateDirectoryOfItsOwn() {
        machine = EmbeddedServerTest.MACHINE.with("PGSTEADY_STATE", state.toString());
        seeds = state.resolve("throw-away").resolve("seeds");
    }

    @Test
    void a_closed_server_leaves_nothing_but_its_seed() throws Exception {
        try (ThrowAwayServer server = ThrowAwayServer.start(machine, Progress.NONE)) {
            assertThat(answer(server)).isEqualTo("hello");
        }
        assertThat(names(state.resolve("throw-away"))).containsExactly("seeds");
        assertThat(names(seeds)).hasSize(1);
    }

    @Test
    void what_was_done_on_one_server_is_not_on_the_next() throws Exception {
        try (ThrowAwayServer server = ThrowAwayServer.start(machine, Progress.NONE)) {
            run(server, "CREATE DATABASE mine");
            run(server, "CREATE ROLE me");
        }
        try (ThrowAwayServer server = ThrowAwayServer.start(machine, Progress.NONE)) {
            run(server, "CREATE DATABASE mine");
            run(server, "CREATE ROLE me");
            assertThat(answer(server)).isEqualTo("hello");
        }
    }

    @Test
    void two_of_a_process_have_nothing_in_common() throws Exception {
        try (ThrowAwayServer other = ThrowAwayServer.start(machine, Progress.NONE)) {
            try (ThrowAwayServer one = ThrowAwayServer.start(machine, Progress.NONE)) {
                run(one, "CREATE DATABASE mine");
                run(other, "CREATE DATABASE mine");
            }
            assertThat(answer(other)).isEqualTo("hello");
        }
        assertThat(names(state.resolve("throw-away"))).containsExactly("seeds");
    }

    @Test
    void a_damaged_seed_is_made_anew() throws Exception {
        ThrowAwayServer.start(machine, Progress.NONE).close();
        Path data = seeds.resolve(names(seeds).getFirst()).resolve("data");
        Files.delete(data.resolve("global").resolve("pg_control"));
        try (ThrowAwayServer server = ThrowAwayServer.start(machine, Progress.NONE)) {
            assertThat(answer(server)).isEqualTo("hello");
        }
        try (ThrowAwayServer server = ThrowAwayServer.start(machine, Progress.NONE)) {
            assertThat(answer(server)).isEqualTo("hello");
        }
        assertThat(names(seeds)).hasSize(1);
    }

    @Test
    void what_a_killed_process_had_in_memory_is_removed_by_the_next() throws Exception {
        long gone = new ProcessBuilder("true").start().onExit().get().pid();
        Path own = state.resolve("throw-away").resolve(Long.toString(gone));
        Optional<MemoryFolder> left = MemoryFolder.make(machine, own.resolve("memory"));
        assumeThat(left).as("memory to spare").isPresent();
        Files.writeString(left.get().path().resolve("data"), "something");
        ThrowAwayServer.start(machine, Progress.NONE).close();
        assertThat(left.get().path()).doesNotExist();
        assertThat(names(state.resolve("throw-away"))).containsExactly("seeds");
    }

    @Test
    void a_server_that_is_not_to_be_fast_keeps_no_seed() throws Exception {
        try (ThrowAwayServer server = ThrowAwayServer.start(machine.with("PGSTEADY_FAST", "0"), Progress.NONE)) {
            assertThat(answer(server)).isEqualTo("hello");
        }
        assertThat(names(state.resolve("throw-away"))).isEmpty();
    }

    @Test
    void nobody_else_may_read_a_seed() throws Exception {
        ThrowAwayServer.start(machine, Progress.NONE).close();
        Path seed = seeds.resolve(names(seeds).getFirst());
        assertThat(Files.getPosixFilePermissions(seed)).hasSize(3);
        assertThat(Files.getPosixFilePermissions(seed.resolve("password"))).hasSize(2);
    }

    @Test
    void the_password_is_proved_in_one_round_and_a_wrong_one_is_refused() throws Exception {
        try (ThrowAwayServer server = ThrowAwayServer.start(machine, Progress.NONE)) {
            try (Connection connection = connect(server);
                    Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery("SELECT rolpassword FROM pg_authid WHERE rolname = 'postgres'")) {
                row.next();
                assertThat(row.getString(1)).startsWith("SCRAM-SHA-256$1:");
            }
            Properties wrong = server.address().credentials();
            wrong.setProperty("password", "x" + wrong.getProperty("password"));
            assertThatThrownBy(
                            () -> DriverManager.getConnection(server.address().jdbcUrl("postgres"), wrong))
                    .hasMessageContaining("password authentication failed");
        }
    }

    private static String answer(ThrowAwayServer server) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 'hello'")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void run(ThrowAwayServer server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(ThrowAwayServer server) throws SQLException {
        return DriverManager.getConnection(
                server.address().jdbcUrl("postgres"), server.address().credentials());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }
}
