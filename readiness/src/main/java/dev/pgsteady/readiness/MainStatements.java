package dev.pgsteady.readiness;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.readiness.Live.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which statements of an application take the most time in this database, from `pg_stat_statements`.
///
/// Taken are those that read or write rows; no utility statement, whose text may hold a password.
/// Statements about the catalog are tools' and our own; what we ask of user tables carries [#MARK].
final class MainStatements {
    /// What marks a statement as ours.
    static final String MARK = "/* pgsteady */";

    private static final int MOST = 20;

    private MainStatements() {}

    /// @param schema where the extension is, which is loaded and may be read
    static Statements read(Statement statement, String schema) throws SQLException {
        Optional<Long> evictions = Optional.empty();
        List<String> main = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(sql(schema))) {
            while (row.next()) {
                if (row.getString("kind").equals("main")) {
                    main.add(row.getString("value"));
                } else {
                    evictions = Optional.of(row.getLong("value"));
                }
            }
        }
        return new Statements(true, true, evictions, Optional.of(main));
    }

    private static String sql(String schema) {
        return """
                SELECT 'evictions' AS kind, i.dealloc::text AS value FROM %s i
                UNION ALL
                (SELECT 'main', min(s.query)
                   FROM %s s
                   JOIN pg_catalog.pg_database d ON d.oid = s.dbid AND d.datname = pg_catalog.current_database()
                  WHERE s.query ~* '^\\s*(/\\*.*?\\*/\\s*)*(select|update|delete|with)\\M'
                    AND s.query !~* '\\m(pg_catalog|information_schema|pgsteady)\\M|(\\mfrom|\\mjoin|,)\\s*pg_'
                    AND length(s.query) < 20000
                  GROUP BY s.queryid
                  ORDER BY sum(s.total_exec_time) DESC, min(s.query)
                  LIMIT %d)""".formatted(
                        new QualifiedName(schema, "pg_stat_statements_info").sql(),
                        new QualifiedName(schema, "pg_stat_statements").sql(),
                        MOST);
    }
}
