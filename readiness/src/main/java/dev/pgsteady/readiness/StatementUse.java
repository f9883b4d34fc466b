package dev.pgsteady.readiness;

import dev.pgsteady.core.QualifiedName;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What `pg_stat_statements` tells: of the statements as a whole, and which of them take the most time. Times are
/// visible to every role, unlike the texts of others' statements.
///
/// @param evictions how often entries were thrown out; empty when it was not read
/// @param times     milliseconds in this database by role
/// @param main      the texts of the main statements ([MainStatements]); empty when they were not read
record StatementUse(Optional<Long> evictions, Map<String, Double> times, Optional<List<String>> main) {
    private record Row(String kind, String text, double number) {}

    static StatementUse unread() {
        return new StatementUse(Optional.empty(), Map.of(), Optional.empty());
    }

    /// @param schema where the extension is; the role may read its view and call its function
    static StatementUse read(Statement statement, String schema) throws SQLException {
        String sql = """
                SELECT 'evictions' AS kind, '' AS text, i.dealloc::float8 AS number FROM %s i
                UNION ALL
                SELECT 'time', r.rolname::text, sum(s.total_exec_time + s.total_plan_time)
                  FROM %s(false) s
                  JOIN pg_catalog.pg_roles r ON r.oid = s.userid
                  JOIN pg_catalog.pg_database d ON d.oid = s.dbid
                 WHERE d.datname = pg_catalog.current_database()
                 GROUP BY r.rolname
                UNION ALL
                (%s)""".formatted(
                        new QualifiedName(schema, "pg_stat_statements_info").sql(),
                        new QualifiedName(schema, "pg_stat_statements").sql(),
                        MainStatements.sql(schema));
        List<Row> rows = LiveReader.list(
                statement, sql, r -> new Row(r.getString("kind"), r.getString("text"), r.getDouble("number")));
        Map<String, Double> times = new TreeMap<>();
        of(rows, "time").forEach(r -> times.put(r.text(), r.number()));
        return new StatementUse(
                of(rows, "evictions").map(r -> (long) r.number()).findFirst(),
                times,
                Optional.of(of(rows, "main").map(Row::text).toList()));
    }

    private static Stream<Row> of(List<Row> rows, String kind) {
        return rows.stream().filter(r -> r.kind().equals(kind));
    }
}
