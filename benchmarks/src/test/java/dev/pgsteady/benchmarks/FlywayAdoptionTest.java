package dev.pgsteady.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Secret;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.migrate.Address;
import dev.pgsteady.migrate.FlywayFolder;
import dev.pgsteady.migrate.Migrations;
import dev.pgsteady.migrate.RevisionFolder;
import dev.pgsteady.migrate.RunOptions;
import dev.pgsteady.migrate.TrialServer;
import dev.pgsteady.migrate.adopt.Adoption;
import dev.pgsteady.migrate.adopt.Takeover;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A database that Flyway itself has migrated.
class FlywayAdoptionTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final Path files;
    private final TestDatabase database;

    FlywayAdoptionTest(@TempDir Path folder, TestDatabase database) throws IOException {
        this.files = Files.createDirectories(folder.resolve("flyway"));
        this.database = database;
        write("V1__users.sql", "\uFEFFcreate table users (id bigint primary key);\r\n\r\n-- größer\r\n");
        write("V1.2__mail.sql", "alter table users add column mail text;\n\n\n");
        write("V10__index.sql", "create index concurrently on users (mail)");
    }

    private void write(String name, String sql) throws IOException {
        Files.writeString(files.resolve(name), sql);
    }

    private void flyway() {
        Flyway.configure()
                .dataSource(
                        database.jdbcUrl(),
                        database.address().user(),
                        database.address().readPassword())
                .locations("filesystem:" + files)
                // Its usual lock is a transaction, for which CREATE INDEX CONCURRENTLY waits for ever.
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load()
                .migrate();
    }

    private ConnectionSettings settings() {
        var address = database.address();
        return ConnectionSettings.to(address.host(), address.port(), database.name(), address.user())
                .withPassword(Secret.of(address.readPassword()));
    }

    @Test
    void its_checksums_are_ours_and_its_folder_goes_on() throws IOException {
        flyway();
        FlywayFolder folder = new FlywayFolder(files, Map.of());
        Path state = Path.of("target", "trials").toAbsolutePath();
        Takeover.Kept kept;
        try (TrialServer server =
                new TrialServer(Machine.here().with("PGSTEADY_STATE", state.toString()), (stage, done, total) -> {})) {
            Adoption adoption = new Adoption(server, settings(), RunOptions.USUAL.table());
            kept = adoption.keep(folder);
            Takeover.Baseline baseline = (Takeover.Baseline) adoption.look(List.of());
            assertThat(baseline.upgrade()).contains("users").doesNotContain("flyway");
            assertThat(baseline.draft().message()).isEqualTo("taken over from Flyway at 10");
        }
        assertThat(kept.applied()).hasSize(3);
        assertThat(kept.applied()).extracting(r -> r.transactional()).containsExactly(true, true, false);

        write("V11__age.sql", "alter table users add column age int;");
        RevisionFolder revisions = new RevisionFolder(files.resolveSibling("ours"), List.of(), Optional.of(folder));
        try (Migrations migrations = new Migrations(revisions, settings(), RunOptions.USUAL)) {
            migrations.stamp(Address.parse(kept.applied().getLast().id().text()), event -> {});
            assertThat(migrations.up(new Address.Head(), event -> {})).hasSize(1);
            assertThat(migrations.status().upToDate()).isTrue();
        }
    }
}
