package dev.pgsteady.readiness;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/// Functions that reading a table could call.
///
/// The planner works out what is constant in predicates of indexes, checks of partitions and
/// expressions of statistics,
/// and calls functions to do so: with the rights of whoever reads, so a superuser's, while the
/// table's owner may have
/// written them. Functions and operators of extensions are not the owner's, and those of a
/// superuser or of the role that
/// reads give nobody a right that he has not.
final class OwnersFunctions {
    static final String REASON = "an index or a check calls a function, and reading could call it too";

    private static final String SQL = """
            WITH RECURSIVE tables AS (
              SELECT unnest(ARRAY[{tables}]::regclass[])::oid AS oid
              UNION SELECT inhrelid FROM tables JOIN pg_inherits ON inhparent = tables.oid)
            SELECT EXISTS (
              SELECT FROM (SELECT 'pg_class'::regclass AS class, indexrelid AS object
                             FROM pg_index JOIN tables ON tables.oid = indrelid
                            UNION ALL
                           SELECT 'pg_constraint'::regclass, c.oid
                             FROM pg_constraint c JOIN tables ON tables.oid = conrelid
                            UNION ALL
                           SELECT 'pg_statistic_ext'::regclass, s.oid
                             FROM pg_statistic_ext s JOIN tables ON tables.oid = stxrelid
                            UNION ALL
                           SELECT 'pg_class'::regclass, tables.oid FROM tables) parts
                JOIN pg_depend d ON d.classid = parts.class AND d.objid = parts.object
               WHERE d.objsubid = 0 AND d.refobjid >= 16384
                 AND d.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass)
                 AND NOT EXISTS (SELECT FROM pg_depend e
                                  WHERE e.classid = d.refclassid AND e.objid = d.refobjid AND e.deptype = 'e')
                 AND NOT EXISTS (SELECT FROM pg_proc p JOIN pg_roles o ON o.oid = p.proowner
                                  WHERE (o.rolsuper OR o.rolname = current_user)
                                    AND p.oid = CASE WHEN d.refclassid = 'pg_proc'::regclass THEN d.refobjid
                                                     ELSE (SELECT oprcode::oid FROM pg_operator x
                                                            WHERE x.oid = d.refobjid) END))""";

    private OwnersFunctions() {}

    /// Ends a look at tables of which one has such a function.
    ///
    /// @throws SQLException when there is one
    static void refuse(Statement statement, List<QualifiedName> tables) throws SQLException {
        if (callable(statement, tables)) {
            throw new SQLException(REASON);
        }
    }

    /// Whether there is one.
    ///
    /// @param statement of a transaction whose `search_path` is `pg_catalog`
    static boolean callable(Statement statement, List<QualifiedName> tables) throws SQLException {
        String names = tables.stream().map(t -> Sql.literal(t.sql())).collect(Collectors.joining(", "));
        try (ResultSet row = statement.executeQuery(SQL.replace("{tables}", names))) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
