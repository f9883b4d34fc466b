package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.testkit.NewestServer;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A backup of the tests' server, which is PostgreSQL 15 where that is installed, in the bundled PostgreSQL 18.
class NewerServerTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    @RegisterExtension
    static final NewestServer NEWER = new NewestServer();

    @TempDir
    Path folder;

    private static ConnectionSettings there() {
        return Fixture.settings(NEWER.address(), "postgres");
    }

    @Test
    void a_database_and_a_table_come_into_a_newer_release_and_are_the_same(TestDatabase database) throws Exception {
        Fixture.execute(database, Fixture.everything());
        try (Repository repository = Fixture.plain(folder.resolve("repository"))) {
            BackupSet set = Fixture.take(repository, database);
            assertThat(Fixture.value(there(), "SELECT current_setting('server_version_num')::int / 10000"))
                    .isEqualTo("18");
            RestoreOptions whole = new RestoreOptions(
                    Optional.empty(), Optional.of("shop"), Optional.empty(), true, true, true, LoadOptions.USUAL);
            Restored restored =
                    new Restore(repository, InstantSource.system(), WorkProgress.NONE).run(set, there(), whole);
            assertThat(restored.compared()).isTrue();
            assertThat(restored.rows()).isEqualTo(3_916);
            assertThat(restored.warnings()).noneMatch(warning -> warning.contains("in other words"));
            RestoredTables tables = new TableRestore(repository, InstantSource.system(), WorkProgress.NONE)
                    .run(
                            set,
                            there().withDatabase("shop"),
                            Set.of(new QualifiedName("public", "users")),
                            RestoreOptions.USUAL);
            assertThat(tables.compared()).isTrue();
            assertThat(tables.rows()).isEqualTo(3_000);
        }
    }

    @Test
    void the_schema_alone_comes_without_rows_and_large_objects(TestDatabase database) throws Exception {
        Fixture.execute(database, Fixture.everything());
        try (Repository repository = Fixture.plain(folder.resolve("repository"))) {
            BackupSet set = Fixture.take(repository, database);
            String name = database.name() + "_bare";
            RestoreOptions bare = new RestoreOptions(
                    Optional.empty(),
                    Optional.of(name),
                    Optional.empty(),
                    true,
                    true,
                    true,
                    new LoadOptions(2, true, false));
            new Restore(repository, InstantSource.system(), WorkProgress.NONE)
                    .run(set, Fixture.settings(database), bare);
            try {
                ConnectionSettings made = Fixture.settings(database).withDatabase(name);
                assertThat(Fixture.value(made, "SELECT count(*) FROM users")).isEqualTo("0");
                assertThat(Fixture.value(made, "SELECT count(*) FROM pg_largeobject_metadata"))
                        .isEqualTo("0");
            } finally {
                Fixture.execute(database, "DROP DATABASE " + name);
            }
        }
    }

    @Test
    void an_older_release_is_named_when_it_cannot_make_an_object(TestDatabase database) throws Exception {
        try (Repository repository = Fixture.plain(folder.resolve("repository"))) {
            String version = Fixture.value(Fixture.settings(database), "SHOW server_version_num");
            org.junit.jupiter.api.Assumptions.assumeTrue(Integer.parseInt(version) < 180_000, "needs an older server");
            ConnectionSettings source = there().withDatabase("postgres");
            try (var connection = dev.pgsteady.core.Database.connect(source);
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) VIRTUAL)");
            }
            BackupSet set = new LogicalBackup(repository, InstantSource.system(), WorkProgress.NONE)
                    .take(source, BackupOptions.USUAL.of(java.util.List.of("postgres")));
            RestoreOptions options = new RestoreOptions(
                    Optional.empty(),
                    Optional.of(database.name() + "_old"),
                    Optional.empty(),
                    true,
                    true,
                    true,
                    LoadOptions.USUAL);
            assertThatThrownBy(() -> new Restore(repository, InstantSource.system(), WorkProgress.NONE)
                            .run(set, Fixture.settings(database), options))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("18")
                    .hasMessageContaining("TABLE public.t");
        }
    }
}
