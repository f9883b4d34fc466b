package dev.pgsteady.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.Problem;
import dev.pgsteady.testkit.Early;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What is done with a backup, through the command line: a database with two tables, backed up once.
@Early
class RestoringVerbsTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final Path folder;
    private final TestDatabase database;
    private final String url;
    private final String store;

    RestoringVerbsTest(@TempDir Path folder, TestDatabase database) {
        this.folder = folder;
        this.database = database;
        this.url = CommandRun.url(database);
        this.store = folder.resolve("our backups").toString();
    }

    @BeforeEach
    void backedUp() throws SQLException {
        execute("""
                CREATE TABLE customers (id bigint PRIMARY KEY, name text);
                CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers);
                INSERT INTO customers SELECT n, 'c' || n FROM generate_series(1, 20) n;
                INSERT INTO orders SELECT n, 1 + n % 20 FROM generate_series(1, 100) n""");
        run("backup", "init", "--unencrypted");
        run("backup", url);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String value(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private CommandRun run(String... words) {
        List<String> line = new ArrayList<>(Arrays.asList(words));
        line.addAll(List.of("--store", store));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void a_table_comes_back_and_says_where_it_is() throws Exception {
        execute("DROP TABLE orders");
        JsonNode back = run("restore", url, "--table", "orders", "--json").json();
        assertThat(texts(back.get("tables"))).containsExactly("public.orders");
        assertThat(back.get("rows").asLong()).isEqualTo(100);
        assertThat(back.get("compared").asBoolean()).isTrue();
        assertThat(value("SELECT count(*) FROM orders")).isEqualTo("100");

        CommandRun beside = run("restore", url, "--table", "public.orders", "--table", "customers");
        assertThat(beside.out()).contains("RESTORED  restored_", ".orders", "120 rows", "every row compared");
        CommandRun instead = run("restore", url, "--table", "orders", "--replace", database.name());
        assertThat(instead.out()).contains("RESTORED  public.orders", "is in the schema replaced_");
        assertThatThrownBy(() -> run("restore", url, "--table", ".orders"))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.USAGE));
    }

    @Test
    void a_drill_in_a_given_server_compares_the_live_database_too() throws Exception {
        execute("UPDATE customers SET name = 'x' WHERE id = 3");
        JsonNode drill = run("drill", "--server", url, "--live", url, "--level", "restore", "--json")
                .json();
        assertThat(drill.get("passed").asBoolean()).isTrue();
        assertThat(texts(drill.get("live_differs")))
                .containsExactly(database.name()
                        + ": table public.customers: has the 20 rows of the backup in number, but not in content");
        assertThatThrownBy(() -> run("drill", "--level", "point-in-time"))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.USAGE));
    }

    @Test
    void the_commands_of_the_runbook_restore_and_one_that_is_missing_fails_the_drill() throws Exception {
        Path runbook = folder.resolve("RESTORE.md");
        run("runbook", url, "--output", runbook.toString());
        assertThat(Files.readString(runbook)).contains("--store '" + store + "' --database " + database.name());
        JsonNode drill = run("drill", "--runbook", runbook.toString(), "--level", "restore", "--json")
                .json();
        assertThat(texts(drill.get("failures"))).isEmpty();
        assertThat(texts(drill.get("runbook_commands")))
                .hasSize(3)
                .allMatch(c -> c.startsWith("pgsteady "))
                .last()
                .asString()
                .endsWith("--replace " + database.name());

        Files.writeString(runbook, Files.readString(runbook).replace("--as ", "--with "));
        CommandRun stale = run("drill", "--runbook", runbook.toString(), "--level", "restore");
        assertThat(stale.code()).isEqualTo(Problem.Kind.DAMAGED.exitCode());
        assertThat(stale.out()).contains("FAILED", "The runbook does not say: ", "_restored");
    }

    @Test
    void a_backup_becomes_a_sqlite_database() throws Exception {
        Path file = folder.resolve("shop.sqlite");
        run("backup", "export", "--sqlite", file.toString());
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = sqlite.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT count(*) FROM orders JOIN customers c ON c.id = customer_id")) {
            row.next();
            assertThat(row.getLong(1)).isEqualTo(100);
        }
        assertThatThrownBy(() -> run("backup", "export", "--sqlite", file.toString()))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.FILE));
    }

    @Test
    void a_database_moves_from_another_server() throws Exception {
        String name = database.name() + "_moved";
        CommandRun moved = CommandRun.of("import", "--from", url, "--as", name, url);
        try {
            assertThat(moved.out()).contains("MOVED  " + name, "120 rows", "every row and object compared");
            assertThat(value("SELECT count(*) FROM pg_database WHERE datname = '%s'".formatted(name)))
                    .isEqualTo("1");
            assertThatThrownBy(() -> CommandRun.of("import", "--from", url, url))
                    .isInstanceOfSatisfying(
                            Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.OCCUPIED));
        } finally {
            execute("DROP DATABASE " + name);
        }
    }

    @Test
    void what_makes_no_sense_together_is_refused() throws IOException {
        Path runbook = Files.writeString(folder.resolve("RESTORE.md"), "# Restoring");
        List<List<String>> lines = List.of(
                List.of("recover", "--to", "x", "--standby", "y", url),
                List.of("recover", url),
                List.of("drill", "--server", url, "--runbook", runbook.toString()),
                List.of("drill", "--level", "bytes", "--runbook", runbook.toString()),
                List.of("backup", "receive", url, "--warn-at", "100", "--drop-at", "50"));
        for (List<String> line : lines) {
            assertThatThrownBy(() -> run(line.toArray(String[]::new)))
                    .as(String.join(" ", line))
                    .isInstanceOfSatisfying(
                            Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.USAGE));
        }
    }

    @Test
    void a_backup_says_what_it_left_out() throws SQLException {
        execute("INSERT INTO customers SELECT n, 'twice' FROM generate_series(21, 22) n");
        assertThatThrownBy(() -> execute("CREATE UNIQUE INDEX CONCURRENTLY half_built ON customers (name)"))
                .isInstanceOf(SQLException.class);
        String left = "INDEX public.half_built of " + database.name()
                + " is invalid and was left out: build it again or drop it.";
        assertThat(run("backup", url).out()).contains(left);
        assertThat(texts(run("backup", url, "--json").json().get("warnings"))).containsExactly(left);
    }

    @Test
    void pruning_says_how_much_log_goes() {
        JsonNode pruned = run("backup", "prune", "--keep", "last=1", "--json").json();
        assertThat(pruned.get("wal_segments").asLong()).isZero();
        assertThat(texts(pruned.get("kept"))).hasSize(1);
    }
}
