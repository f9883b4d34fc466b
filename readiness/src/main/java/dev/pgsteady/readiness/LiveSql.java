package dev.pgsteady.readiness;

import java.util.List;

/// The queries of [LiveReader].
final class LiveSql {
    /// Which rights there are, and what needs one row only.
    private static final String FIRST = """
            SELECT has_function_privilege('pg_catalog.pg_hba_file_rules()', 'EXECUTE') AS hba,
                   pg_has_role('pg_read_all_stats', 'USAGE') AS all_sessions,
                   has_table_privilege('pg_catalog.pg_authid', 'SELECT') AS verifiers,
                   current_setting('pg_stat_statements.max', true) IS NOT NULL AS loaded,
                   (SELECT n.nspname FROM pg_catalog.pg_extension e
                      JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
                     WHERE e.extname = 'pg_stat_statements') AS statements_schema,
                   (SELECT c.relname FROM pg_catalog.pg_extension e
                      JOIN pg_catalog.pg_class c ON c.relnamespace = e.extnamespace
                      JOIN pg_catalog.pg_depend m ON m.classid = 'pg_catalog.pg_class'::regclass AND m.objid = c.oid
                                                 AND m.deptype = 'e' AND m.refobjid = e.oid
                     WHERE e.extname = 'pg_stat_statements' AND c.relname = 'pg_stat_statements_info'
                       AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
                       AND pg_catalog.has_schema_privilege(c.relnamespace, 'USAGE')
                       AND pg_catalog.has_function_privilege(pg_catalog.to_regprocedure(
                             pg_catalog.format('%s.pg_stat_statements(boolean)', c.relnamespace::regnamespace)),
                             'EXECUTE')
                       AND pg_catalog.has_table_privilege(
                             pg_catalog.format('%s.pg_stat_statements', c.relnamespace::regnamespace), 'SELECT'))
                     AS statements_info,
                   a.archived_count, a.failed_count,
                   a.last_failed_time > coalesce(a.last_archived_time, '-infinity') AS failing,
                   greatest(0, extract(epoch FROM now() - a.last_archived_time))::bigint AS archived_ago,
                   d.datcollversion, pg_catalog.pg_database_collation_actual_version(d.oid) AS actual_version,
                   d.datcollate,
                   has_function_privilege('pg_catalog.pg_ls_archive_statusdir()', 'EXECUTE') AS status_directory,
                   coalesce(s.blks_hit, 0) AS subtransaction_hits, coalesce(s.blks_read, 0) AS subtransaction_misses,
                   {timed} AS timed, {requested} AS requested,
                   CASE WHEN a.last_archived_wal ~ '^[0-9A-F]{24}' AND NOT pg_catalog.pg_is_in_recovery()
                        THEN greatest(0, pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), '0/0')
                               - ('x' || substr(a.last_archived_wal, 9, 8))::bit(32)::bigint * 4294967296
                               - (('x' || substr(a.last_archived_wal, 17, 8))::bit(32)::bigint + 1)
                                 * pg_catalog.pg_size_bytes(current_setting('wal_segment_size')))::bigint
                        END AS unarchived,
                   CASE WHEN a.stats_reset = b.stats_reset AND a.stats_reset = w.stats_reset
                        THEN greatest(0, extract(epoch FROM now() - a.stats_reset))::bigint END AS discarded,
                   m.roles AS mapped_roles, m.servers AS mapped_servers
              FROM pg_catalog.pg_stat_archiver a
             CROSS JOIN pg_catalog.pg_stat_bgwriter b
             CROSS JOIN pg_catalog.pg_stat_wal w
             CROSS JOIN pg_catalog.pg_database d
             CROSS JOIN (SELECT coalesce(array_agg(usename::text ORDER BY usename, srvname), '{}') AS roles,
                                coalesce(array_agg(srvname::text ORDER BY usename, srvname), '{}') AS servers
                           FROM pg_catalog.pg_user_mappings
                          WHERE EXISTS (SELECT FROM unnest(umoptions) o WHERE o ~* '^(password|passwd|pwd|secret)=')) m
              LEFT JOIN pg_catalog.pg_stat_slru s ON lower(s.name) IN ('subtrans', 'subtransaction')
             WHERE d.datname = pg_catalog.current_database()""";

    /// The two counters of checkpoints, as release 17 moved them.
    private static final List<String> CHECKPOINTS =
            List.of("pg_stat_get_checkpointer_num_timed()", "pg_stat_get_checkpointer_num_requested()");

    private static final List<String> OLD_CHECKPOINTS =
            List.of("pg_stat_get_bgwriter_timed_checkpoints()", "pg_stat_get_bgwriter_requested_checkpoints()");

    static final String SESSIONS = """
            SELECT a.pid, coalesce(a.usename, '') AS role, coalesce(a.datname, '') AS database,
                   coalesce(a.application_name, '') AS application, coalesce(a.state, '') AS state,
                   greatest(0, coalesce(extract(epoch FROM now() - a.xact_start), 0))::bigint AS transaction_seconds,
                   greatest(0, coalesce(extract(epoch FROM now() - a.state_change), 0))::bigint AS state_seconds,
                   host(a.client_addr) AS client, coalesce(s.ssl, false) AS tls,
                   CASE WHEN a.wait_event_type = 'Lock' THEN cardinality(pg_catalog.pg_blocking_pids(a.pid)) ELSE 0 END
                     AS blocked
              FROM pg_catalog.pg_stat_activity a
              LEFT JOIN pg_catalog.pg_stat_ssl s ON s.pid = a.pid
             WHERE coalesce(a.backend_type, 'client backend') = 'client backend' AND a.usename IS NOT NULL
               AND a.pid <> pg_catalog.pg_backend_pid()
             ORDER BY a.pid""";

    /// Prepared transactions, slots, standbys and running index builds in one query, told apart by the first
    /// column; where the role may look, also how many WAL files wait. Whose index is built is kept from a plain
    /// role, so for it every invalid index of a table that is locked as for a build may be the one.
    private static final String REPLICATION = """
            WITH here AS (SELECT CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn()
                                      ELSE pg_catalog.pg_current_wal_lsn() END AS lsn)
            SELECT 'prepared' AS kind, gid AS name, owner::text AS a, database::text AS b,
                   greatest(0, extract(epoch FROM now() - prepared))::bigint AS n, NULL::bigint AS m
              FROM pg_catalog.pg_prepared_xacts
            UNION ALL
            SELECT 'slot', slot_name::text, active::text, coalesce(wal_status, ''),
                   greatest(0, coalesce(pg_catalog.pg_wal_lsn_diff(here.lsn, restart_lsn), 0))::bigint,
                   (slot_type = 'physical')::int
              FROM pg_catalog.pg_replication_slots, here WHERE NOT temporary
            UNION ALL
            SELECT 'standby', coalesce(application_name, ''), coalesce(state, ''), '',
                   greatest(0, coalesce(pg_catalog.pg_wal_lsn_diff(here.lsn, coalesce(replay_lsn, flush_lsn)), 0))::bigint,
                   extract(epoch FROM replay_lag)::bigint
              FROM pg_catalog.pg_stat_replication, here WHERE state IS DISTINCT FROM 'backup'
            UNION ALL
            SELECT 'building', c.relname, n.nspname, '', 0, NULL
              FROM pg_catalog.pg_stat_progress_create_index i
              JOIN pg_catalog.pg_class c ON c.oid = i.index_relid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE i.datname = pg_catalog.current_database()
            UNION ALL
            SELECT 'building', c.relname, n.nspname, '', 0, NULL
              FROM pg_catalog.pg_index i
              JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE NOT i.indisvalid AND NOT pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE')
               AND EXISTS (SELECT FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_database d ON d.oid = l.database
                            WHERE l.relation = i.indrelid AND l.mode = 'ShareUpdateExclusiveLock'
                              AND d.datname = pg_catalog.current_database())""";

    private static final String WAITING = """

            UNION ALL
            SELECT 'waiting', '', '', '', count(*), NULL
              FROM pg_catalog.pg_ls_archive_statusdir() WHERE name ~ '^[0-9A-F]{24}\\.ready$'""";

    static final String HBA = """
            SELECT line_number, coalesce(type, '') AS type, coalesce(database, '{}') AS databases,
                   coalesce(user_name, '{}') AS users, coalesce(address, '') AS address,
                   coalesce(netmask, '') AS netmask, coalesce(auth_method, '') AS method,
                   coalesce(options, '{}') AS options, error
              FROM pg_catalog.pg_hba_file_rules() ORDER BY line_number""";

    static final String VERIFIERS = """
            SELECT rolname, rolpassword FROM pg_catalog.pg_authid
             WHERE rolcanlogin AND rolpassword IS NOT NULL ORDER BY rolsuper DESC, rolname LIMIT 25""";

    /// Collations that a column or an index of the team's uses.
    static final String COLLATIONS = """
            SELECT n.nspname, c.collname, c.collversion, pg_catalog.pg_collation_actual_version(c.oid) AS actual
              FROM pg_catalog.pg_collation c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
             WHERE c.collversion IS NOT NULL
               AND c.oid IN (SELECT attcollation FROM pg_catalog.pg_attribute WHERE attrelid >= 16384)
               AND c.collversion <> pg_catalog.pg_collation_actual_version(c.oid)
             ORDER BY 1, 2""";

    private LiveSql() {}

    static String first(int major) {
        List<String> checkpoints = major >= 17 ? CHECKPOINTS : OLD_CHECKPOINTS;
        return FIRST.replace("{timed}", "pg_catalog." + checkpoints.getFirst())
                .replace("{requested}", "pg_catalog." + checkpoints.getLast());
    }

    /// @param waiting whether the role may look into the directory of the WAL files that wait to be archived
    static String replication(boolean waiting) {
        return REPLICATION + (waiting ? WAITING : "") + " ORDER BY 1, 2";
    }
}
