package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.backup.Manifest.TableContent;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class FrozenRowsTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    /// Two large tables, each as much work as the other, and a small one.
    private static final String ROWS = """
            CREATE TABLE t (id integer, words text);
            INSERT INTO t SELECT n, repeat(md5(n::text), 30) FROM generate_series(1, 20000) n;
            CREATE TABLE u AS SELECT * FROM t WHERE id <= 19000;
            CREATE TABLE v AS SELECT * FROM t WHERE id <= 10""";

    private static final String FINGERPRINT = "SELECT count(*) || ' ' || sum(hashtext(t::text)) FROM %s t";

    @TempDir
    Path folder;

    @Test
    void restored_rows_need_neither_marking_nor_vacuum(TestDatabase database) throws Exception {
        Fixture.execute(database, ROWS);
        String copy = database.name() + "_copy";
        try (Repository repository = Fixture.plain(folder)) {
            Fixture.take(repository, database);
            new Restore(repository, InstantSource.system(), WorkProgress.NONE)
                    .run(
                            repository.set("latest"),
                            Fixture.settings(database),
                            new RestoreOptions(
                                    Optional.empty(),
                                    Optional.of(copy),
                                    Optional.empty(),
                                    true,
                                    false,
                                    true,
                                    LoadOptions.USUAL));
            var restored = Fixture.settings(database).withDatabase(copy);
            for (String table : List.of("t", "u", "v")) {
                assertThat(Fixture.value(restored, FINGERPRINT.formatted(table)))
                        .isEqualTo(Fixture.value(Fixture.settings(database), FINGERPRINT.formatted(table)));
            }
            assertThat(Fixture.value(
                            restored,
                            // From PostgreSQL 16 on a table grows by several pages, of which the last may be empty.
                            "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class"
                                    + " WHERE relname IN ('t', 'u', 'v') AND relallvisible > relpages * 0.9"))
                    .isEqualTo("t u");
            assertThat(Fixture.value(
                            restored,
                            "SELECT string_agg(relname || ' ' || reltuples, ', ' ORDER BY relname) FROM pg_class"
                                    + " WHERE relname IN ('t', 'u', 'v')"))
                    .isEqualTo("t 20000, u 19000, v 10");
        } finally {
            Fixture.execute(database, "DROP DATABASE IF EXISTS " + copy);
        }
    }

    @Test
    void a_table_that_has_rows_already_keeps_them(TestDatabase database) throws Exception {
        Fixture.execute(database, ROWS);
        try (Repository repository = Fixture.plain(folder)) {
            BackupSet set = Fixture.take(repository, database);
            List<TableContent> tables =
                    repository.manifest(set).databases().getFirst().tables();
            Fixture.execute(database, "TRUNCATE t, u, v; INSERT INTO t VALUES (0, 'there before')");
            List<String> filled = new ArrayList<>();
            try (Connection connection = database.connect()) {
                RowLoading.Queue queue =
                        new RowLoading(repository, "UTF8", WorkProgress.NONE, "").queue(tables, t -> true);
                boolean more = true;
                while (more) {
                    more = queue.one(connection, name -> filled.add(name.name()));
                }
            }
            assertThat(filled).containsExactlyInAnyOrder("t", "u", "v");
            assertThat(Fixture.value(
                            Fixture.settings(database),
                            "SELECT (SELECT count(*) FROM t) || ' ' || (SELECT words FROM t WHERE id = 0) || ' '"
                                    + " || (SELECT count(*) FROM u) || ' ' || (SELECT count(*) FROM v)"))
                    .isEqualTo("20001 there before 19000 10");
        }
    }
}
