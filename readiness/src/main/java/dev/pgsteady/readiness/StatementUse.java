package dev.pgsteady.readiness;

import dev.pgsteady.core.QualifiedName;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What `pg_stat_statements` tells of the statements as a whole. Times are visible to every role, unlike the statements
/// themselves, whose texts are not read.
///
/// @param evictions how often entries were thrown out; empty when it was not read
/// @param times     milliseconds in this database by role
record StatementUse(Optional<Long> evictions, Map<String, Double> times) {
    private record Row(long evictions, Optional<String> role, double milliseconds) {}

    static StatementUse unread() {
        return new StatementUse(Optional.empty(), Map.of());
    }

    /// @param schema where the extension is; the role may read its view and call its function
    static StatementUse read(Statement statement, String schema) throws SQLException {
        String sql = """
                SELECT i.dealloc, t.role, t.milliseconds
                  FROM %s i
                  LEFT JOIN (SELECT r.rolname AS role, sum(s.total_exec_time + s.total_plan_time) AS milliseconds
                               FROM %s(false) s
                               JOIN pg_catalog.pg_roles r ON r.oid = s.userid
                               JOIN pg_catalog.pg_database d ON d.oid = s.dbid
                              WHERE d.datname = pg_catalog.current_database()
                              GROUP BY r.rolname) t ON true""".formatted(
                        new QualifiedName(schema, "pg_stat_statements_info").sql(),
                        new QualifiedName(schema, "pg_stat_statements").sql());
        List<Row> rows = LiveReader.list(
                statement,
                sql,
                r -> new Row(r.getLong("dealloc"), LiveReader.text(r, "role"), r.getDouble("milliseconds")));
        Map<String, Double> times = new TreeMap<>();
        rows.forEach(r -> r.role().ifPresent(role -> times.put(role, r.milliseconds())));
        return new StatementUse(rows.stream().map(Row::evictions).findFirst(), times);
    }
}
