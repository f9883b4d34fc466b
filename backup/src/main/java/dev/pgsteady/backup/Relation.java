package dev.pgsteady.backup;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A relation that holds something to be backed up.
///
/// @param kind     `pg_class.relkind`: r, p, f or S
/// @param readable whether the role may read it
/// @param hidden   whether row-level security would hide rows of it from the role
/// @param blocks   of its main fork
/// @param heap     whether it is a heap, whose rows can be had by ranges of blocks
/// @param filter   of an extension's configuration table: which rows are the user's, as a condition
record Relation(
        QualifiedName name, char kind, boolean readable, boolean hidden, long blocks, boolean heap, String filter) {
    /// An extension's own tables come with it, but for the rows that its configuration tables hold for
    /// the user (manual, 38.17.3 Extension Configuration Tables).
    private static final String SQL = """
            SELECT n.nspname, c.relname, c.relkind, has_table_privilege(c.oid, 'SELECT') AS readable,
                   c.relkind = 'r' AND row_security_active(c.oid) AS hidden,
                   CASE WHEN c.relkind = 'r' THEN pg_relation_size(c.oid) / current_setting('block_size')::int
                        ELSE 0 END AS blocks,
                   coalesce(a.amname = 'heap', false) AS heap, x.filter
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_am a ON a.oid = c.relam
              LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
              LEFT JOIN LATERAL (
                     SELECT e.extcondition[array_position(e.extconfig, c.oid)] AS filter FROM pg_extension e
                      WHERE e.oid = d.refobjid AND c.oid = ANY (e.extconfig)) x ON true
             WHERE c.relkind IN ('r', 'p', 'f', 'S') AND c.relpersistence <> 't'
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND (d.objid IS NULL OR x.filter IS NOT NULL)
             ORDER BY n.nspname, c.relname""";

    static List<Relation> list(Connection connection) throws SQLException {
        List<Relation> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SQL)) {
            while (rows.next()) {
                all.add(new Relation(
                        new QualifiedName(rows.getString(1), rows.getString(2)),
                        rows.getString(3).charAt(0),
                        rows.getBoolean(4),
                        rows.getBoolean(5),
                        rows.getLong(6),
                        rows.getBoolean(7),
                        condition(Optional.ofNullable(rows.getString(8)).orElse(""))));
            }
        }
        return all;
    }

    private static String condition(String clause) {
        String text = clause.strip();
        return text.toLowerCase(Locale.ROOT).startsWith("where")
                ? text.substring("where".length()).strip()
                : text;
    }

    boolean holdsRows() {
        return kind == 'r';
    }

    boolean sequence() {
        return kind == 'S';
    }

    /// What keeps it from being backed up whole; empty for nothing.
    Optional<Obstacle> obstacle(String role) {
        String who = Sql.identifier(role);
        if (kind == 'f') {
            return Optional.of(new Obstacle(
                    "the rows of foreign table %s are on another server".formatted(name),
                    "back that server up, and DROP FOREIGN TABLE or leave out this database"));
        }
        if (!readable) {
            return Optional.of(new Obstacle(
                    "%s may not read %s %s".formatted(role, sequence() ? "sequence" : "table", name),
                    "GRANT SELECT ON %s%s TO %s;".formatted(sequence() ? "SEQUENCE " : "", name.sql(), who)));
        }
        return hidden
                ? Optional.of(new Obstacle(
                        "row-level security hides rows of %s from %s".formatted(name, role),
                        "ALTER ROLE %s BYPASSRLS;".formatted(who)))
                : Optional.empty();
    }
}
