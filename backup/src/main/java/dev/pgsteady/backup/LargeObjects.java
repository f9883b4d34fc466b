package dev.pgsteady.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Large objects as rows: each in pieces of 1 MiB, so that none has to be held whole (manual, 35. Large
/// Objects). An empty one is a piece of nothing.
final class LargeObjects {
    /// A multiple of a page of 2 KiB: pieces share no row of the server's own table.
    static final int PIECE = 1 << 20;

    static final List<String> COLUMNS = List.of("oid", "pos", "piece");

    /// Where their rows are loaded.
    static final String TABLE = "pgsteady_large_objects";

    static final String CREATE =
            "CREATE TEMP TABLE IF NOT EXISTS %s (oid oid, pos bigint, piece bytea)".formatted(TABLE);

    /// Whoever may read one finds out how long it is by seeking its end; 262144 is `INV_READ`. That is
    /// an expression, not a join: the planner remembers the rows of a join by what they depend on
    /// (Memoize), and descriptors are the same for every object.
    static final String SELECT = """
            SELECT l.oid, p.pos, lo_get(l.oid, p.pos, %1$d) AS piece
              FROM (SELECT oid, (SELECT lo_lseek64(o.descriptor, 0, 2) + lo_close(o.descriptor)
                                   FROM (SELECT lo_open(m.oid, 262144) AS descriptor OFFSET 0) o) AS bytes
                      FROM pg_largeobject_metadata m ORDER BY oid OFFSET 0) l
             CROSS JOIN LATERAL generate_series(0, greatest(l.bytes - 1, 0), %1$d) AS p(pos)""".formatted(PIECE);

    /// Made with their content, since no other piece of them can follow.
    private static final String SMALL =
            "SELECT count(lo_from_bytea(oid, piece)) FROM pg_temp.%s WHERE pos = 0 AND length(piece) < %d"
                    .formatted(TABLE, PIECE);

    /// Of the others the first piece may come after another one, by another connection. The lock ends
    /// with the implicit transaction of the two statements (manual, 55.2.2.1); the second one sees what
    /// the holder before did.
    private static final String MAKE = """
            SELECT pg_advisory_xact_lock(7237411); SELECT count(lo_create(t.oid)) FROM (SELECT DISTINCT oid
              FROM pg_temp.%s WHERE pos > 0 OR length(piece) = %d) t
             WHERE NOT EXISTS (SELECT FROM pg_largeobject_metadata m WHERE m.oid = t.oid)""".formatted(TABLE, PIECE);

    private static final String FILL =
            "SELECT lo_put(oid, pos, piece) FROM pg_temp.%s WHERE pos > 0 OR length(piece) = %d"
                    .formatted(TABLE, PIECE);

    private LargeObjects() {}

    /// Makes what has been loaded; for a connection that commits by itself.
    static void make(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : List.of(SMALL, MAKE, FILL, "TRUNCATE pg_temp." + TABLE)) {
                statement.execute(sql);
            }
        }
    }

    /// The same for psql, of all at once.
    static String script() {
        return """
                SELECT count(lo_from_bytea(oid, piece)) FROM pg_temp.%1$s WHERE pos = 0 \\gset pgsteady_
                SELECT count(*) FROM (SELECT lo_put(oid, pos, piece) FROM pg_temp.%1$s WHERE pos > 0 OFFSET 0) p \\gset pgsteady_
                """.formatted(TABLE);
    }
}
