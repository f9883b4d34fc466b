package dev.pgsteady.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// From a database that another tool migrated to the area "migrations versioned" passed.
class MigrationAreaTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final Path folder;
    private final TestDatabase database;
    private final String url;
    private final CommandRun command = new CommandRun();

    MigrationAreaTest(@TempDir Path folder, TestDatabase database) throws SQLException {
        this.folder = folder.resolve("migrations");
        this.database = database.execute(MigrateAdoptTest.FLYWAY);
        this.url = CommandRun.url(database);
    }

    private JsonNode area() {
        command.run(List.of("check", "--json", "--fail-on", "never", url));
        return StreamSupport.stream(command.json().get("areas").spliterator(), false)
                .filter(a -> a.get("id").asString().equals("MG"))
                .findFirst()
                .orElseThrow();
    }

    private int run(String action, String... options) {
        return command.run("migrate", action, folder, options);
    }

    @Test
    void adopted_compared_and_tried_the_area_is_passed() throws SQLException {
        assertThat(area().get("passed").asBoolean()).isFalse();

        run("adopt", url);
        database.execute("create extension amcheck");
        assertThat(run("check", "--drift", url)).isZero();
        assertThat(run("verify", "--record", url)).isZero();
        JsonNode passed = area();
        assertThat(passed.get("passed").asBoolean()).as(passed.toPrettyString()).isTrue();
        assertThat(area()).as("the same database gives the same").isEqualTo(passed);

        database.execute("alter table users add column stray text");
        assertThat(run("check", "--drift", url)).isOne();
        assertThat(command.out()).contains("The database has COLUMN public.users.stray, and no revision does.");
        assertThat(area().get("passed").asBoolean()).isFalse();
    }
}
