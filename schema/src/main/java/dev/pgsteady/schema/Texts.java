package dev.pgsteady.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The texts that the server can only write with a lock on a relation: index definitions, checks, expressions,
/// views, and SQL-standard function bodies. `pg_get_indexdef`, `pg_get_constraintdef` of a check, `pg_get_expr` and
/// the like each take ACCESS SHARE, and would queue behind ACCESS EXCLUSIVE.
///
/// So the query looks into `pg_locks` first and calls none of them for a relation that somebody has, or wants, to
/// himself. A lock that comes in between runs into `lock_timeout`, and the query is asked again.
final class Texts {
    private static final String SQL = """
            WITH locked AS MATERIALIZED (
              SELECT coalesce(array_agg(DISTINCT l.relation), '{}') AS oids
                FROM pg_locks l JOIN pg_database d ON d.oid = l.database
               WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock'
                 AND d.datname = current_database() AND l.pid IS DISTINCT FROM pg_backend_pid()),
            behind AS MATERIALIZED (
              SELECT DISTINCT d.classid, d.objid
                FROM locked JOIN pg_depend d ON d.refobjid = ANY (oids)
               WHERE d.refclassid = 'pg_class'::regclass
                 AND d.classid IN ('pg_rewrite'::regclass, 'pg_proc'::regclass)),
            ours AS MATERIALIZED (
              SELECT c.oid, c.relkind, c.relname, n.nspname, c.oid = ANY (oids) OR pg_table_is_visible(c.oid) IS NULL AS hidden
                FROM locked, pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                 AND c.relkind IN ('r', 'p', 'f', 'v', 'm')),
            texts AS (
              SELECT 'INDEX' AS kind, i.indexrelid AS object, 0 AS sub, t.oid AS relation,
                     t.hidden OR i.indexrelid = ANY (oids) AS hidden,
                     CASE WHEN NOT (t.hidden OR i.indexrelid = ANY (oids)) THEN pg_get_indexdef(i.indexrelid) END AS text
                FROM locked, pg_index i JOIN ours t ON t.oid = i.indrelid
              UNION ALL
              SELECT 'PREDICATE', i.indexrelid, 0, t.oid, t.hidden,
                     CASE WHEN NOT t.hidden THEN pg_get_expr(i.indpred, i.indrelid) END
                FROM pg_index i JOIN ours t ON t.oid = i.indrelid WHERE i.indpred IS NOT NULL
              UNION ALL
              SELECT 'KEY', i.indexrelid, k.n::int, t.oid, t.hidden OR i.indexrelid = ANY (oids),
                     CASE WHEN NOT (t.hidden OR i.indexrelid = ANY (oids))
                          THEN pg_get_indexdef(i.indexrelid, k.n::int, false) END
                FROM locked, pg_index i JOIN ours t ON t.oid = i.indrelid
               CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY k(att, n)
               WHERE i.indexprs IS NOT NULL AND k.att = 0
              UNION ALL
              SELECT 'GENERATED', a.attrelid, a.attnum, t.oid, t.hidden,
                     CASE WHEN NOT t.hidden THEN pg_get_expr(d.adbin, d.adrelid) END
                FROM pg_attribute a JOIN ours t ON t.oid = a.attrelid
                JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
               WHERE a.attgenerated <> '' AND NOT a.attisdropped
              UNION ALL
              SELECT 'CONSTRAINT', c.oid, 0, t.oid, t.hidden, CASE WHEN NOT t.hidden THEN pg_get_constraintdef(c.oid) END
                FROM pg_constraint c JOIN ours t ON t.oid = c.conrelid WHERE c.contype IN ('c', 'x')
              UNION ALL
              SELECT 'TRIGGER', g.oid, 0, t.oid, t.hidden, CASE WHEN NOT t.hidden THEN pg_get_triggerdef(g.oid) END
                FROM pg_trigger g JOIN ours t ON t.oid = g.tgrelid WHERE g.tgqual IS NOT NULL AND NOT g.tgisinternal
              UNION ALL
              SELECT 'USING', p.oid, 0, t.oid, t.hidden, CASE WHEN NOT t.hidden THEN pg_get_expr(p.polqual, p.polrelid) END
                FROM pg_policy p JOIN ours t ON t.oid = p.polrelid WHERE p.polqual IS NOT NULL
              UNION ALL
              SELECT 'WITH_CHECK', p.oid, 0, t.oid, t.hidden,
                     CASE WHEN NOT t.hidden THEN pg_get_expr(p.polwithcheck, p.polrelid) END
                FROM pg_policy p JOIN ours t ON t.oid = p.polrelid WHERE p.polwithcheck IS NOT NULL
              UNION ALL
              SELECT 'PARTITION_KEY', t.oid, 0, t.oid, t.hidden, CASE WHEN NOT t.hidden THEN pg_get_partkeydef(t.oid) END
                FROM ours t WHERE t.relkind = 'p'
              UNION ALL
              SELECT 'STATISTICS', s.oid, 0, t.oid, t.hidden,
                     CASE WHEN NOT t.hidden THEN pg_get_statisticsobjdef(s.oid) END
                FROM pg_statistic_ext s JOIN ours t ON t.oid = s.stxrelid
              UNION ALL
              SELECT 'VIEW', t.oid, 0, t.oid, t.hidden OR b.objid IS NOT NULL,
                     CASE WHEN NOT t.hidden AND b.objid IS NULL THEN pg_get_viewdef(t.oid) END
                FROM ours t JOIN pg_rewrite r ON r.ev_class = t.oid AND r.rulename = '_RETURN'
                LEFT JOIN behind b ON b.classid = 'pg_rewrite'::regclass AND b.objid = r.oid
               WHERE t.relkind IN ('v', 'm')
              UNION ALL
              SELECT 'RULE', r.oid, 0, t.oid, t.hidden OR b.objid IS NOT NULL,
                     CASE WHEN NOT t.hidden AND b.objid IS NULL THEN pg_get_ruledef(r.oid) END
                FROM ours t JOIN pg_rewrite r ON r.ev_class = t.oid AND r.rulename <> '_RETURN'
                LEFT JOIN behind b ON b.classid = 'pg_rewrite'::regclass AND b.objid = r.oid
              UNION ALL
              SELECT 'ROUTINE', p.oid, 0, NULL, b.objid IS NOT NULL,
                     CASE WHEN b.objid IS NULL THEN pg_get_functiondef(p.oid) END
                FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                LEFT JOIN behind b ON b.classid = 'pg_proc'::regclass AND b.objid = p.oid
               WHERE p.prosqlbody IS NOT NULL AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema')
            SELECT x.kind, x.object, x.sub, x.text,
                   CASE WHEN x.text IS NOT NULL THEN NULL
                        WHEN x.relation IS NULL THEN x.object::regprocedure::text
                        ELSE format('%I.%I', t.nspname, t.relname) END AS missing
              FROM texts x LEFT JOIN ours t ON t.oid = x.relation""";

    private final Map<Key, String> texts = new HashMap<>();
    private final Map<String, Integer> missing = new TreeMap<>();
    private Optional<String> failure = Optional.empty();

    private record Key(Kind kind, long object, int sub) {}

    /// The kinds of text.
    enum Kind {
        INDEX,
        PREDICATE,
        KEY,
        GENERATED,
        CONSTRAINT,
        TRIGGER,
        USING,
        WITH_CHECK,
        PARTITION_KEY,
        STATISTICS,
        VIEW,
        RULE,
        ROUTINE
    }

    /// @param lenient whether to go on without any when others' changes do not let up
    static Texts read(CatalogSession session, boolean lenient) {
        Texts texts = new Texts();
        if (lenient) {
            texts.failure = session.tryRead("texts", SQL, texts::add).map(SQLException::getMessage);
        } else {
            session.read("texts", SQL, texts::add);
        }
        return texts;
    }

    private void add(Row row) {
        Key key = new Key(Kind.valueOf(row.text("kind")), row.number("object"), row.integer("sub"));
        row.maybe("text")
                .ifPresentOrElse(
                        text -> texts.put(key, text), () -> missing.merge(row.text("missing"), 1, Integer::sum));
    }

    /// The text; empty where it could not be read, which [#unseen] then tells.
    String of(Kind kind, long object) {
        return of(kind, object, 0);
    }

    String of(Kind kind, long object, int sub) {
        return texts.getOrDefault(new Key(kind, object, sub), "");
    }

    /// What could not be read, one entry for each relation.
    List<Snapshot.Unseen> unseen() {
        List<Snapshot.Unseen> unseen = new ArrayList<>();
        missing.forEach((relation, count) -> unseen.add(new Snapshot.Unseen(
                Snapshot.Unseen.Kind.LOCKED,
                count + (count == 1 ? " definition" : " definitions") + " of " + relation
                        + " could not be read while another session was changing it; read again when it is done.")));
        failure.ifPresent(message -> unseen.add(new Snapshot.Unseen(
                Snapshot.Unseen.Kind.LOCKED,
                "Definitions of indexes, checks, views and expressions could not be read, because other sessions keep"
                        + " changing tables (" + message + "); read again when they are done.")));
        return unseen;
    }
}
