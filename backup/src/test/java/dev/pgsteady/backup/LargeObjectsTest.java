package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LargeObjectsTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    /// More than a part holds. The soak takes more than PostgreSQL gives out in one value.
    private static final int MEBIBYTES = Integer.getInteger("soak.object", 40);

    @TempDir
    private Path folder;

    private static String text(TestDatabase database, String query) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /// Their lengths, and the last mebibyte of the large one.
    private static final String SHAPE = """
            SELECT (SELECT string_agg(l.oid || ': ' || s.bytes, ', ' ORDER BY l.oid) FROM pg_largeobject_metadata l
                      JOIN (SELECT loid, max(pageno * 2048::bigint + length(data)) AS bytes FROM pg_largeobject GROUP BY 1) s
                        ON s.loid = l.oid) || ' ' || md5(lo_get(77101, (%1$d - 1) * 1048576::bigint, 1048576))""".formatted(MEBIBYTES);

    private static void fill(TestDatabase source) throws Exception {
        Fixture.execute(source, """
                SELECT lo_create(77101), lo_create(77103), lo_create(77104);
                SELECT lo_put(77101, n * 524288::bigint, decode(repeat(md5(n::text), 32768), 'hex'))
                  FROM generate_series(0, %d) n;
                SELECT lo_from_bytea(77102, decode(repeat('c0ffee00', 262144), 'hex'));
                SELECT lo_put(77103, 3000000, '\\x01')""".formatted(MEBIBYTES * 2 - 1));
    }

    @Test
    void large_objects_travel_in_pieces_and_by_several_connections(TestDatabase source) throws Exception {
        fill(source);
        try (Repository repository = Fixture.plain(folder);
                TestDatabase copy = SERVER.create()) {
            Manifest.DatabaseContent content = repository
                    .manifest(Fixture.take(repository, source))
                    .databases()
                    .getFirst();
            assertThat(content.tables().getLast().segments()).hasSizeGreaterThan(1);
            assertThat(content.tables().getLast().rows()).isEqualTo(MEBIBYTES + 1 + 3 + 1);
            LoadOptions two = new LoadOptions(2, true, true);
            new Loading(repository, Fixture.settings(copy), two, WorkProgress.NONE).run(content);
            Comparison comparison = new Comparison(repository, Fixture.settings(copy), two, WorkProgress.NONE);
            assertThat(comparison.of(content)).isEmpty();
            assertThat(text(copy, SHAPE)).isEqualTo(text(source, SHAPE)).contains("77102: 1048576, 77103: 3000001 ");
            assertThat(text(copy, "SELECT string_agg(oid::text, ' ' ORDER BY oid) FROM pg_largeobject_metadata"))
                    .isEqualTo("77101 77102 77103 77104");

            Fixture.execute(copy, "SELECT lo_put(77101, %d * 1048576::bigint - 1, '\\xff')".formatted(MEBIBYTES));
            assertThat(comparison.of(content).stream().map(Difference::toString))
                    .containsExactly(
                            "table pg_catalog.pg_largeobject: has the %d rows of the backup in number, but not in"
                                            .formatted(
                                                    content.tables().getLast().rows())
                                    + " content");
        }
    }
}
