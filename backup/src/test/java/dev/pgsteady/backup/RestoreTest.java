package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.core.Problem;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RestoreTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final String TWO = "CREATE TABLE t (id integer PRIMARY KEY); INSERT INTO t VALUES (1), (2)";
    private static final String COUNT = "SELECT count(*) FROM t";

    @TempDir
    Path folder;

    private static RestoreOptions options(Optional<String> as, Optional<String> replace) {
        return new RestoreOptions(Optional.empty(), as, replace, true, false, true, LoadOptions.USUAL);
    }

    private static Restored run(Repository repository, TestDatabase server, RestoreOptions options) {
        return new Restore(repository, InstantSource.system(), WorkProgress.NONE)
                .run(repository.set("latest"), Fixture.settings(server), options);
    }

    private static long databasesLike(TestDatabase server, String part) throws Exception {
        return Long.parseLong(Fixture.value(
                Fixture.settings(server).withDatabase("postgres"),
                "SELECT count(*) FROM pg_database WHERE datname LIKE '" + server.name() + part + "'"));
    }

    @Test
    void a_database_that_is_there_is_replaced_only_when_its_name_is_typed_again(TestDatabase database)
            throws Exception {
        Fixture.execute(database, TWO);
        try (Repository repository = Fixture.plain(folder)) {
            Fixture.take(repository, database);
            Fixture.execute(database, "INSERT INTO t VALUES (3)");
            for (Optional<String> typed : java.util.List.of(Optional.<String>empty(), Optional.of("another"))) {
                assertThatThrownBy(() -> run(repository, database, options(Optional.empty(), typed)))
                        .isInstanceOfSatisfying(
                                Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.OCCUPIED));
            }
            assertThat(Fixture.value(Fixture.settings(database), COUNT)).isEqualTo("3");

            Restored restored = run(repository, database, options(Optional.empty(), Optional.of(database.name())));
            assertThat(Fixture.value(Fixture.settings(database), COUNT)).isEqualTo("2");
            assertThat(restored.compared()).isTrue();
            assertThat(repository
                            .manifest(repository.set(
                                    restored.before().orElseThrow().text()))
                            .databases()
                            .getFirst()
                            .rows())
                    .isEqualTo(3);
            assertThat(databasesLike(database, "_%")).isZero();
        }
    }

    @Test
    void whoever_is_connected_is_disconnected_and_finds_the_restored_database(TestDatabase database) throws Exception {
        Fixture.execute(database, TWO);
        try (Repository repository = Fixture.plain(folder);
                Connection busy = database.connect()) {
            Fixture.take(repository, database);
            run(repository, database, options(Optional.empty(), Optional.of(database.name())));
            assertThat(busy.isValid(2)).isFalse();
            assertThat(Fixture.value(Fixture.settings(database), COUNT)).isEqualTo("2");
        }
    }

    @Test
    void an_empty_database_takes_a_backup_without_further_words(TestDatabase source) throws Exception {
        Fixture.execute(source, TWO);
        try (Repository repository = Fixture.plain(folder);
                TestDatabase empty = SERVER.create()) {
            Fixture.take(repository, source);
            Restored restored = run(repository, empty, options(Optional.of(empty.name()), Optional.empty()));
            assertThat(restored.database()).isEqualTo(empty.name());
            assertThat(restored.before()).isEmpty();
            assertThat(restored.warnings()).anyMatch(w -> w.contains("was empty"));
            assertThat(repository.sets()).hasSize(1);
            assertThat(Fixture.value(Fixture.settings(empty), COUNT)).isEqualTo("2");
        }
    }

    @Test
    void a_damaged_backup_changes_nothing(TestDatabase database) throws Exception {
        Fixture.execute(database, TWO);
        try (Repository repository = Fixture.plain(folder)) {
            Fixture.take(repository, database);
            flipOneBit(folder.resolve("parts"));
            RestoreOptions options = new RestoreOptions(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(database.name()),
                    false,
                    false,
                    true,
                    LoadOptions.USUAL);
            assertThatThrownBy(() -> run(repository, database, options))
                    .isInstanceOfSatisfying(
                            Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.DAMAGED));
            assertThat(Fixture.value(Fixture.settings(database), COUNT)).isEqualTo("2");
            assertThat(databasesLike(database, "_%")).isZero();
        }
    }

    /// In the largest part, which holds the rows.
    private static void flipOneBit(Path parts) throws IOException {
        try (Stream<Path> files = Files.walk(parts)) {
            for (Path part : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(part);
                bytes[bytes.length / 2] ^= 4;
                Files.write(part, bytes);
            }
        }
    }

    @Test
    void what_a_killed_restore_left_is_cleared_away_by_the_next(TestDatabase database) throws Exception {
        Fixture.execute(database, TWO);
        String left = database.name() + "_restoring_dead";
        try (Repository repository = Fixture.plain(folder)) {
            Fixture.take(repository, database);
            // A restore of another test on this server may be the one that clears it away.
            boolean said = false;
            for (int i = 0; i < 5 && !said; i++) {
                Fixture.execute(database, "CREATE DATABASE " + left);
                Fixture.execute(
                        database,
                        "COMMENT ON DATABASE " + left + " IS 'Unfinished restore by pgsteady; can be dropped.'");
                Restored restored = run(repository, database, options(Optional.empty(), Optional.of(database.name())));
                said = restored.warnings().stream().anyMatch(w -> w.contains(left));
                assertThat(databasesLike(database, "_restoring%")).isZero();
            }
            assertThat(said).isTrue();
        }
    }

    @Test
    void what_another_restore_has_just_made_is_not_cleared_away(TestDatabase database) throws SQLException {
        String fresh = database.name() + "_restoring_now";
        try (ServerWork one = new ServerWork(Fixture.settings(database));
                ServerWork other = new ServerWork(Fixture.settings(database))) {
            one.create(fresh, Map.of());
            assertThat(other.sweep()).doesNotContain(fresh);
            assertThat(other.exists(fresh)).isTrue();
            one.drop(fresh);
        }
    }

    @Test
    void a_part_of_another_backup_in_the_wrong_place_is_refused(TestDatabase database) throws Exception {
        Fixture.execute(database, TWO);
        try (Repository repository = Fixture.plain(folder)) {
            BackupSet first = Fixture.take(repository, database);
            Fixture.execute(database, "INSERT INTO t VALUES (3)");
            BackupSet second = Fixture.take(repository, database);
            Path one = folder.resolve(rows(repository, first));
            Path two = folder.resolve(rows(repository, second));
            Files.write(one, Files.readAllBytes(two));
            assertThatThrownBy(() -> new Restore(repository, InstantSource.system(), WorkProgress.NONE)
                            .run(
                                    first,
                                    Fixture.settings(database),
                                    options(Optional.of(database.name() + "_x"), Optional.empty())))
                    .isInstanceOfSatisfying(
                            Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.DAMAGED));
        }
    }

    private static String rows(Repository repository, BackupSet set) {
        return repository
                .manifest(set)
                .databases()
                .getFirst()
                .tables()
                .getFirst()
                .segments()
                .getFirst()
                .part()
                .object()
                .text();
    }

    @Test
    void an_extension_that_the_server_lacks_is_named_before_anything_is_done(TestDatabase database) throws Exception {
        Fixture.execute(database, TWO);
        try (Repository repository = Fixture.plain(folder);
                Repository other = Repository.create(new FolderStore(folder.resolve("other")), Optional.empty())
                        .repository()) {
            Manifest manifest = repository.manifest(Fixture.take(repository, database));
            Manifest.DatabaseContent content = manifest.databases().getFirst();
            Manifest.DatabaseContent wanting = new Manifest.DatabaseContent(
                    content.name(),
                    content.locale(),
                    content.settings(),
                    content.snapshotAt(),
                    content.lsn(),
                    content.ddl(),
                    java.util.Map.of("no_such_extension", "1.0"),
                    content.tables(),
                    content.sequences());
            BackupSet set = repository.set("latest");
            Manifest changed = new Manifest(
                    1,
                    set.id(),
                    manifest.started(),
                    manifest.tool(),
                    manifest.server(),
                    java.util.List.of(wanting),
                    manifest.globals(),
                    Optional.empty(),
                    java.util.List.of());
            other.commit(changed, set);
            assertThatThrownBy(() -> run(other, database, options(Optional.of("x_y"), Optional.empty())))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("no_such_extension");
        }
    }

    @Test
    void the_planner_knows_every_table_of_a_restored_database(TestDatabase database) throws Exception {
        Fixture.execute(database, """
                CREATE TABLE many (id integer PRIMARY KEY, filler text);
                INSERT INTO many SELECT n, repeat('x', 1000) FROM generate_series(1, 10000) n;
                CREATE TABLE months (at date NOT NULL) PARTITION BY RANGE (at);
                CREATE TABLE month PARTITION OF months FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
                INSERT INTO months VALUES ('2026-01-05'), ('2026-01-06');
                CREATE SCHEMA "odd ""one";
                CREATE TABLE "odd ""one"."select" AS SELECT 1 AS id;
                CREATE MATERIALIZED VIEW whole AS SELECT count(*) FROM many""");
        try (Repository repository = Fixture.plain(folder)) {
            Fixture.take(repository, database);
            run(repository, database, options(Optional.empty(), Optional.of(database.name())));
            assertThat(Fixture.value(
                            Fixture.settings(database),
                            "SELECT string_agg(DISTINCT tablename, ' ' ORDER BY tablename) FROM pg_stats"
                                    + " WHERE schemaname IN ('public', 'odd \"one')"))
                    .isEqualTo("many month months select whole");
        }
    }

    @Test
    void a_backup_says_how_a_key_is_made_beside_other_indexes(TestDatabase database) throws Exception {
        Fixture.execute(database, TWO);
        try (Repository repository = Fixture.plain(folder)) {
            Manifest manifest = repository.manifest(Fixture.take(repository, database));
            Ddl ddl = Ddl.read(repository, manifest.databases().getFirst());
            assertThat(ddl.after())
                    .filteredOn(step -> step.kind().equals("CONSTRAINT"))
                    .singleElement()
                    .satisfies(step -> assertThat(step.byIndex().orElseThrow().index())
                            .startsWith("CREATE UNIQUE INDEX t_pkey ON public.t "));
        }
    }
}
