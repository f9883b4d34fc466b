package dev.pgsteady.readiness;

import dev.pgsteady.core.QualifiedName;

/// Which statements of an application take the most time in this database, from `pg_stat_statements`.
///
/// Taken are those that read or write rows; no utility statement, whose text may hold a password.
/// Statements about the catalog are tools' and our own; what we ask of user tables carries [#MARK].
final class MainStatements {
    /// What marks a statement as ours.
    static final String MARK = "/* pgsteady */";

    private static final int MOST = 20;

    private MainStatements() {}

    /// The query for their texts, those that take most time first, with the columns `kind`, `text` and `number`.
    ///
    /// @param schema where the extension is, which is loaded and may be read
    static String sql(String schema) {
        return """
                SELECT 'main', min(s.query), 0
                   FROM %s s
                   JOIN pg_catalog.pg_database d ON d.oid = s.dbid AND d.datname = pg_catalog.current_database()
                  WHERE s.query ~* '^\\s*(/\\*.*?\\*/\\s*)*(select|update|delete|with)\\M'
                    AND s.query !~* '\\m(pg_catalog|information_schema|pgsteady)\\M|(\\mfrom|\\mjoin|,)\\s*pg_'
                    AND length(s.query) < 20000
                  GROUP BY s.queryid
                  ORDER BY sum(s.total_exec_time) DESC, min(s.query)
                  LIMIT %d""".formatted(new QualifiedName(schema, "pg_stat_statements").sql(), MOST);
    }
}
