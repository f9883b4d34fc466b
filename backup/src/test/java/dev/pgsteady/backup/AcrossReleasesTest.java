package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgsteady.backup.Manifest.DatabaseContent;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.testkit.Matrix;
import dev.pgsteady.testkit.NewestServer;
import dev.pgsteady.testkit.SharedFolder;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What comes out of a server of another release: the tests' server, which is PostgreSQL 15 where that is installed,
/// beside the bundled PostgreSQL 18.
class AcrossReleasesTest {
    private static final LoadOptions SCHEMA = new LoadOptions(2, true, false);

    private static final String EXTENSIONS = Stream.of(
                    "cube",
                    "earthdistance",
                    "unaccent",
                    "btree_gin",
                    "pg_trgm",
                    "pgcrypto",
                    "tablefunc",
                    "uuid-ossp",
                    "ltree")
            .map("CREATE EXTENSION IF NOT EXISTS \"%s\";"::formatted)
            .reduce("", String::concat);

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    @RegisterExtension
    static final NewestServer NEWER = new NewestServer();

    @TempDir
    Path folder;

    private static ConnectionSettings there(String database) {
        return Fixture.settings(NEWER.address(), database);
    }

    private static void execute(ConnectionSettings settings, String sql) throws SQLException {
        try (Connection connection = Database.connect(settings);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean otherWords(String warning) {
        return warning.contains("in other words");
    }

    private static RestoreOptions as(String name) {
        return new RestoreOptions(Optional.empty(), Optional.of(name), Optional.empty(), true, true, true, SCHEMA);
    }

    private static BackupSet set(Repository repository, ConnectionSettings source) {
        return new LogicalBackup(repository, InstantSource.system(), WorkProgress.NONE)
                .take(source, BackupOptions.USUAL.of(List.of(source.database())));
    }

    private static Restored restored(Repository repository, BackupSet set, ConnectionSettings server, String name) {
        return new Restore(repository, InstantSource.system(), WorkProgress.NONE).run(set, server, as(name));
    }

    static List<Path> schemas() throws IOException {
        try (Stream<Path> files = Files.list(SharedFolder.require("schemas"))) {
            return Matrix.oneIn(
                    5, files.filter(f -> f.toString().endsWith(".sql")).sorted().toList());
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void schemas_of_real_products_are_the_same_there_and_back_again(Path file) throws Exception {
        try (TestDatabase source = SERVER.create();
                Repository repository = Fixture.plain(folder.resolve("repository"))) {
            Fixture.execute(source, EXTENSIONS + Files.readString(file) + ";RESET ALL");
            BackupSet set = Fixture.take(repository, source);
            ConnectionSettings upgraded = there(source.name());
            assertThat(restored(repository, set, there("postgres"), source.name())
                            .warnings())
                    .noneMatch(AcrossReleasesTest::otherWords);
            BackupSet later = set(repository, upgraded);
            String back = source.name() + "_back";
            assertThat(restored(repository, later, Fixture.settings(source), back)
                            .warnings())
                    .noneMatch(AcrossReleasesTest::otherWords);
            Fixture.execute(source, "DROP DATABASE " + back);
        }
    }

    @Test
    void what_was_changed_there_is_told(TestDatabase source) throws Exception {
        assumeTrue(major(source) < 18, "needs an older server");
        Fixture.execute(source, """
                CREATE TABLE item (id int PRIMARY KEY, price numeric DEFAULT 1 CHECK (price > 0), name text);
                CREATE INDEX item_name ON item (name);
                CREATE VIEW cheap AS SELECT item.id FROM item WHERE item.price < 5;
                COMMENT ON TABLE item IS 'sold';""");
        try (Repository repository = Fixture.plain(folder.resolve("repository"))) {
            BackupSet set = Fixture.take(repository, source);
            DatabaseContent content = repository.manifest(set).databases().getFirst();
            assertThat(restored(repository, set, there("postgres"), source.name())
                            .warnings())
                    .noneMatch(AcrossReleasesTest::otherWords);
            ConnectionSettings upgraded = there(source.name());
            Comparison comparison = new Comparison(repository, upgraded, SCHEMA, WorkProgress.NONE);
            execute(upgraded, """
                    ALTER TABLE item ALTER price SET DEFAULT 2;
                    CREATE OR REPLACE VIEW cheap AS SELECT id FROM item WHERE price < 6;
                    COMMENT ON TABLE item IS 'bought';
                    DROP INDEX item_name;
                    CREATE INDEX item_price ON item (price);""");
            Compared compared = comparison.across(content, major(source));
            assertThat(compared.differences())
                    .extracting(Difference::object)
                    .containsExactlyInAnyOrder(
                            "CREATE comment of TABLE public.item",
                            "CREATE INDEX public.item_name",
                            "CREATE INDEX public.item_price");
            assertThat(compared.otherwise())
                    .extracting(Difference::object)
                    .containsExactlyInAnyOrder("CREATE TABLE public.item", "CREATE VIEW public.cheap");
            assertThat(compared.notes()).hasSize(3);
            assertThat(compared.notes().getFirst()).contains("PostgreSQL 18 says this in other words");
        }
    }

    private static int major(TestDatabase database) throws SQLException {
        return Integer.parseInt(Fixture.value(Fixture.settings(database), "SHOW server_version_num")) / 10_000;
    }
}
