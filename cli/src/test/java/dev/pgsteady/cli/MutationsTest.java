package dev.pgsteady.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Environment;
import dev.pgsteady.core.Target;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.jpa.ClassPath;
import dev.pgsteady.jpa.Entities;
import dev.pgsteady.migrate.SchemaSource;
import dev.pgsteady.migrate.TrialServer;
import dev.pgsteady.schema.plan.Plan;
import dev.pgsteady.testkit.Matrix;
import dev.pgsteady.testkit.SharedFolder;
import dev.pgsteady.testkit.TestApplication;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Ten entities, their database, and one thing after the other changed in it by hand: each is found, and
/// what is proposed puts it right.
class MutationsTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final TestApplication application;
    private final TestDatabase database;

    MutationsTest(@TempDir Path folder, TestDatabase database) {
        this.application = new TestApplication(folder);
        this.database = database;
    }

    private String url() {
        var address = database.address();
        return "postgresql://%s:%s@%s:%d/%s"
                .formatted(address.user(), address.readPassword(), address.host(), address.port(), database.name());
    }

    private CommandRun diff(String from) {
        return CommandRun.of(
                "migrate", "diff", from, "entities", "--classpath", application.classPath(), "--sql", "--simple");
    }

    private void script(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void each_change_in_the_database_is_found_and_put_right_and_nothing_else_is_proposed()
            throws IOException, SQLException {
        Path folder = SharedFolder.require("cases/hibernate");
        application.write("r.M", Files.readString(folder.resolve("M.java"))).compile();
        assertThat(diff("empty").code()).isEqualTo(1);
        script(diff("empty").out());
        assertThat(diff(url()).out()).isEmpty();
        assertThat(diff(url()).code()).isZero();

        List<String> table;
        Path state = folderOfServers();
        try (TrialServer server =
                new TrialServer(Machine.here().with("PGSTEADY_STATE", state.toString()), (stage, done, total) -> {})) {
            table = mutated(server, Matrix.oneIn(3, Files.readAllLines(folder.resolve("mutations.txt"))));
        }
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target/mutations.tsv"), table);
        assertThat(table.stream().skip(1)).hasSize(Matrix.of(8, 24)).allMatch(l -> l.contains("\tyes\tyes\t"));
    }

    private static Path folderOfServers() {
        return Path.of("target", "mutations").toAbsolutePath();
    }

    private Plan plan(TrialServer server, SchemaSource wanted) {
        SchemaSource live =
                new SchemaSource.Live(ConnectionSettings.of(Target.commandLine(url()), Environment.system()));
        return server.plan(live, wanted, false);
    }

    private List<String> mutated(TrialServer server, List<String> mutations) throws SQLException {
        SchemaSource wanted = SchemaSource.Entities.of(
                new Entities(ClassPath.of(application.classPath(), Path.of("")), List.of(), Optional.empty())
                        .statements(15),
                false);
        List<String> table = new ArrayList<>(List.of("mutation\tfound\tput right\tproposed"));
        for (String line : mutations) {
            int bar = line.indexOf('|');
            script(line.substring(bar + 1));
            Plan found = plan(server, wanted);
            script(found.sql());
            Plan after = plan(server, wanted);
            table.add(String.join(
                    "\t",
                    line.substring(0, bar),
                    !found.isEmpty() ? "yes" : "no",
                    after.isEmpty() ? "yes" : "no",
                    found.sql().strip().replaceAll("\\s+", " ")));
        }
        return table;
    }
}
