package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WideRowsTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final long MEBIBYTE = 1 << 20;

    private static List<Obstacle> found(TestDatabase database, long memory, int workers) throws SQLException {
        try (Connection connection = database.connect()) {
            return new WideRows(memory, workers).obstacles(connection, Relation.list(connection));
        }
    }

    @Test
    void a_row_that_does_not_fit_into_the_memory_is_named_with_what_it_needs(TestDatabase database) throws Exception {
        Fixture.execute(database, """
                CREATE TABLE "Wide ones" (id integer PRIMARY KEY, gone bytea, "a b" bytea, word text,
                  upper text GENERATED ALWAYS AS (upper(word)) STORED);
                ALTER TABLE "Wide ones" DROP COLUMN gone;
                ALTER TABLE "Wide ones" ALTER "a b" SET STORAGE EXTERNAL;
                INSERT INTO "Wide ones" ("a b", id) VALUES (decode(repeat(md5('1'), 131072), 'hex'), 1);
                INSERT INTO "Wide ones" VALUES (2, decode(repeat(md5('2'), 98304), 'hex'), repeat('word', 262144));
                CREATE TABLE many (b bytea);
                ALTER TABLE many ALTER b SET STORAGE EXTERNAL;
                INSERT INTO many SELECT decode(repeat(md5(n::text), 6000), 'hex') FROM generate_series(1, 60) n""");
        assertThat(found(database, 28 * MEBIBYTE, 1)).isEmpty();
        assertThat(found(database, 17 * MEBIBYTE, 1))
                .containsExactly(new Obstacle(
                        "a row of public.\"Wide ones\" has 2.5 MB, and at most 2.3 fit into the memory of this program with 1"
                                + " workers",
                        "Run it with PGSTEADY_HEAP=20m (-Xmx20m for a Java program of your own), with fewer workers, or"
                                + " take a physical backup."));
        assertThat(found(database, 44 * MEBIBYTE, 3)).hasSize(1);
    }
}
