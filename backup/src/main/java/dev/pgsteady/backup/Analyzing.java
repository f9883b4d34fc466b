package dev.pgsteady.backup;

import dev.pgsteady.backup.Ddl.Step;
import dev.pgsteady.backup.Manifest.Name;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Gathers the planner's statistics of a whole database with several connections (manual, ANALYZE): one `ANALYZE`
/// without names takes one table after the other.
///
/// @param commands each for one large table or many small ones
record Analyzing(List<String> commands) {
    /// The kind of a step that does it for one table.
    static final String KIND = "ANALYZE";

    /// From how many bytes on a table is worth a command of its own.
    static final long LARGE = 8L << 20;

    private static final int TOGETHER = 100;

    static Step step(Name table) {
        String sql = "ANALYZE " + table.qualified().sql();
        return new Step(KIND, sql, Optional.of(table), List.of(sql), List.of(table), Optional.empty());
    }

    /// Which commands a database needs. A partitioned table brings its partitions.
    ///
    /// @param done which tables were analyzed already
    static Analyzing of(Connection connection, Set<Name> done) throws SQLException {
        List<String> commands = new ArrayList<>();
        List<String> small = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery("""
                        SELECT n.nspname, c.relname, CASE c.relkind WHEN 'p' THEN NULL ELSE pg_relation_size(c.oid) END AS size
                          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                         WHERE c.relkind IN ('r', 'm', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
                         ORDER BY size DESC NULLS FIRST, 1, 2""")) {
            while (tables.next()) {
                Name table = new Name(tables.getString(1), tables.getString(2));
                long size = tables.getLong(3);
                boolean large = tables.wasNull() || size >= LARGE;
                if (large && !done.contains(table)) {
                    commands.add("ANALYZE " + table.qualified().sql());
                } else if (!large) {
                    small.add(table.qualified().sql());
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
