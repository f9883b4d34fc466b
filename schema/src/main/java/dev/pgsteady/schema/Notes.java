package dev.pgsteady.schema;

import dev.pgsteady.core.QualifiedName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What hangs on objects by their oid: comments, extension membership, ownership, inheritance, what views read; and the
/// names of operator classes and collations.
final class Notes {
    private static final String SQL = """
            SELECT 'comment' AS kind, classoid AS class, objoid AS object, objsubid AS sub, NULL::bigint AS other,
                   description AS text
              FROM pg_description
             WHERE objoid >= 16384 OR classoid = 'pg_extension'::regclass
                OR objoid = (SELECT oid FROM pg_namespace WHERE nspname = 'public')
            UNION ALL
            SELECT 'extension', d.classid, d.objid, 0, NULL, e.extname
              FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
             WHERE d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass
            UNION ALL
            SELECT 'owned', d.refclassid, d.objid, d.refobjsubid, d.refobjid, d.deptype::text
              FROM pg_depend d JOIN pg_sequence s ON s.seqrelid = d.objid
             WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
               AND d.deptype IN ('a', 'i')
            UNION ALL
            SELECT DISTINCT 'reads', d.classid, r.ev_class, 0, d.refobjid::bigint, NULL
              FROM pg_rewrite r
              JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
                              AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> r.ev_class
             WHERE r.rulename = '_RETURN' AND r.ev_class >= 16384
            UNION ALL
            SELECT 'parent', tableoid, inhrelid, inhseqno, inhparent, NULL FROM pg_inherits
            UNION ALL
            SELECT 'opclass', tableoid, oid, 0, opcnamespace, opcname FROM pg_opclass
            UNION ALL
            SELECT 'collation', tableoid, oid, 0, collnamespace, collname FROM pg_collation
            ORDER BY 3, 4""";

    /// The catalogs whose objects carry notes, with their fixed oids.
    static final long RELATION = 1259;

    static final long TYPE = 1247;
    static final long ROUTINE = 1255;
    static final long CONSTRAINT = 2606;
    static final long NAMESPACE = 2615;
    static final long TRIGGER = 2620;
    static final long EXTENSION = 3079;
    static final long POLICY = 3256;

    private final Map<Key, String> comments = new HashMap<>();
    private final Map<Key, String> extensions = new HashMap<>();
    private final Map<Long, Owned> owned = new HashMap<>();
    private final Map<Long, List<Long>> reads = new HashMap<>();
    private final Map<Long, List<Long>> parents = new HashMap<>();
    private final Map<Long, QualifiedName> operatorClasses = new HashMap<>();
    private final Map<Long, QualifiedName> collations = new HashMap<>();

    private record Key(long catalog, long object, int sub) {}

    /// A sequence's column.
    record Owned(long table, int position, boolean identity) {}

    static Notes read(CatalogSession session, Map<Long, String> namespaces) {
        Notes notes = new Notes();
        session.read("notes", SQL, row -> notes.add(row, namespaces));
        return notes;
    }

    private void add(Row row, Map<Long, String> namespaces) {
        long object = row.number("object");
        long other = row.number("other");
        Key key = new Key(row.number("class"), object, row.integer("sub"));
        switch (row.text("kind")) {
            case "comment" -> comments.put(key, row.text("text"));
            case "extension" -> extensions.put(key, row.text("text"));
            case "owned" ->
                owned.put(object, new Owned(other, key.sub, row.text("text").equals("i")));
            case "reads" ->
                reads.computeIfAbsent(object, o -> new ArrayList<>()).add(other);
            case "parent" ->
                parents.computeIfAbsent(object, o -> new ArrayList<>()).add(other);
            case "opclass" -> operatorClasses.put(object, name(namespaces, other, row.text("text")));
            case "collation" -> collations.put(object, name(namespaces, other, row.text("text")));
            default -> throw new IllegalStateException("a note of no known kind: " + row.text("kind"));
        }
    }

    private static QualifiedName name(Map<Long, String> namespaces, long namespace, String name) {
        return new QualifiedName(namespaces.getOrDefault(namespace, "pg_catalog"), name);
    }

    Optional<String> comment(long catalog, long object) {
        return comment(catalog, object, 0);
    }

    Optional<String> comment(long catalog, long object, int sub) {
        return Optional.ofNullable(comments.get(new Key(catalog, object, sub)));
    }

    Optional<String> extension(long catalog, long object) {
        return Optional.ofNullable(extensions.get(new Key(catalog, object, 0)));
    }

    Optional<Owned> owner(long sequence) {
        return Optional.ofNullable(owned.get(sequence));
    }

    List<Long> reads(long view) {
        return reads.getOrDefault(view, List.of());
    }

    /// What a table inherits from, or an index or table is a partition of, in order.
    List<Long> parents(long relation) {
        return parents.getOrDefault(relation, List.of());
    }

    Optional<QualifiedName> collation(long oid) {
        return Optional.ofNullable(collations.get(oid));
    }

    Optional<QualifiedName> operatorClass(long oid) {
        return Optional.ofNullable(operatorClasses.get(oid));
    }
}
