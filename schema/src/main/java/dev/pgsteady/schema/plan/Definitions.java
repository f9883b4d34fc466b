package dev.pgsteady.schema.plan;

/// The statements that make objects for which the server has no deparsing function. Several statements for one
/// object are parted by a line that holds `--next`. What has options for foreign data is left out: they may be secret.
final class Definitions {
    static final String SQL = """
            SELECT 'collation' AS kind, i.identity,
                   format('CREATE COLLATION %s (provider = %s, %s%s)', i.identity,
                          CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
                          CASE WHEN to_jsonb(c) ->> 'colllocale' IS NOT NULL THEN format('locale = %L', to_jsonb(c) ->> 'colllocale')
                               WHEN to_jsonb(c) ->> 'colliculocale' IS NOT NULL THEN format('locale = %L', to_jsonb(c) ->> 'colliculocale')
                               ELSE format('lc_collate = %L, lc_ctype = %L', c.collcollate, c.collctype) END,
                          CASE WHEN c.collisdeterministic THEN '' ELSE ', deterministic = false' END) AS definition
              FROM pg_collation c CROSS JOIN LATERAL pg_identify_object(c.tableoid, c.oid, 0) i
             WHERE c.oid >= 16384
            UNION ALL
            SELECT 'cast', i.identity,
                   format('CREATE CAST %s %s%s', i.identity,
                          CASE c.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || c.castfunc::regprocedure::text
                                            WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END,
                          CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END)
              FROM pg_cast c CROSS JOIN LATERAL pg_identify_object(c.tableoid, c.oid, 0) i
             WHERE c.oid >= 16384
            UNION ALL
            SELECT 'conversion', i.identity,
                   format('CREATE %sCONVERSION %s FOR %L TO %L FROM %s', CASE WHEN c.condefault THEN 'DEFAULT ' END, i.identity,
                          pg_encoding_to_char(c.conforencoding), pg_encoding_to_char(c.contoencoding), c.conproc::regproc)
              FROM pg_conversion c CROSS JOIN LATERAL pg_identify_object(c.tableoid, c.oid, 0) i
             WHERE c.oid >= 16384
            UNION ALL
            SELECT 'event trigger', i.identity,
                   format('CREATE EVENT TRIGGER %I ON %s%s EXECUTE FUNCTION %s()', t.evtname, t.evtevent,
                          (SELECT ' WHEN TAG IN (' || string_agg(quote_literal(x), ', ') || ')' FROM unnest(t.evttags) x),
                          t.evtfoid::regproc::text)
                   || CASE t.evtenabled WHEN 'D' THEN E';\\n--next\\nALTER EVENT TRIGGER ' || quote_ident(t.evtname) || ' DISABLE'
                                        WHEN 'R' THEN E';\\n--next\\nALTER EVENT TRIGGER ' || quote_ident(t.evtname) || ' ENABLE REPLICA'
                                        WHEN 'A' THEN E';\\n--next\\nALTER EVENT TRIGGER ' || quote_ident(t.evtname) || ' ENABLE ALWAYS'
                                        ELSE '' END
              FROM pg_event_trigger t CROSS JOIN LATERAL pg_identify_object(t.tableoid, t.oid, 0) i
            UNION ALL
            SELECT 'publication', i.identity,
                   format('CREATE PUBLICATION %I%s WITH (publish = %L%s)', p.pubname,
                          CASE WHEN p.puballtables THEN ' FOR ALL TABLES'
                               ELSE coalesce(' FOR ' || concat_ws(', ', m.tables, m.schemas), '') END,
                          concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
                                    CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END),
                          CASE WHEN p.pubviaroot THEN ', publish_via_partition_root = true' ELSE '' END)
              FROM pg_publication p
             CROSS JOIN LATERAL pg_identify_object(p.tableoid, p.oid, 0) i
             CROSS JOIN LATERAL (
               SELECT (SELECT string_agg(format('TABLE %s%s%s', r.prrelid::regclass,
                                (SELECT ' (' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) || ')'
                                   FROM pg_attribute a WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs::int2[])),
                                ' WHERE ' || pg_get_expr(r.prqual, r.prrelid)), ', ' ORDER BY r.prrelid::regclass::text)
                         FROM pg_publication_rel r WHERE r.prpubid = p.oid) AS tables,
                      (SELECT string_agg(format('TABLES IN SCHEMA %I', n.nspname), ', ' ORDER BY n.nspname)
                         FROM pg_publication_namespace x JOIN pg_namespace n ON n.oid = x.pnnspid
                        WHERE x.pnpubid = p.oid) AS schemas) m
            UNION ALL
            SELECT 'operator', i.identity,
                   format('CREATE OPERATOR %I.%s (FUNCTION = %s%s%s%s%s%s%s%s%s)', n.nspname, o.oprname, o.oprcode::regproc,
                          CASE WHEN o.oprleft <> 0 THEN ', LEFTARG = ' || format_type(o.oprleft, NULL) ELSE '' END,
                          CASE WHEN o.oprright <> 0 THEN ', RIGHTARG = ' || format_type(o.oprright, NULL) ELSE '' END,
                          CASE WHEN o.oprcom <> 0 THEN (SELECT format(', COMMUTATOR = OPERATOR(%I.%s)', cn.nspname, co.oprname)
                                  FROM pg_operator co JOIN pg_namespace cn ON cn.oid = co.oprnamespace WHERE co.oid = o.oprcom)
                               ELSE '' END,
                          CASE WHEN o.oprnegate <> 0 THEN (SELECT format(', NEGATOR = OPERATOR(%I.%s)', cn.nspname, co.oprname)
                                  FROM pg_operator co JOIN pg_namespace cn ON cn.oid = co.oprnamespace WHERE co.oid = o.oprnegate)
                               ELSE '' END,
                          CASE WHEN o.oprrest <> 0 THEN ', RESTRICT = ' || o.oprrest::regproc ELSE '' END,
                          CASE WHEN o.oprjoin <> 0 THEN ', JOIN = ' || o.oprjoin::regproc ELSE '' END,
                          CASE WHEN o.oprcanhash THEN ', HASHES' ELSE '' END,
                          CASE WHEN o.oprcanmerge THEN ', MERGES' ELSE '' END)
              FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
             CROSS JOIN LATERAL pg_identify_object(o.tableoid, o.oid, 0) i
             WHERE o.oid >= 16384 AND o.oprcode <> 0
            UNION ALL
            SELECT 'text search dictionary', i.identity,
                   format('CREATE TEXT SEARCH DICTIONARY %s (TEMPLATE = %I.%I%s)', i.identity, tn.nspname, t.tmplname,
                          coalesce(', ' || d.dictinitoption, ''))
              FROM pg_ts_dict d JOIN pg_ts_template t ON t.oid = d.dicttemplate JOIN pg_namespace tn ON tn.oid = t.tmplnamespace
             CROSS JOIN LATERAL pg_identify_object(d.tableoid, d.oid, 0) i
             WHERE d.oid >= 16384
            UNION ALL
            SELECT 'text search configuration', i.identity,
                   format('CREATE TEXT SEARCH CONFIGURATION %s (PARSER = %I.%I)', i.identity, pn.nspname, p.prsname)
                   || coalesce((SELECT string_agg(format(E';\\n--next\\nALTER TEXT SEARCH CONFIGURATION %s ADD MAPPING FOR %s WITH %s',
                                                   i.identity, y.alias, m.dictionaries), '' ORDER BY m.maptokentype)
                                  FROM (SELECT maptokentype, string_agg(format('%I.%I', dn.nspname, d.dictname), ', ' ORDER BY mapseqno) AS dictionaries
                                          FROM pg_ts_config_map cm JOIN pg_ts_dict d ON d.oid = cm.mapdict
                                          JOIN pg_namespace dn ON dn.oid = d.dictnamespace
                                         WHERE cm.mapcfg = c.oid GROUP BY maptokentype) m
                                  JOIN ts_token_type(c.cfgparser) y ON y.tokid = m.maptokentype), '')
              FROM pg_ts_config c JOIN pg_ts_parser p ON p.oid = c.cfgparser JOIN pg_namespace pn ON pn.oid = p.prsnamespace
             CROSS JOIN LATERAL pg_identify_object(c.tableoid, c.oid, 0) i
             WHERE c.oid >= 16384
            UNION ALL
            SELECT 'rule', i.identity,
                   pg_get_ruledef(r.oid) || format(E'\\n--next\\nALTER TABLE %s %s RULE %I', r.ev_class::regclass,
                          CASE r.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END,
                          r.rulename)
              FROM pg_rewrite r CROSS JOIN LATERAL pg_identify_object(r.tableoid, r.oid, 0) i
             WHERE r.oid >= 16384 AND r.ev_enabled <> 'O' AND r.rulename <> '_RETURN'
            UNION ALL
            SELECT 'statistics object', i.identity,
                   pg_get_statisticsobjdef(s.oid)
                   || format(E';\\n--next\\nALTER STATISTICS %s SET STATISTICS %s', i.identity, s.stxstattarget)
              FROM pg_statistic_ext s CROSS JOIN LATERAL pg_identify_object(s.tableoid, s.oid, 0) i
             WHERE s.stxstattarget >= 0
            UNION ALL
            SELECT 'access method', i.identity,
                   format('CREATE ACCESS METHOD %I TYPE %s HANDLER %s', a.amname,
                          CASE a.amtype WHEN 't' THEN 'TABLE' ELSE 'INDEX' END, a.amhandler)
              FROM pg_am a CROSS JOIN LATERAL pg_identify_object(a.tableoid, a.oid, 0) i
             WHERE a.oid >= 16384
            UNION ALL
            SELECT 'text search parser', i.identity,
                   format('CREATE TEXT SEARCH PARSER %s (START = %s, GETTOKEN = %s, END = %s, LEXTYPES = %s%s)', i.identity,
                          p.prsstart, p.prstoken, p.prsend, p.prslextype,
                          CASE WHEN p.prsheadline <> 0 THEN ', HEADLINE = ' || p.prsheadline END)
              FROM pg_ts_parser p CROSS JOIN LATERAL pg_identify_object(p.tableoid, p.oid, 0) i
             WHERE p.oid >= 16384
            UNION ALL
            SELECT 'text search template', i.identity,
                   format('CREATE TEXT SEARCH TEMPLATE %s (%sLEXIZE = %s)', i.identity,
                          CASE WHEN t.tmplinit <> 0 THEN 'INIT = ' || t.tmplinit || ', ' END, t.tmpllexize)
              FROM pg_ts_template t CROSS JOIN LATERAL pg_identify_object(t.tableoid, t.oid, 0) i
             WHERE t.oid >= 16384
            UNION ALL
            SELECT 'foreign-data wrapper', i.identity,
                   format('CREATE FOREIGN DATA WRAPPER %I%s%s', w.fdwname,
                          CASE WHEN w.fdwhandler <> 0 THEN ' HANDLER ' || w.fdwhandler::regproc END,
                          CASE WHEN w.fdwvalidator <> 0 THEN ' VALIDATOR ' || w.fdwvalidator::regproc END)
              FROM pg_foreign_data_wrapper w CROSS JOIN LATERAL pg_identify_object(w.tableoid, w.oid, 0) i
             WHERE w.oid >= 16384 AND w.fdwoptions IS NULL
            UNION ALL
            SELECT 'server', i.identity,
                   format('CREATE SERVER %I%s%s FOREIGN DATA WRAPPER %I', s.srvname, ' TYPE ' || quote_literal(s.srvtype),
                          ' VERSION ' || quote_literal(s.srvversion), w.fdwname)
              FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
             CROSS JOIN LATERAL pg_identify_object(s.tableoid, s.oid, 0) i
             WHERE s.oid >= 16384 AND s.srvoptions IS NULL""";

    private Definitions() {}
}
