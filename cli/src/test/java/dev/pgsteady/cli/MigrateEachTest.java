package dev.pgsteady.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.Problem;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MigrateEachTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final String TENANTS = "select 'tenant ' || n from generate_series(1, 50) n";

    private final Path folder;
    private final TestDatabase database;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    MigrateEachTest(@TempDir Path folder, TestDatabase database) throws IOException {
        this.folder = folder;
        this.database = database;
        Files.writeString(folder.resolve("a.sql"), """
                -- revision: aaaaaaaaaaaa
                -- parents: none
                -- message: first table
                -- upgrade
                CREATE TABLE a (id int);
                -- downgrade
                DROP TABLE a;
                """);
    }

    private int run(String action, String... options) {
        var address = database.address();
        String url = "postgresql://%s:%s@%s:%d/%s"
                .formatted(address.user(), address.readPassword(), address.host(), address.port(), database.name());
        List<String> line = new ArrayList<>(List.of("migrate", action, "--dir", folder.toString(), url));
        line.addAll(List.of(options));
        out.reset();
        err.reset();
        var parsed = Pgsteady.commandLine(line).parseArgs(line.toArray(String[]::new));
        Verb verb = (Verb) parsed.subcommand().subcommand().commandSpec().userObject();
        return verb.run(Console.of(
                Map.of(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private JsonNode json() {
        return JsonMapper.builder().build().readTree(out());
    }

    @Test
    void fifty_schemas_go_up_and_the_one_that_fails_stops_no_other() throws SQLException {
        assertThat(catchThrowableOfType(Problem.class, () -> run("up", "--schemas-from", TENANTS)))
                .hasMessageContaining("There is no schema tenant 1 in the database " + database.name() + ".");
        database.execute("create schema \"tenant 7\"; create table \"tenant 7\".a ()");

        assertThat(run("up", "--json", "--schemas-from", TENANTS, "--create-schemas", "--jobs", "3"))
                .isEqualTo(Problem.Kind.SQL_FAILED.exitCode());
        assertThat(json().get("places")).hasSize(50);
        assertThat(json().get("places"))
                .filteredOn(p -> p.get("state").asString().equals("failed"))
                .singleElement()
                .satisfies(p -> assertThat(p.get("name").asString()).isEqualTo("tenant 7"));
        assertThat(run("check", "--schemas", "tenant ??")).isZero();
        assertThat(out()).contains("nothing to complain of");
        assertThat(run("check", "--schemas", "tenant ?")).isEqualTo(1);
        assertThat(run("current", "--schemas", "tenant 7,tenant 8")).isZero();
        assertThat(out()).contains("1 pending").contains("up to date");
        assertThat(run("down", "--schemas", "tenant *", "--to", "base")).isZero();
        assertThat(out().lines().filter(l -> l.contains("1 taken back"))).hasSize(49);
    }

    @Test
    void after_a_failure_no_other_is_begun_when_that_is_asked_for() throws SQLException {
        database.execute("create schema t1; create schema t2; create schema t3; create table t1.a ()");

        assertThat(run("up", "--schemas", "t?", "--jobs", "1", "--stop-on-failure"))
                .isEqualTo(Problem.Kind.SQL_FAILED.exitCode());
        assertThat(out().lines().filter(l -> l.contains("not begun"))).hasSize(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("t1: ").contains("already exists");
    }

    @Test
    void several_databases_of_a_server_go_up() throws SQLException {
        String other = database.name() + "_other";
        database.execute("create database " + other);
        try {
            assertThat(run("up", "--databases", database.name() + "*")).isZero();
            assertThat(out().lines().filter(l -> l.contains("1 applied"))).hasSize(2);
        } finally {
            database.execute("drop database " + other + " with (force)");
        }
    }

    @Test
    void the_schemas_of_several_databases_go_up() throws SQLException {
        String other = database.name() + "_other";
        database.execute("create schema t1; create schema t2");
        database.execute("create database " + other);
        try {
            String both = database.name() + "*";
            assertThat(run("up", "--json", "--databases", both, "--schemas", "t?"))
                    .isZero();
            assertThat(json().get("places"))
                    .extracting(p -> p.get("name").asString())
                    .containsExactly(database.name() + "/t1", database.name() + "/t2");
            assertThat(catchThrowableOfType(Problem.class, () -> run("up", "--databases", both, "--schemas", "t1,t2")))
                    .hasMessage("There is no schema t1 in the database " + other + ". Nothing was done.");
            assertThat(run("up", "--databases", both, "--schemas", "t1,t2", "--create-schemas"))
                    .isZero();
            assertThat(out().lines().filter(l -> l.contains("1 applied"))).hasSize(2);
            assertThat(out()).contains(other + "/t1");
            assertThat(catchThrowableOfType(Problem.class, () -> run("up", "--databases", both, "--schemas", "no*")))
                    .hasMessage("Nothing is called as '" + both + "' and 'no*' says.");
        } finally {
            database.execute("drop database " + other + " with (force)");
        }
    }
}
