package dev.pgsteady.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Gathers the planner's statistics of a whole database with several connections (manual, ANALYZE): one `ANALYZE`
/// without names takes one table after the other.
///
/// @param commands each for one large table or many small ones
record Analyzing(List<String> commands) {
    private static final long LARGE = 8L << 20;
    private static final int TOGETHER = 100;

    /// Which commands a database needs. A partitioned table brings its partitions.
    static Analyzing of(Connection connection) throws SQLException {
        List<String> commands = new ArrayList<>();
        List<String> small = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery("""
                        SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname),
                               CASE c.relkind WHEN 'p' THEN NULL ELSE pg_relation_size(c.oid) END AS size
                          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                         WHERE c.relkind IN ('r', 'm', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
                         ORDER BY size DESC NULLS FIRST, 1""")) {
            while (tables.next()) {
                long size = tables.getLong(2);
                if (tables.wasNull() || size >= LARGE) {
                    commands.add("ANALYZE " + tables.getString(1));
                } else {
                    small.add(tables.getString(1));
                }
            }
        }
        for (int from = 0; from < small.size(); from += TOGETHER) {
            commands.add("ANALYZE " + String.join(", ", small.subList(from, Math.min(small.size(), from + TOGETHER))));
        }
        return new Analyzing(commands);
    }

    void run(Workers workers, int many) {
        workers.each(many, commands, Statements::execute);
    }
}
