package dev.pgsteady.schema.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.Problem;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A source that knows tables and columns only leaves alone what else there is.
class KeptTest {
    private static final Set<Kind> SAID = EnumSet.of(Kind.TABLE, Kind.COLUMN, Kind.CONSTRAINT);
    private static final String THERE = """
            CREATE TABLE orders (id int PRIMARY KEY, total int, note text, old text) WITH (fillfactor = 70);
            ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
            ALTER TABLE orders ALTER note SET STORAGE EXTERNAL;
            CREATE INDEX by_total ON orders (total);
            CREATE INDEX by_old ON orders (old);
            CREATE VIEW dear AS SELECT id, total FROM orders WHERE total > 100;
            CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql AS 'SELECT $1 * 2';""";

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    @Test
    void what_a_source_cannot_say_stays_and_follows_what_changes() throws SQLException {
        Plan plan = plan("CREATE TABLE orders (id int PRIMARY KEY, total bigint, note text, more text)");
        try (TestDatabase database = SERVER.create();
                Connection connection = connection(database, THERE)) {
            Carried.out(connection, plan);
            assertThat(names(connection))
                    .isEqualTo(List.of("by_total", "dear", "fillfactor=70", "more", "note e", "row security", "twice"));
        }
    }

    @Test
    void nothing_changes_where_the_source_says_what_is_there() throws SQLException {
        assertThat(plan("CREATE TABLE orders (id int PRIMARY KEY, total int, note text, old text)")
                        .changes())
                .isEmpty();
    }

    @Test
    void a_view_on_a_column_that_goes_is_in_the_way() {
        assertThatThrownBy(() -> plan("CREATE TABLE orders (id int PRIMARY KEY, note text)"))
                .isInstanceOfSatisfying(Problem.class, p -> {
                    assertThat(p.kind()).isEqualTo(Problem.Kind.UNPLANNABLE);
                    assertThat(p.getMessage()).contains("VIEW public.dear", "COLUMN public.orders.total");
                });
    }

    private static Plan plan(String wanted) throws SQLException {
        try (TestDatabase first = SERVER.create();
                TestDatabase second = SERVER.create();
                Connection there = connection(first, THERE);
                Connection said = connection(second, wanted)) {
            Model old = Carried.model(there);
            return Plan.between(
                    old,
                    Carried.model(said).keeping(old, id -> !SAID.contains(id.kind())),
                    there.getMetaData().getUserName());
        }
    }

    private static Connection connection(TestDatabase database, String script) throws SQLException {
        Connection connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute(script);
        }
        return connection;
    }

    /// The index, the view, the function, the settings, and the columns that tell what was done.
    private static List<String> names(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT array_agg(x ORDER BY x) FROM (
                          SELECT relname::text FROM pg_class WHERE relname IN ('by_total', 'by_old', 'dear')
                          UNION ALL SELECT unnest(reloptions) FROM pg_class WHERE relname = 'orders'
                          UNION ALL SELECT 'row security' FROM pg_class WHERE relrowsecurity
                          UNION ALL SELECT proname FROM pg_proc WHERE proname = 'twice'
                          UNION ALL SELECT attname || CASE attname WHEN 'note' THEN ' ' || attstorage::text ELSE '' END
                            FROM pg_attribute
                           WHERE attrelid = 'orders'::regclass AND attname IN ('note', 'more', 'old')) t(x)""")) {
            rows.next();
            return List.of((String[]) rows.getArray(1).getArray());
        }
    }
}
