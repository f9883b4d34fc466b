package dev.pgsteady.backup;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Puts restored tables in the place of those that are there, which get a schema of their own. Foreign keys of
/// other tables then refer to the restored ones. All of it in the caller's transaction.
///
/// @param there  the tables whose place is taken
/// @param fresh  the schema of the restored ones
/// @param aside  the schema that those get which were there
record TableSwap(Set<QualifiedName> there, String fresh, String aside) {
    /// What uses the tables and is no part of them, but for foreign keys.
    private static String users(String own) {
        return """
            WITH own AS (SELECT unnest(%s) AS oid),
            inside AS (
              SELECT 'pg_class'::regclass::oid AS class, oid FROM own
              UNION ALL SELECT 'pg_class'::regclass, indexrelid FROM pg_index WHERE indrelid IN (SELECT oid FROM own)
              UNION ALL SELECT 'pg_class'::regclass, t.oid FROM pg_class t WHERE t.relnamespace = 'pg_toast'::regnamespace
              UNION ALL SELECT 'pg_class'::regclass, s.oid FROM pg_depend d JOIN pg_class s ON s.oid = d.objid
                         WHERE s.relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
                           AND d.refclassid = 'pg_class'::regclass AND d.refobjid IN (SELECT oid FROM own)
              UNION ALL SELECT 'pg_type'::regclass, oid FROM pg_type WHERE typrelid IN (SELECT oid FROM own)
              UNION ALL SELECT 'pg_type'::regclass, typarray FROM pg_type WHERE typrelid IN (SELECT oid FROM own)
              UNION ALL SELECT 'pg_constraint'::regclass, oid FROM pg_constraint WHERE conrelid IN (SELECT oid FROM own)
              UNION ALL SELECT 'pg_attrdef'::regclass, oid FROM pg_attrdef WHERE adrelid IN (SELECT oid FROM own)
              UNION ALL SELECT 'pg_rewrite'::regclass, oid FROM pg_rewrite WHERE ev_class IN (SELECT oid FROM own)
              UNION ALL SELECT 'pg_trigger'::regclass, oid FROM pg_trigger
                         WHERE tgisinternal OR tgrelid IN (SELECT oid FROM own)
              UNION ALL SELECT 'pg_policy'::regclass, oid FROM pg_policy WHERE polrelid IN (SELECT oid FROM own)
              UNION ALL SELECT 'pg_statistic_ext'::regclass, oid FROM pg_statistic_ext
                         WHERE stxrelid IN (SELECT oid FROM own)
              UNION ALL SELECT 'pg_constraint'::regclass, oid FROM pg_constraint WHERE contype = 'f')
            SELECT DISTINCT pg_describe_object(d.classid, d.objid, 0)
              FROM pg_depend d JOIN inside i ON i.class = d.refclassid AND i.oid = d.refobjid
             WHERE NOT EXISTS (SELECT FROM inside x WHERE x.class = d.classid AND x.oid = d.objid)
             ORDER BY 1""".formatted(own);
    }

    private static String keys(String own) {
        return """
            SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
              FROM pg_constraint
             WHERE contype = 'f' AND conparentid = 0 AND confrelid = ANY (%1$s) AND conrelid <> ALL (%1$s)
             ORDER BY 1, 2""".formatted(own);
    }

    /// A foreign key of another table, as text that names the referenced table by its name.
    private record Key(String table, String name, String definition) {}

    /// @throws Problem OCCUPIED when something else uses one of the tables; it is named
    private void requireFree(Statement statement) throws SQLException {
        List<String> users = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(users(TableSource.oids(there)))) {
            while (rows.next()) {
                users.add(rows.getString(1));
            }
        }
        if (!users.isEmpty()) {
            throw new Problem(
                    Problem.Kind.OCCUPIED,
                    "The tables cannot be replaced, since something else uses them: %s."
                            .formatted(String.join("; ", users)),
                    "Restore beside them (leave out --replace) and copy what is missing; or drop that first.");
        }
    }

    /// @param restored the tables, by the names that they are to have
    void run(Statement statement, Set<QualifiedName> restored) throws SQLException {
        statement.execute("LOCK TABLE %s IN ACCESS EXCLUSIVE MODE"
                .formatted(
                        String.join(", ", there.stream().map(QualifiedName::sql).toList())));
        requireFree(statement);
        List<Key> keys = keys(statement);
        for (Key key : keys) {
            statement.execute("ALTER TABLE %s DROP CONSTRAINT %s".formatted(key.table(), key.name()));
        }
        statement.execute("CREATE SCHEMA " + Sql.identifier(aside));
        for (QualifiedName table : there) {
            TableSource.move(statement, table, aside);
        }
        for (QualifiedName table : restored) {
            TableSource.move(statement, new QualifiedName(fresh, table.name()), table.schema());
        }
        statement.execute("DROP SCHEMA " + Sql.identifier(fresh));
        for (Key key : keys) {
            statement.execute(
                    "ALTER TABLE %s ADD CONSTRAINT %s %s".formatted(key.table(), key.name(), key.definition()));
        }
    }

    private List<Key> keys(Statement statement) throws SQLException {
        List<Key> keys = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(keys(TableSource.oids(there)))) {
            while (rows.next()) {
                keys.add(new Key(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        }
        return keys;
    }

    /// Drops what was put aside.
    void dropAside(Statement statement) throws SQLException {
        statement.execute("DROP TABLE "
                + String.join(
                        ", ",
                        there.stream()
                                .map(t -> new QualifiedName(aside, t.name()).sql())
                                .toList()));
        statement.execute("DROP SCHEMA " + Sql.identifier(aside));
    }
}
