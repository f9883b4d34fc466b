package dev.pgsteady.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MigrateTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final Path folder;
    private final String database;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    MigrateTest(@TempDir Path folder, TestDatabase database) {
        this.folder = folder;
        var address = database.address();
        this.database = "postgresql://%s:%s@%s:%d/%s"
                .formatted(address.user(), address.readPassword(), address.host(), address.port(), database.name());
    }

    /// Parses a line as the program does, and runs the action on a console of this test.
    private int run(String action, String... options) {
        List<String> line = new ArrayList<>(List.of("migrate", action, "--dir", folder.toString()));
        line.addAll(List.of(options));
        out.reset();
        err.reset();
        CommandLine root = Pgsteady.commandLine(line);
        var parsed = root.parseArgs(line.toArray(String[]::new));
        Verb verb = (Verb) parsed.subcommand().subcommand().commandSpec().userObject();
        Console console = Console.of(
                Map.of(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return verb.run(console);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private JsonNode json() {
        return JsonMapper.builder().build().readTree(out());
    }

    private Path write(String message, String upgrade, String downgrade) throws IOException {
        run("new", "--empty", "-m", message);
        Path file = Path.of(out().strip());
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("-- upgrade\n", "-- upgrade\n" + upgrade + "\n")
                        .replace("-- downgrade\n", "-- downgrade\n" + downgrade + "\n"));
        return file;
    }

    @Test
    void the_actions_come_in_the_order_of_their_use() {
        assertThat(Pgsteady.actions(new MigrateVerb()))
                .extracting(Pgsteady::name)
                .containsExactly(
                        "up",
                        "down",
                        "current",
                        "history",
                        "heads",
                        "branches",
                        "new",
                        "merge",
                        "rebase",
                        "show",
                        "sql",
                        "stamp",
                        "check",
                        "diff",
                        "verify",
                        "adopt",
                        "lint",
                        "squash");
    }

    @Test
    void a_revision_is_made_applied_shown_and_taken_back() throws IOException {
        Path file = write("first table", "CREATE TABLE a (id int);", "DROP TABLE a;");

        assertThat(run("up", "--dry-run", database)).isZero();
        assertThat(out()).startsWith("up  ").endsWith("  first table\n");
        assertThat(run("up", database)).isZero();
        assertThat(out()).isEqualTo("1 revision applied.\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("up  ").contains("first table");
        assertThat(run("current", database)).isZero();
        assertThat(out()).endsWith("  first table\n");
        assertThat(run("history", "-v", database)).isZero();
        assertThat(out()).startsWith("applied    ").contains("by postgres at ");
        assertThat(run("check", database)).isZero();
        assertThat(run("show")).isZero();
        assertThat(out()).isEqualTo("-- " + file + "\n" + Files.readString(file).stripTrailing() + "\n");
        assertThat(run("down", "-1", database)).isZero();
        assertThat(out()).isEqualTo("1 revision taken back.\n");
        assertThat(run("down", "--to=base", database)).isZero();
        assertThat(out()).isEqualTo("There is nothing to do: the database is there.\n");
    }

    @Test
    void every_action_that_reports_speaks_json() throws IOException {
        write("first table", "CREATE TABLE a (id int);", "DROP TABLE a;");

        run("up", "--json", database);
        assertThat(json().at("/revisions/0/message").asString()).isEqualTo("first table");
        run("current", "--json", database);
        assertThat(json().get("upToDate").asBoolean()).isTrue();
        run("history", "--json", database);
        assertThat(json().at("/revisions/0/history/by").asString()).isEqualTo("postgres");
        run("heads", "--json");
        assertThat(json().get("heads")).hasSize(1);
        run("branches", "--json");
        assertThat(json().at("/branches/0/revisions")).hasSize(1);
        run("show", "--json");
        assertThat(json().get("upgrade").asString()).contains("CREATE TABLE a");
        run("sql", "--json", "--from", "base");
        assertThat(json().get("sql").asString()).contains("CREATE TABLE a");
        run("stamp", "--json", "base", database);
        assertThat(json().get("revisions")).isEmpty();
        assertThat(run("check", "--json", database)).isEqualTo(1);
        assertThat(json().at("/findings/0/kind").asString()).isEqualTo("pending");
    }

    @Test
    void two_heads_are_listed_and_become_one() throws IOException {
        Path first = write("first", "SELECT 1;", "SELECT 1;");
        write("second", "SELECT 1;", "SELECT 1;");
        Files.writeString(
                folder.resolve("other.sql"),
                Files.readString(first)
                        .replaceAll("revision: .{12}", "revision: 000000000000")
                        .replace("first", "other"));

        run("heads");
        assertThat(out().lines()).hasSize(2);
        run("branches");
        assertThat(out()).contains("from the beginning");
        assertThat(run("check", "--files-only")).isEqualTo(1);
        assertThat(out()).contains("several heads");
        run("merge", "-m", "join");
        run("heads");
        assertThat(out()).endsWith("  join\n");
        Files.delete(folder.resolve("other.sql"));
        assertThat(run("check", "--files-only")).isEqualTo(1);
        assertThat(out()).contains("parent missing");
    }
}
