package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Secret;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What was backed up comes back, and the comparison sees what did not.
class RoundTripTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    @TempDir
    Path folder;

    @Test
    void everything_comes_back(TestDatabase source) throws Exception {
        Fixture.execute(source, Fixture.everything());
        for (Optional<Secret> passphrase : List.of(Optional.<Secret>empty(), Optional.of(Secret.of("a passphrase")))) {
            try (Repository repository = Repository.create(
                                    new FolderStore(folder.resolve(passphrase.isPresent() ? "sealed" : "plain")),
                                    passphrase)
                            .repository();
                    TestDatabase copy = SERVER.create()) {
                BackupSet set = Fixture.take(repository, source);
                Manifest.DatabaseContent content =
                        repository.manifest(set).databases().getFirst();
                assertThat(set.rows()).isEqualTo(3_916);
                assertThat(repository.manifest(set).warnings())
                        .containsExactly("INDEX public.half_built of " + source.name()
                                + " is invalid and was left out: build it again or drop it.");
                new Loading(repository, Fixture.settings(copy), LoadOptions.USUAL, WorkProgress.NONE).run(content);
                assertThat(new Comparison(repository, Fixture.settings(copy), LoadOptions.USUAL, WorkProgress.NONE)
                                .of(content))
                        .isEmpty();
                assertThat(new Comparison(repository, Fixture.settings(source), LoadOptions.USUAL, WorkProgress.NONE)
                                .of(content))
                        .isEmpty();
            }
        }
    }

    @Test
    void a_changed_row_a_lost_object_and_a_moved_sequence_are_named(TestDatabase source) throws Exception {
        Fixture.execute(source, Fixture.everything());
        try (Repository repository = Repository.create(new FolderStore(folder.resolve("r")), Optional.empty())
                .repository()) {
            Manifest.DatabaseContent content = repository
                    .manifest(Fixture.take(repository, source))
                    .databases()
                    .getFirst();
            Fixture.execute(source, """
                    UPDATE users SET score = 1 WHERE id = 1234;
                    DELETE FROM empty; INSERT INTO empty VALUES (1);
                    DROP INDEX "Shop äö".orders_user;
                    SELECT setval('ahead', 4712);
                    SELECT lo_put(77001, 2, decode('ff', 'hex'));
                    DROP TABLE cache""");
            assertThat(new Comparison(repository, Fixture.settings(source), LoadOptions.USUAL, WorkProgress.NONE)
                            .of(content).stream().map(Difference::toString))
                    .contains(
                            "table public.users: has the 3000 rows of the backup in number, but not in content",
                            "table public.empty: has 1 rows, the backup 0",
                            "table pg_catalog.pg_largeobject: has the 2 rows of the backup in number, but not in"
                                    + " content",
                            "CREATE INDEX \"Shop äö\".orders_user: is missing",
                            "table public.cache: is missing",
                            "sequence public.ahead: stands at 4712, the backup says 4711");
        }
    }

    @Test
    void a_second_backup_of_an_unchanged_database_adds_almost_nothing(TestDatabase source) throws Exception {
        Fixture.execute(source, Fixture.everything());
        try (Repository repository = Repository.create(new FolderStore(folder.resolve("r")), Optional.empty())
                .repository()) {
            BackupSet first = Fixture.take(repository, source);
            BackupSet second = Fixture.take(repository, source);
            assertThat(first.addedBytes()).isEqualTo(first.storedBytes()).isPositive();
            assertThat(second.addedBytes()).isZero();
            assertThat(second.storedBytes()).isEqualTo(first.storedBytes());
        }
    }

    @Test
    void a_large_table_is_cut_and_comes_back(TestDatabase source) throws Exception {
        Fixture.execute(source, """
                CREATE TABLE wide (id integer PRIMARY KEY, body text);
                ALTER TABLE wide ALTER body SET STORAGE EXTERNAL;
                INSERT INTO wide SELECT n, repeat(md5(n::text), 60) FROM generate_series(1, 30000) n;
                DELETE FROM wide WHERE id % 7 = 0""");
        try (Repository repository = Repository.create(new FolderStore(folder.resolve("r")), Optional.empty())
                        .repository();
                TestDatabase copy = SERVER.create()) {
            Manifest.DatabaseContent content = repository
                    .manifest(Fixture.take(repository, source))
                    .databases()
                    .getFirst();
            assertThat(content.tables().getFirst().segments()).hasSizeGreaterThan(3);
            new Loading(repository, Fixture.settings(copy), LoadOptions.USUAL, WorkProgress.NONE).run(content);
            assertThat(new Comparison(repository, Fixture.settings(copy), LoadOptions.USUAL, WorkProgress.NONE)
                            .of(content))
                    .isEmpty();
        }
    }

    @Test
    void bytes_that_no_encoding_vouches_for_come_back(TestDatabase maintenance) throws Exception {
        Fixture.execute(
                maintenance,
                "CREATE DATABASE raw_bytes TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'");
        Fixture.execute(
                maintenance,
                "CREATE DATABASE raw_copy TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'");
        try (Repository repository = Repository.create(new FolderStore(folder.resolve("r")), Optional.empty())
                .repository()) {
            ConnectionSettings source = Fixture.settings(maintenance).withDatabase("raw_bytes");
            ConnectionSettings copy = Fixture.settings(maintenance).withDatabase("raw_copy");
            try (Connection connection = dev.pgsteady.core.Database.connect(source);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TYPE word AS ENUM ('x'); CREATE TABLE t (body text, p point, tags text[])");
                statement.execute(
                        "INSERT INTO t SELECT convert_from(decode('ff80fe41', 'hex'), 'SQL_ASCII'), '(1,2)', NULL");
            }
            BackupSet set = new LogicalBackup(repository, InstantSource.system(), WorkProgress.NONE)
                    .take(source, BackupOptions.USUAL.of(List.of("raw_bytes")));
            Manifest.DatabaseContent content =
                    repository.manifest(set).databases().getFirst();
            new Loading(repository, copy, LoadOptions.USUAL, WorkProgress.NONE).run(content);
            assertThat(new Comparison(repository, copy, LoadOptions.USUAL, WorkProgress.NONE).of(content))
                    .isEmpty();
        } finally {
            Fixture.execute(maintenance, "DROP DATABASE raw_bytes");
            Fixture.execute(maintenance, "DROP DATABASE raw_copy");
        }
    }
}
