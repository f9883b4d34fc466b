package dev.pgsteady.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Objects that are recognised but not taken apart. Options of servers and mappings, and connection strings of
/// subscriptions, are never read: they hold passwords.
final class OthersQuery {
    private static final String SQL = """
            SELECT o.class, o.oid, o.owner, i.type, i.identity
              FROM (SELECT tableoid AS class, oid, evtowner AS owner FROM pg_event_trigger
                    UNION ALL SELECT tableoid, oid, pubowner FROM pg_publication
                    UNION ALL SELECT 'pg_subscription'::regclass, s.oid, s.subowner FROM pg_subscription s
                                JOIN pg_database d ON d.oid = s.subdbid AND d.datname = current_database()
                    UNION ALL SELECT tableoid, oid, srvowner FROM pg_foreign_server
                    UNION ALL SELECT tableoid, oid, fdwowner FROM pg_foreign_data_wrapper
                    UNION ALL SELECT 'pg_user_mapping'::regclass, umid, NULL FROM pg_user_mappings
                    UNION ALL SELECT tableoid, oid, stxowner FROM pg_statistic_ext
                    UNION ALL SELECT tableoid, oid, cfgowner FROM pg_ts_config
                    UNION ALL SELECT tableoid, oid, dictowner FROM pg_ts_dict
                    UNION ALL SELECT tableoid, oid, NULL FROM pg_ts_parser
                    UNION ALL SELECT tableoid, oid, NULL FROM pg_ts_template
                    UNION ALL SELECT tableoid, oid, oprowner FROM pg_operator
                    UNION ALL SELECT tableoid, oid, opcowner FROM pg_opclass
                    UNION ALL SELECT tableoid, oid, opfowner FROM pg_opfamily
                    UNION ALL SELECT tableoid, oid, NULL FROM pg_cast
                    UNION ALL SELECT tableoid, oid, conowner FROM pg_conversion
                    UNION ALL SELECT tableoid, oid, collowner FROM pg_collation
                    UNION ALL SELECT tableoid, oid, lanowner FROM pg_language
                    UNION ALL SELECT tableoid, oid, NULL FROM pg_am
                    UNION ALL SELECT tableoid, oid, NULL FROM pg_transform
                    UNION ALL SELECT r.tableoid, r.oid, c.relowner
                                FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
                               WHERE r.rulename <> '_RETURN') o
             CROSS JOIN LATERAL pg_identify_object(o.class, o.oid, 0) i
             WHERE o.oid >= 16384 AND i.identity IS NOT NULL
               AND NOT EXISTS (SELECT FROM pg_depend d
                                WHERE d.classid = o.class AND d.objid = o.oid AND d.deptype = 'i')""";

    private OthersQuery() {}

    /// Sorted by kind and identity.
    static List<Schema.OtherObject> read(CatalogSession session, Lookup lookup, Texts texts) {
        List<Schema.OtherObject> others = new ArrayList<>();
        session.read("others", SQL, row -> others.add(other(row, lookup, texts)));
        others.sort(Comparator.comparing(Schema.OtherObject::kind).thenComparing(Schema.OtherObject::identity));
        return others;
    }

    private static Schema.OtherObject other(Row row, Lookup lookup, Texts texts) {
        long catalog = row.number("class");
        long oid = row.number("oid");
        String definition = texts.of(Texts.Kind.RULE, oid) + texts.of(Texts.Kind.STATISTICS, oid);
        return new Schema.OtherObject(
                row.text("type"),
                row.text("identity"),
                row.maybe("owner")
                        .map(owner -> lookup.role(Long.parseLong(owner)))
                        .orElse(""),
                definition.isEmpty() ? Optional.empty() : Optional.of(definition),
                lookup.notes().comment(catalog, oid),
                lookup.notes().extension(catalog, oid));
    }
}
