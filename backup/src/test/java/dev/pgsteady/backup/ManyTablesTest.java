package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A thousand tables, each with an index: the server has room for some thousand locks.
class ManyTablesTest {
    private static final int TABLES = 1_000;

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    @TempDir
    private Path folder;

    /// Hears of progress, and counts the locks that others hold in the database.
    private record Watch(Connection connection, AtomicLong most) implements WorkProgress {
        private static final String LOCKS = """
                SELECT count(*) FROM pg_locks WHERE locktype = 'relation' AND pid <> pg_backend_pid()
                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""";

        @Override
        public void at(String stage, long done, long all) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(LOCKS)) {
                row.next();
                most.accumulateAndGet(row.getLong(1), Math::max);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void only_the_session_that_keeps_tables_as_they_are_holds_a_lock_on_each(TestDatabase source) throws Exception {
        Fixture.execute(source, """
                DO $$ BEGIN FOR i IN 1..%d LOOP
                  EXECUTE format('CREATE TABLE t%%s (id integer PRIMARY KEY)', i);
                END LOOP; END $$""".formatted(TABLES));
        AtomicLong taking = new AtomicLong();
        AtomicLong reading = new AtomicLong();
        try (Repository repository = Fixture.plain(folder);
                Connection connection = source.connect()) {
            BackupSet set = new LogicalBackup(repository, InstantSource.system(), new Watch(connection, taking))
                    .take(
                            Fixture.settings(source),
                            BackupOptions.USUAL.of(List.of(source.name())).with(1));
            LoadOptions one = new LoadOptions(1, true, true);
            assertThat(new Comparison(repository, Fixture.settings(source), one, new Watch(connection, reading))
                            .of(repository.manifest(set).databases().getFirst()))
                    .isEmpty();
        }
        assertThat(taking.get()).isBetween(TABLES + 250L, TABLES + 700L);
        assertThat(reading.get()).isBetween(250L, 700L);
    }
}
