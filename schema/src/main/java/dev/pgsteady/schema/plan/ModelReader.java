package dev.pgsteady.schema.plan;

import dev.pgsteady.core.Aside;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.Snapshot;
import dev.pgsteady.schema.SnapshotReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Reads a database into a [Model]: its schema, and in the same transaction what depends on what (manual,
/// 53.18 pg_depend).
public final class ModelReader {
    /// Which part every object is, by its catalog and oid. The index of a key is the key, the sequence of
    /// an identity column is the column, the row type of a table is the table, an array type is its
    /// element's type.
    private static final String ADDRESSES = """
            WITH relation AS (
              SELECT c.oid, c.relkind, n.nspname, c.relname, c.reltype,
                     CASE c.relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED_VIEW'
                                    WHEN 'f' THEN 'FOREIGN_TABLE' WHEN 'i' THEN 'INDEX' WHEN 'I' THEN 'INDEX'
                                    WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END AS kind
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                 AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'i', 'I', 'c'))
            SELECT 'pg_class'::regclass::oid AS class, r.oid,
                   CASE WHEN i.oid IS NOT NULL THEN 'CONSTRAINT' WHEN a.attnum IS NOT NULL THEN 'COLUMN' ELSE r.kind END AS kind,
                   r.nspname::text AS schema, coalesce(t.relname, s.relname, r.relname)::text AS name,
                   coalesce(i.conname, a.attname, '')::text AS part
              FROM relation r
              LEFT JOIN pg_constraint i ON i.conindid = r.oid AND i.contype IN ('p', 'u', 'x') AND r.kind = 'INDEX'
              LEFT JOIN pg_class t ON t.oid = i.conrelid
              LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.deptype = 'i'
                                   AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND r.relkind = 'S'
              LEFT JOIN pg_class s ON s.oid = d.refobjid
              LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
            UNION ALL
            SELECT 'pg_type'::regclass, t.oid,
                   CASE coalesce(e.typtype, t.typtype) WHEN 'd' THEN 'DOMAIN' ELSE coalesce(r.kind, 'TYPE') END,
                   n.nspname, coalesce(g.typname, e.typname, t.typname), ''
              FROM pg_type t
              LEFT JOIN pg_type e ON t.typcategory = 'A' AND e.oid = t.typelem
              LEFT JOIN pg_range m ON m.rngmultitypid = coalesce(e.oid, t.oid)
              LEFT JOIN pg_type g ON g.oid = m.rngtypid
              JOIN pg_namespace n ON n.oid = coalesce(g.typnamespace, e.typnamespace, t.typnamespace)
              LEFT JOIN relation r ON r.oid = coalesce(nullif(e.typrelid, 0), t.typrelid)
             WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            UNION ALL
            SELECT 'pg_attrdef'::regclass, d.oid, CASE a.attgenerated WHEN '' THEN 'DEFAULT' ELSE 'COLUMN' END,
                   r.nspname, r.relname, a.attname
              FROM pg_attrdef d JOIN relation r ON r.oid = d.adrelid
              JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
            UNION ALL
            SELECT 'pg_constraint'::regclass, c.oid, CASE c.contype WHEN 'f' THEN 'FOREIGN_KEY' ELSE 'CONSTRAINT' END,
                   r.nspname, r.relname, c.conname
              FROM pg_constraint c JOIN relation r ON r.oid = c.conrelid
            UNION ALL
            SELECT 'pg_constraint'::regclass, c.oid, 'DOMAIN_CONSTRAINT', n.nspname, t.typname, c.conname
              FROM pg_constraint c JOIN pg_type t ON t.oid = c.contypid JOIN pg_namespace n ON n.oid = t.typnamespace
            UNION ALL
            SELECT 'pg_proc'::regclass, p.oid, CASE p.prokind WHEN 'a' THEN 'AGGREGATE' ELSE 'ROUTINE' END, n.nspname, p.proname,
                   CASE p.prokind WHEN 'a' THEN pg_get_function_identity_arguments(p.oid) ELSE oidvectortypes(p.proargtypes) END
              FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
             WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            UNION ALL
            SELECT 'pg_rewrite'::regclass, w.oid, r.kind, r.nspname, r.relname, ''
              FROM pg_rewrite w JOIN relation r ON r.oid = w.ev_class WHERE w.rulename = '_RETURN'
            UNION ALL
            SELECT 'pg_trigger'::regclass, t.oid, 'TRIGGER', r.nspname, r.relname, t.tgname
              FROM pg_trigger t JOIN relation r ON r.oid = t.tgrelid WHERE NOT t.tgisinternal
            UNION ALL
            SELECT 'pg_policy'::regclass, p.oid, 'POLICY', r.nspname, r.relname, p.polname
              FROM pg_policy p JOIN relation r ON r.oid = p.polrelid
            UNION ALL
            SELECT 'pg_namespace'::regclass, oid, 'NAMESPACE', '', nspname, '' FROM pg_namespace
            UNION ALL
            SELECT 'pg_extension'::regclass, oid, 'EXTENSION', '', extname, '' FROM pg_extension
            UNION ALL
            SELECT o.class, o.oid, 'identified', '', i.identity, i.type
              FROM (SELECT w.tableoid AS class, w.oid FROM pg_rewrite w JOIN relation r ON r.oid = w.ev_class
                                                        WHERE w.rulename <> '_RETURN'
                    UNION ALL SELECT tableoid, oid FROM pg_statistic_ext
                    UNION ALL SELECT tableoid, oid FROM pg_collation WHERE oid >= 16384
                    UNION ALL SELECT tableoid, oid FROM pg_operator WHERE oid >= 16384
                    UNION ALL SELECT tableoid, oid FROM pg_cast WHERE oid >= 16384
                    UNION ALL SELECT tableoid, oid FROM pg_publication
                    UNION ALL SELECT tableoid, oid FROM pg_event_trigger
                    UNION ALL SELECT tableoid, oid FROM pg_language WHERE oid >= 16384
                    UNION ALL SELECT tableoid, oid FROM pg_foreign_data_wrapper
                    UNION ALL SELECT tableoid, oid FROM pg_foreign_server
                    UNION ALL SELECT 'pg_user_mapping'::regclass, umid FROM pg_user_mappings
                    UNION ALL SELECT tableoid, oid FROM pg_opclass WHERE oid >= 16384
                    UNION ALL SELECT tableoid, oid FROM pg_opfamily WHERE oid >= 16384
                    UNION ALL SELECT tableoid, oid FROM pg_am WHERE oid >= 16384
                    UNION ALL SELECT tableoid, oid FROM pg_conversion WHERE oid >= 16384
                    UNION ALL SELECT tableoid, oid FROM pg_ts_parser WHERE oid >= 16384
                    UNION ALL SELECT tableoid, oid FROM pg_ts_template WHERE oid >= 16384
                    UNION ALL SELECT tableoid, oid FROM pg_ts_config WHERE oid >= 16384
                    UNION ALL SELECT tableoid, oid FROM pg_ts_dict WHERE oid >= 16384) o
             CROSS JOIN LATERAL pg_identify_object(o.class, o.oid, 0) i""";

    private static final String EDGES = """
            SELECT d.classid, d.objid, a.attname AS part, d.refclassid, d.refobjid, b.attname AS refpart
              FROM pg_depend d
              LEFT JOIN pg_attribute a ON d.classid = 'pg_class'::regclass AND a.attrelid = d.objid
                                      AND a.attnum = d.objsubid AND d.objsubid > 0
              LEFT JOIN pg_attribute b ON d.refclassid = 'pg_class'::regclass AND b.attrelid = d.refobjid
                                      AND b.attnum = d.refobjsubid AND d.refobjsubid > 0
             WHERE d.objid >= 16384 AND d.refobjid >= 16384 AND d.deptype IN ('n', 'a', 'i')""";

    /// What an extension brought stands for the extension.
    private static final String MEMBERS = """
            SELECT d.classid, d.objid, e.extname
              FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
             WHERE d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass""";

    private static final String SIGNATURES = """
            SELECT n.nspname AS schema, p.proname AS name, pg_get_function_identity_arguments(p.oid) AS arguments,
                   oidvectortypes(p.proargtypes) AS types
              FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
             WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND p.prokind <> 'a'""";

    private static final String FIXED = "SELECT extname FROM pg_extension WHERE NOT extrelocatable";

    private static final String SHELLS = """
            SELECT i.identity
              FROM pg_operator o CROSS JOIN LATERAL pg_identify_object(o.tableoid, o.oid, 0) i
             WHERE o.oid >= 16384 AND o.oprcode = 0""";

    private static final String STORAGE = """
            SELECT n.nspname AS schema, c.relname AS name, a.attname AS part, a.attstorage
              FROM pg_attribute a
              JOIN pg_type t ON t.oid = a.atttypid
              JOIN pg_class c ON c.oid = a.attrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attstorage <> t.typstorage AND c.relkind IN ('r', 'p', 'f')
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'""";

    /// What is read in a transaction.
    @FunctionalInterface
    private interface Reading<T> {
        T of(Connection connection) throws SQLException;
    }

    /// What depends on what, and what else is not in the snapshot.
    private record Beside(Details details, Map<ObjectId, Set<ObjectId>> edges) {}

    /// Reads in a transaction of its own, which is rolled back.
    ///
    /// @param connection no transaction may be open on it; it is given back as it came
    /// @throws Problem as [SnapshotReader#read] does
    public Model read(Connection connection) {
        return apart(connection, ModelReader::readWithin);
    }

    /// As [#read(Connection)], with two connections at once: for a database that nobody changes meanwhile.
    public Model read(Connection connection, Connection other) {
        Aside<Beside> beside = Aside.begin(() -> apart(other, ModelReader::beside));
        Snapshot snapshot = apart(connection, c -> new SnapshotReader().readWithin(c));
        return new Model(snapshot, beside.join().details(), beside.join().edges());
    }

    private static <T> T apart(Connection connection, Reading<T> reading) {
        try {
            boolean automatic = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                SnapshotReader.begin(connection);
                return reading.of(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(automatic);
            }
        } catch (SQLException e) {
            throw new Problem(
                    Problem.Kind.SQL_FAILED,
                    "Reading the dependencies failed: " + e.getMessage(),
                    "Nothing was changed; run it again.",
                    e);
        }
    }

    /// Reads in the transaction that the caller opened with [SnapshotReader#begin] and goes on using.
    ///
    /// @throws Problem      as [SnapshotReader#readWithin] does
    /// @throws SQLException when the server refuses a query
    public static Model readWithin(Connection connection) throws SQLException {
        Snapshot snapshot = new SnapshotReader().readWithin(connection);
        Beside beside = beside(connection);
        return new Model(snapshot, beside.details(), beside.edges());
    }

    private static Beside beside(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Map<ObjectId, Set<ObjectId>> edges = edges(statement);
            return new Beside(details(statement), edges);
        }
    }

    private static Map<ObjectId, Set<ObjectId>> edges(Statement statement) throws SQLException {
        Map<Address, ObjectId> addresses = new HashMap<>();
        each(
                statement,
                ADDRESSES,
                row -> addresses.put(new Address(row.getLong("class"), row.getLong("oid")), id(row)));
        each(
                statement,
                MEMBERS,
                row -> addresses.put(
                        new Address(row.getLong("classid"), row.getLong("objid")),
                        ObjectId.of(ObjectId.Kind.EXTENSION, row.getString("extname"))));
        Map<ObjectId, Set<ObjectId>> edges = new HashMap<>();
        each(statement, EDGES, row -> edge(row, addresses, edges));
        return edges;
    }

    private static Details details(Statement statement) throws SQLException {
        Map<ObjectId, Character> storage = new HashMap<>();
        each(
                statement,
                STORAGE,
                row -> storage.put(column(row), row.getString("attstorage").charAt(0)));
        Map<String, String> signatures = new HashMap<>();
        each(
                statement,
                SIGNATURES,
                row -> signatures.put(
                        new QualifiedName(row.getString("schema"), row.getString("name")).sql() + "("
                                + row.getString("arguments") + ")",
                        row.getString("types")));
        Map<String, String> definitions = new HashMap<>();
        each(
                statement,
                Definitions.SQL,
                row -> definitions.put(
                        row.getString("kind") + " " + row.getString("identity"), row.getString("definition")));
        Set<String> fixed = new TreeSet<>();
        each(statement, FIXED, row -> fixed.add(row.getString("extname")));
        Set<String> shells = new TreeSet<>();
        each(statement, SHELLS, row -> shells.add(row.getString("identity")));
        List<Part.NotedPart> noted = new ArrayList<>();
        each(statement, Noted.SQL, row -> {
            ObjectId of = id(row);
            noted.add(new Part.NotedPart(of.noted(row.getString("what")), of, row.getString("print")));
        });
        return new Details(storage, definitions, signatures, fixed, shells, noted);
    }

    private static ObjectId column(ResultSet row) throws SQLException {
        return new ObjectId(
                ObjectId.Kind.COLUMN, row.getString("schema"), row.getString("name"), row.getString("part"));
    }

    private record Address(long catalog, long oid) {}

    @FunctionalInterface
    private interface Each {
        void row(ResultSet row) throws SQLException;
    }

    private static void each(Statement statement, String sql, Each each) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                each.row(rows);
            }
        }
    }

    private static ObjectId id(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        return kind.equals("identified")
                ? OtherSql.id(row.getString("part"), row.getString("name"))
                : new ObjectId(
                        ObjectId.Kind.valueOf(kind),
                        row.getString("schema"),
                        row.getString("name"),
                        row.getString("part"));
    }

    private static void edge(ResultSet row, Map<Address, ObjectId> addresses, Map<ObjectId, Set<ObjectId>> edges)
            throws SQLException {
        ObjectId from = addresses.get(new Address(row.getLong("classid"), row.getLong("objid")));
        ObjectId to = addresses.get(new Address(row.getLong("refclassid"), row.getLong("refobjid")));
        if (from != null && to != null) {
            edges.computeIfAbsent(column(from, row.getString("part")), k -> new TreeSet<>())
                    .add(column(to, row.getString("refpart")));
        }
    }

    /// A column of a table; of a view or an index, the whole.
    private static ObjectId column(ObjectId relation, @org.jspecify.annotations.Nullable String name) {
        boolean table = relation.kind() == ObjectId.Kind.TABLE || relation.kind() == ObjectId.Kind.FOREIGN_TABLE;
        return name == null || !table
                ? relation
                : new ObjectId(ObjectId.Kind.COLUMN, relation.schema(), relation.name(), name);
    }
}
