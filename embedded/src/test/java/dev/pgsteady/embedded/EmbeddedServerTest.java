package dev.pgsteady.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.ServerStatus.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole life of a server, on whatever PostgreSQL `PGSTEADY_TEST_POSTGRES` says.
class EmbeddedServerTest {
    static final Machine MACHINE = Machine.here()
            .with("PGSTEADY_POSTGRES", Machine.here().variables().getOrDefault("PGSTEADY_TEST_POSTGRES", "auto"));

    /// Nothing here has to survive the machine, and flushing takes most of the time.
    private static final ServerOptions QUICK = ServerOptions.standard().withSettings(Map.of("fsync", "off"));

    @TempDir
    Path folder;

    private final List<EmbeddedServer> used = new ArrayList<>();

    @AfterEach
    void destroyAll() {
        used.forEach(EmbeddedServer::destroy);
    }

    @Test
    void a_server_goes_from_absent_to_running_to_stopped_to_absent() throws SQLException {
        EmbeddedServer server = server(QUICK);
        List<Object> seen = new ArrayList<>();
        seen.add(server.status().state());
        Address address = server.start();
        seen.add(server.status().state());
        seen.add(value(address, "select 'hello'"));
        seen.add(server.stop());
        seen.add(server.status().state());
        seen.add(server.stop());
        seen.add(server.start().equals(address));
        seen.add(server.destroy());
        seen.add(server.status().state());
        seen.add(server.destroy());

        assertThat(seen)
                .isEqualTo(List.of(
                        State.ABSENT,
                        State.RUNNING,
                        "hello",
                        true,
                        State.STOPPED,
                        false,
                        true,
                        true,
                        State.ABSENT,
                        false));
    }

    @Test
    void a_killed_server_is_seen_and_recovers() throws Exception {
        EmbeddedServer server = server(QUICK);
        Address address = server.start();
        execute(address, "create table kept as select 42 as answer");
        kill(server);

        assertThat(server.status().state()).isEqualTo(State.CRASHED);
        assertThat(server.start()).isEqualTo(address);
        assertThat(value(address, "select answer from kept")).isEqualTo("42");
    }

    @Test
    void several_starts_at_once_end_with_one_server() throws Exception {
        EmbeddedServer server = server(QUICK);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Address>> starts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                starts.add(threads.submit(server::start));
            }
            List<Address> addresses = new ArrayList<>();
            for (Future<Address> start : starts) {
                addresses.add(start.get());
            }
            assertThat(addresses).containsOnly(server.address());
        }
    }

    @Test
    void two_processes_that_start_it_at_once_end_with_one_server_that_outlives_them() throws Exception {
        EmbeddedServer server = server(QUICK);
        Process first = byHand("start");
        Process second = byHand("start");
        String firstSaid = new String(first.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        String secondSaid = new String(second.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        first.waitFor();
        second.waitFor();

        String address = server.address().toString();
        assertThat(List.of(
                        firstSaid.lines().findFirst().orElse(""),
                        secondSaid.lines().findFirst().orElse("")))
                .isEqualTo(List.of(address, address));
        assertThat(value(server.address(), "select 1")).isEqualTo("1");
    }

    @Test
    void a_port_that_is_taken_is_exchanged_and_the_new_one_remembered() throws Exception {
        EmbeddedServer server = server(QUICK);
        int before = server.start().port();
        server.stop();
        int after;
        try (ServerSocket thief = new ServerSocket(before, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            after = server.start().port();
            assertThat(after).isNotEqualTo(thief.getLocalPort());
        }
        server.stop();

        assertThat(server.start().port()).isEqualTo(after);
    }

    @Test
    void settings_and_hba_lines_hold_until_others_are_given() throws SQLException {
        ServerOptions options = ServerOptions.standard()
                .withSettings(Map.of("work_mem", "7MB", "fsync", "off"))
                .withHbaLines(List.of("host nowhere nobody 127.0.0.1/32 reject"));
        server(options).start();
        EmbeddedServer plain = server(ServerOptions.standard());
        plain.stop();
        Address address = plain.start();

        assertThat(List.of(
                        value(address, "show work_mem"),
                        value(address, "show fsync"),
                        value(address, "select count(*) from pg_hba_file_rules where auth_method = 'reject'")))
                .isEqualTo(List.of("7MB", "off", "1"));
    }

    @Test
    void data_elsewhere_is_remembered_and_removed() throws SQLException {
        Path data = folder.resolve("else where/data");
        EmbeddedServer server = server(QUICK.withDataDirectory(data));
        server.start();
        EmbeddedServer plain = server(QUICK);

        assertThat(value(plain.address(), "show data_directory")).isEqualTo(data.toString());
        assertThat(plain.destroy()).isTrue();
        assertThat(data).doesNotExist();
    }

    @Test
    void a_deep_folder_gets_its_socket_elsewhere() throws IOException {
        Path deep = folder.resolve("d".repeat(60)).resolve("e".repeat(60));
        EmbeddedServer server = EmbeddedServer.at(deep, QUICK, MACHINE);
        used.add(server);
        Path socket = server.start().socketDirectory().orElseThrow();

        assertThat(socket.getParent()).isEqualTo(MACHINE.temporary());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rwx------");
        server.destroy();
        assertThat(socket).doesNotExist();
    }

    @Test
    void what_a_server_cannot_start_with_is_told_from_its_log() {
        EmbeddedServer server =
                server(ServerOptions.standard().withSettings(Map.of("shared_buffers", "many", "fsync", "off")));

        Problem problem = catchThrowableOfType(Problem.class, server::start);

        assertThat(problem.kind()).isEqualTo(Problem.Kind.EMBEDDED);
        assertThat(problem.getMessage()).contains("invalid value for parameter \"shared_buffers\": \"many\"");
        assertThat(server.status().state()).isEqualTo(State.STOPPED);
    }

    private EmbeddedServer server(ServerOptions options) {
        EmbeddedServer server = EmbeddedServer.at(folder, options, MACHINE);
        used.addFirst(server);
        return server;
    }

    private Process byHand(String verb) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path", ""),
                ServerByHand.class.getName(),
                folder.toString(),
                verb);
        builder.environment().put("PGSTEADY_POSTGRES", MACHINE.variables().getOrDefault("PGSTEADY_POSTGRES", "auto"));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.redirectErrorStream(true).start();
    }

    private static void kill(EmbeddedServer server) throws Exception {
        ProcessHandle postmaster =
                ProcessHandle.of(server.status().pid().orElseThrow()).orElseThrow();
        new ProcessBuilder("kill", "-9", Long.toString(postmaster.pid()))
                .start()
                .waitFor();
        for (int i = 0; i < 10_000 && server.status().state() != State.CRASHED; i++) {
            Thread.onSpinWait();
        }
    }

    private static void execute(Address address, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl("postgres"), address.credentials());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String value(Address address, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl("postgres"), address.credentials());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
