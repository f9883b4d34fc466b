package dev.pgsteady.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.backup.physical.Tools;
import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Address;
import dev.pgsteady.embedded.Directories;
import dev.pgsteady.embedded.EmbeddedServer;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.OwnedFiles;
import dev.pgsteady.embedded.RestoredServer;
import dev.pgsteady.embedded.ServerOptions;
import dev.pgsteady.testkit.Awaited;
import dev.pgsteady.testkit.Early;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A server of its own, its log received and a physical backup taken through the command line, and what
/// the command line then brings back.
@Early
class RecoveringVerbsTest {
    private static final Machine MACHINE = Machine.here()
            .with(
                    "PGSTEADY_POSTGRES",
                    Optional.ofNullable(System.getenv("PGSTEADY_TEST_POSTGRES")).orElse("auto"));
    private static final Map<String, String> SETTINGS = Map.of(
            "wal_level", "replica",
            "max_wal_senders", "6",
            "max_replication_slots", "6",
            "max_wal_size", "96MB",
            "shared_buffers", "16MB",
            "autovacuum", "off");
    private static final String SLOT = "archive_" + ProcessHandle.current().pid();

    /// The words in it, in the order in which they came.
    private static final String WORDS = "SELECT string_agg(word, ' ' ORDER BY id) FROM t";

    @TempDir
    static Path folder;

    private static EmbeddedServer server;
    private static Address address;
    private static String url;
    private static String position;

    @BeforeAll
    static void lived() throws Exception {
        server = EmbeddedServer.at(
                folder.resolve("state"), ServerOptions.named("primary").withSettings(SETTINGS), MACHINE);
        address = server.start();
        url = "postgresql://%s:%s@%s:%d/postgres"
                .formatted(address.user(), address.readPassword(), address.host(), address.port());
        int major = Integer.parseInt(text("SELECT current_setting('server_version_num')::int / 10000"));
        Assumptions.assumeTrue(
                Tools.find(major, Machine.here()).isPresent(), "skipped: PG tools not found for this release");
        run("backup", "init", "--unencrypted");
        try (Receiving receiving = Receiving.start("backup", "receive", url, "--slot", SLOT, "--store", store())) {
            receiving.awaitWords("receiving; ");
            execute("CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY, word text)");
            run("backup", url, "--physical");
            execute("INSERT INTO t (word) VALUES ('first')");
            execute("SELECT pg_create_restore_point('before_the_second')");
            execute("INSERT INTO t (word) VALUES ('second')");
            position = text("SELECT pg_current_wal_insert_lsn()");
            execute("SELECT pg_sleep(0.05)");
            execute("INSERT INTO t (word) VALUES ('third')");
            String end = text("SELECT pg_current_wal_insert_lsn()");
            Awaited.until(
                    "all of the log",
                    () -> text("SELECT coalesce(bool_or(write_lsn >= '%s'), false) FROM pg_stat_replication"
                                    .formatted(end))
                            .equals("t"));
        }
    }

    @AfterAll
    static void ended() throws IOException {
        server.destroy();
        OwnedFiles.deleteTree(
                Directories.of(Machine.here()).state().resolve("spool").resolve(SLOT));
    }

    private static String store() {
        return folder.resolve("backups").toString();
    }

    private static CommandRun run(String... words) {
        List<String> line = new ArrayList<>(Arrays.asList(words));
        line.addAll(List.of("--store", store()));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = connect(address.port());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(int port) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port), address.credentials());
    }

    private static String text(String query) {
        return text(address.port(), query);
    }

    private static String text(int port, String query) {
        try (Connection connection = connect(port);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private static String recovered(Path into, String... target) {
        List<String> line = new ArrayList<>(List.of("recover", "--json", "--to", into.toString()));
        line.addAll(Arrays.asList(target));
        JsonNode recovered = run(line.toArray(String[]::new)).json();
        try {
            return text(recovered.get("port").asInt(), WORDS);
        } finally {
            RestoredServer.of(into, MACHINE).abandon();
        }
    }

    @Test
    void a_server_comes_back_to_the_end_to_a_position_and_to_a_name() {
        assertThat(recovered(folder.resolve("end"))).isEqualTo("first second third");
        assertThat(recovered(folder.resolve("position"), "--to-lsn", position)).isEqualTo("first second");
        assertThat(recovered(folder.resolve("name"), "--to-name", "before_the_second"))
                .isEqualTo("first");
        assertThatThrownBy(() -> recovered(folder.resolve("nowhere"), "--to-lsn", "7F/0"))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.USAGE));
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void the_commands_of_the_runbook_recover_the_server_in_a_drill_and_are_timed() throws Exception {
        Path runbook = folder.resolve("RESTORE.md");
        run("runbook", url, "--output", runbook.toString());
        assertThat(Files.readString(runbook))
                .contains(" recover --store " + store() + " --to \"$FOLDER\"\n")
                .contains(" recover --store " + store() + " --to \"$FOLDER\" --to-time \"$TIME\"\n")
                .contains("No drill of a physical backup has passed yet")
                .doesNotContain("--replace");

        JsonNode drill = run("drill", "--runbook", runbook.toString(), "--level", "restore", "--json")
                .json();
        assertThat(drill.get("failures").valueStream().map(JsonNode::asString)).isEmpty();
        assertThat(drill.get("notes").valueStream().map(JsonNode::asString)).isEmpty();
        assertThat(drill.get("runbook_commands").valueStream().map(JsonNode::asString))
                .hasSize(3)
                .last()
                .asString()
                .endsWith("--to \"$FOLDER\" --to-time \"$TIME\"");
        assertThat(Directories.of(Machine.here())
                        .state()
                        .resolve("drills/pgsteady-runbook-"
                                + ProcessHandle.current().pid()))
                .doesNotExist();
        run("runbook", url, "--output", runbook.toString());
        assertThat(Files.readString(runbook)).contains("(recovery time, RTO)", "(recovery point, RPO)");

        Files.writeString(runbook, Files.readString(runbook).replace("--to-time", "--until"));
        CommandRun stale = run("drill", "--runbook", runbook.toString(), "--level", "restore");
        assertThat(stale.code()).isEqualTo(Problem.Kind.DAMAGED.exitCode());
        assertThat(stale.out()).contains("FAILED", "The runbook does not say: ", "--to-time");
        assertThatThrownBy(() -> run("drill", "--runbook", runbook.toString(), "--level", "bytes"))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.USAGE));
    }

    @Test
    void a_standby_has_what_is_written_on_the_primary_afterwards() throws Exception {
        Path data = folder.resolve("standby");
        CommandRun made = CommandRun.of("recover", url, "--standby", data.toString(), "--slot", "follower", "--json");
        try {
            int port = made.json().get("port").asInt();
            assertThat(made.json().get("slot").asString()).isEqualTo("follower");
            execute("CREATE TABLE later AS SELECT 'streamed' AS word");
            Awaited.until(
                    "the table on the standby",
                    () -> text(port, "SELECT to_regclass('later') IS NOT NULL").equals("t"));
            assertThat(text(port, "SELECT word FROM later")).isEqualTo("streamed");
            assertThat(text(port, "SELECT pg_is_in_recovery()")).isEqualTo("t");
            assertThat(text("SELECT active FROM pg_replication_slots WHERE slot_name = 'follower'"))
                    .isEqualTo("t");
            RestoredServer server = RestoredServer.of(data, MACHINE);
            assertThat(new ProcessBuilder("kill", "-INT", made.json().get("pid").asString())
                            .start()
                            .waitFor())
                    .isZero();
            Awaited.until("the standby to end", () -> server.phase() == RestoredServer.Phase.GONE);
        } finally {
            RestoredServer.of(data, MACHINE).stop();
            execute("DROP TABLE IF EXISTS later; SELECT pg_drop_replication_slot('follower')");
        }
    }

    /// Halted when it has begun: before that the slot keeps nothing.
    private Receiving.Halted halted(Receiving receiving, String slot) {
        Awaited.until("a slot in use", () -> text("""
                        SELECT coalesce(bool_or(active AND restart_lsn IS NOT NULL), false)
                          FROM pg_replication_slots WHERE slot_name = '%s'""".formatted(slot)).equals("t"));
        return receiving.halted(slot);
    }

    @Test
    void a_slot_whose_receiver_hangs_is_warned_of_and_then_dropped() throws Exception {
        String slot = "guarded_" + ProcessHandle.current().pid();
        String other = folder.resolve("other").toString();
        CommandRun.of("backup", "init", "--unencrypted", "--store", other);
        List<String> line = List.of(
                "backup", "receive", url, "--slot", slot, "--warn-at", "8", "--drop-at", "60", "--store", other);
        try (Receiving receiving = Receiving.start(line.toArray(String[]::new));
                Receiving.Halted halted = halted(receiving, slot)) {
            execute("CREATE TABLE filled AS SELECT repeat('x', 1000) AS word FROM generate_series(1, 20000)");
            receiving.awaitWords("for the slot, which is dropped at 60 MB");
            execute("INSERT INTO filled SELECT word FROM filled, generate_series(1, 3)");
            receiving.awaitWords("The slot was dropped: the point-in-time window is broken from ");
            Awaited.until(
                    "a slot of no use any more", () -> text("""
                            SELECT coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)), 0) < 8 << 20
                              FROM pg_replication_slots WHERE slot_name = '%s'""".formatted(slot)).equals("t"));
            assertThat(halted.process().isAlive()).isTrue();
        } finally {
            execute("DROP TABLE filled; SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
                    + " WHERE slot_name = '%s'".formatted(slot));
            OwnedFiles.deleteTree(
                    Directories.of(Machine.here()).state().resolve("spool").resolve(slot));
        }
    }
}
