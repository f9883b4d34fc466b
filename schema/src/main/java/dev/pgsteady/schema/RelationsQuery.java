package dev.pgsteady.schema;

import dev.pgsteady.core.QualifiedName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tables, views, materialized views and sequences, with what was measured of them. Sizes are `relpages`: the size
/// functions open every file and take a lock.
final class RelationsQuery {
    private static final String SQL = """
            SELECT c.oid, c.relname, c.relnamespace, c.relkind, c.relowner, c.relpersistence, c.relacl::text AS acl,
                   c.reloptions::text AS options, m.amname, ts.spcname, c.reloftype, c.relreplident, c.relrowsecurity,
                   c.relforcerowsecurity, c.relispopulated, c.relispartition, c.reltuples, c.relpages,
                   pg_get_expr(c.relpartbound, 0) AS bound,
                   CASE WHEN c.relkind IN ('r', 'm') THEN age(c.relfrozenxid) END AS frozen_age,
                   format_type(s.seqtypid, NULL) AS data_type, s.seqstart, s.seqmin, s.seqmax, s.seqincrement, s.seqcache,
                   s.seqcycle, u.*,
                   CASE WHEN c.relkind IN ('r', 'p', 'm', 'f')
                        THEN has_table_privilege(c.oid, 'SELECT')
                             AND NOT (c.relrowsecurity AND row_security_active(c.oid)) END AS readable
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_am m ON m.oid = c.relam
              LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
              LEFT JOIN pg_sequence s ON s.seqrelid = c.oid
              LEFT JOIN LATERAL (
                SELECT pg_stat_get_numscans(c.oid) AS seq_scan, pg_stat_get_tuples_returned(c.oid) AS seq_tup_read,
                       pg_stat_get_tuples_inserted(c.oid) AS inserted, pg_stat_get_tuples_updated(c.oid) AS updated,
                       pg_stat_get_tuples_hot_updated(c.oid) AS hot_updated, pg_stat_get_tuples_deleted(c.oid) AS deleted,
                       pg_stat_get_live_tuples(c.oid) AS live, pg_stat_get_dead_tuples(c.oid) AS dead,
                       pg_stat_get_mod_since_analyze(c.oid) AS modified,
                       (extract(epoch FROM greatest(pg_stat_get_last_vacuum_time(c.oid),
                                                    pg_stat_get_last_autovacuum_time(c.oid))) * 1000000)::bigint
                         AS last_vacuum,
                       (extract(epoch FROM greatest(pg_stat_get_last_analyze_time(c.oid),
                                                    pg_stat_get_last_autoanalyze_time(c.oid))) * 1000000)::bigint
                         AS last_analyze
              ) u ON c.relkind IN ('r', 'p', 'm')
             WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND n.nspname !~ '^pg_'
               AND n.nspname <> 'information_schema'""";

    final Map<Long, Relation> relations = new HashMap<>();

    /// A relation with everything that `pg_class` says of it.
    record Relation(
            long oid,
            QualifiedName name,
            char kind,
            String owner,
            Table.Persistence persistence,
            Optional<String> acl,
            List<String> options,
            Optional<String> accessMethod,
            Optional<String> tablespace,
            long ofType,
            char replicaIdentity,
            Table.RowSecurity rowSecurity,
            boolean populated,
            Optional<String> bound,
            Optional<Definition> sequence,
            Use use) {
        boolean isTable() {
            return kind == 'r' || kind == 'p' || kind == 'f';
        }

        boolean isView() {
            return kind == 'v' || kind == 'm';
        }
    }

    /// What `pg_sequence` says.
    record Definition(
            String dataType, long start, long minimum, long maximum, long increment, long cache, boolean cycle) {}

    /// What was measured, but for indexes and columns.
    ///
    /// @param readable whether the role may see the statistics of its columns
    record Use(Statistics.TableUse table, boolean readable) {}

    static RelationsQuery read(CatalogSession session, Lookup lookup, long blockSize) {
        RelationsQuery query = new RelationsQuery();
        session.read("relations", SQL, row -> {
            long oid = row.number("oid");
            query.relations.put(oid, relation(row, lookup, blockSize));
        });
        return query;
    }

    private static Relation relation(Row row, Lookup lookup, long blockSize) {
        return new Relation(
                row.number("oid"),
                lookup.name(row, "relnamespace", "relname"),
                row.letter("relkind"),
                lookup.role(row.number("relowner")),
                persistence(row.letter("relpersistence")),
                row.maybe("acl"),
                row.sorted("options"),
                row.maybe("amname"),
                row.maybe("spcname"),
                row.number("reloftype"),
                row.letter("relreplident"),
                new Table.RowSecurity(row.flag("relrowsecurity"), row.flag("relforcerowsecurity")),
                row.flag("relispopulated"),
                row.maybe("bound"),
                row.letter("relkind") == 'S' ? Optional.of(definition(row)) : Optional.empty(),
                use(row, blockSize));
    }

    private static Table.Persistence persistence(char letter) {
        return switch (letter) {
            case 'u' -> Table.Persistence.UNLOGGED;
            case 't' -> Table.Persistence.TEMPORARY;
            default -> Table.Persistence.PERMANENT;
        };
    }

    private static Definition definition(Row row) {
        return new Definition(
                row.text("data_type"),
                row.number("seqstart"),
                row.number("seqmin"),
                row.number("seqmax"),
                row.number("seqincrement"),
                row.number("seqcache"),
                row.flag("seqcycle"));
    }

    private static Use use(Row row, long blockSize) {
        Statistics.TableUse table = new Statistics.TableUse(
                (long) row.real("reltuples"),
                row.number("relpages") * blockSize,
                row.number("seq_scan"),
                row.number("seq_tup_read"),
                0,
                row.number("inserted"),
                row.number("updated"),
                row.number("hot_updated"),
                row.number("deleted"),
                row.number("live"),
                row.number("dead"),
                row.number("modified"),
                row.number("frozen_age"),
                row.instant("last_vacuum"),
                row.instant("last_analyze"),
                Map.of());
        return new Use(table, row.flag("readable"));
    }
}
