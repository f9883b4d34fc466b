package dev.pgsteady.schema.plan;

/// What is recognised of a database and not planned: options that may hold secrets, of which a digest is read and
/// nothing else, and what somebody changed of an extension's objects.
final class Noted {
    static final String SQL = """
            SELECT 'identified' AS kind, '' AS schema, i.identity AS name, i.type AS part, 'the options' AS what,
                   md5(concat_ws('|', w.fdwoptions::text, w.fdwhandler::regproc, w.fdwvalidator::regproc)) AS print
              FROM pg_foreign_data_wrapper w CROSS JOIN LATERAL pg_identify_object(w.tableoid, w.oid, 0) i
             WHERE w.oid >= 16384 AND w.fdwoptions IS NOT NULL
            UNION ALL
            SELECT 'identified', '', i.identity, i.type, 'the options and version', md5(concat_ws('|', s.srvoptions::text, s.srvversion, s.srvtype))
              FROM pg_foreign_server s CROSS JOIN LATERAL pg_identify_object(s.tableoid, s.oid, 0) i
             WHERE s.srvoptions IS NOT NULL
            UNION ALL
            SELECT 'identified', '', i.identity, i.type, 'the options', md5(m.umoptions::text)
              FROM pg_user_mappings m CROSS JOIN LATERAL pg_identify_object('pg_user_mapping'::regclass, m.umid, 0) i
             WHERE m.umoptions IS NOT NULL
            UNION ALL
            SELECT 'FOREIGN_TABLE', n.nspname, c.relname, '', 'the server and options',
                   md5(concat_ws('|', s.srvname, t.ftoptions::text,
                       (SELECT string_agg(a.attname || a.attfdwoptions::text, '|' ORDER BY a.attname) FROM pg_attribute a
                         WHERE a.attrelid = c.oid AND a.attfdwoptions IS NOT NULL)))
              FROM pg_foreign_table t JOIN pg_class c ON c.oid = t.ftrelid JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_foreign_server s ON s.oid = t.ftserver
            UNION ALL
            SELECT 'identified', '', i.identity, i.type, 'the publications and state',
                   md5(concat_ws('|', s.subenabled, s.subslotname, s.subpublications))
              FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid AND d.datname = current_database()
             CROSS JOIN LATERAL pg_identify_object('pg_subscription'::regclass, s.oid, 0) i
            UNION ALL
            SELECT 'MATERIALIZED_VIEW', n.nspname, c.relname, '', 'the access method', a.amname
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_am a ON a.oid = c.relam
             WHERE c.relkind = 'm' AND a.amname <> 'heap'
            UNION ALL
            SELECT 'EXTENSION', '', e.extname, '', 'the rights on ' || i.type || ' ' || i.identity, md5(o.acl)
              FROM (SELECT 'pg_proc'::regclass AS class, oid, proacl::text AS acl FROM pg_proc
                    UNION ALL SELECT 'pg_class'::regclass, oid, relacl::text FROM pg_class
                    UNION ALL SELECT 'pg_type'::regclass, oid, typacl::text FROM pg_type) o
              JOIN pg_depend d ON d.classid = o.class AND d.objid = o.oid AND d.deptype = 'e'
              JOIN pg_extension e ON e.oid = d.refobjid AND d.refclassid = 'pg_extension'::regclass
              LEFT JOIN pg_init_privs p ON p.classoid = o.class AND p.objoid = o.oid AND p.objsubid = 0
             CROSS JOIN LATERAL pg_identify_object(o.class, o.oid, 0) i
             WHERE o.acl IS DISTINCT FROM p.initprivs::text AND o.acl IS NOT NULL""";

    private Noted() {}
}
