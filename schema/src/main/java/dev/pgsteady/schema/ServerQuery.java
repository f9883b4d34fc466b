package dev.pgsteady.schema;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The server, the database and the rights of the session.
final class ServerQuery {
    private static final String SQL = """
            SELECT current_setting('server_version') AS version,
                   current_setting('server_version_num') AS version_number,
                   d.datname AS database, current_user AS role, r.rolsuper AS superuser,
                   pg_has_role(current_user, 'pg_monitor', 'USAGE') AS monitor,
                   pg_has_role(current_user, 'pg_read_all_settings', 'USAGE') AS all_settings,
                   has_table_privilege('pg_authid', 'SELECT') AS verifiers,
                   has_function_privilege('pg_control_system()', 'EXECUTE') AS control,
                   pg_is_in_recovery() AS standby,
                   (extract(epoch FROM transaction_timestamp()) * 1000000)::bigint AS at,
                   (extract(epoch FROM pg_postmaster_start_time()) * 1000000)::bigint AS started,
                   o.rolname AS owner, pg_encoding_to_char(d.encoding) AS encoding, d.datcollate AS collation,
                   d.datacl::text AS acl, current_setting('block_size') AS block_size,
                   b.rolname AS bootstrap,
                   acldefault('r', b.oid)::text AS default_table, acldefault('s', b.oid)::text AS default_sequence,
                   acldefault('f', b.oid)::text AS default_routine, acldefault('T', b.oid)::text AS default_type,
                   acldefault('n', b.oid)::text AS default_namespace, acldefault('d', b.oid)::text AS default_database,
                   pg_stat_get_db_xact_commit(d.oid) AS commits, pg_stat_get_db_xact_rollback(d.oid) AS rollbacks,
                   pg_stat_get_db_blocks_fetched(d.oid) - pg_stat_get_db_blocks_hit(d.oid) AS blocks_read,
                   pg_stat_get_db_blocks_hit(d.oid) AS blocks_hit, pg_stat_get_db_temp_bytes(d.oid) AS temporary_bytes,
                   pg_stat_get_db_deadlocks(d.oid) AS deadlocks, pg_stat_get_db_numbackends(d.oid) AS sessions,
                   age(d.datfrozenxid) AS frozen_age, mxid_age(d.datminmxid) AS multixact_age,
                   pg_stat_get_db_checksum_failures(d.oid) AS checksum_failures,
                   (extract(epoch FROM pg_stat_get_db_stat_reset_time(d.oid)) * 1000000)::bigint AS statistics_reset
              FROM pg_database d
              JOIN pg_roles o ON o.oid = d.datdba
              JOIN pg_roles r ON r.rolname = current_user
              JOIN pg_roles b ON b.oid = 10
             WHERE d.datname = current_database()""";
    private static final String IDENTITY = "SELECT system_identifier FROM pg_control_system()";

    private ServerQuery() {}

    /// What the query told.
    ///
    /// @param verifiers   whether `pg_authid` may be read
    /// @param allSettings whether no setting is hidden
    record Result(
            Server server,
            Statistics.DatabaseUse use,
            AccessLists access,
            long blockSize,
            boolean verifiers,
            boolean allSettings) {}

    static Result read(CatalogSession session) {
        List<Result> results = new ArrayList<>();
        List<Boolean> control = new ArrayList<>();
        session.read("server", SQL, row -> {
            results.add(result(row));
            control.add(row.flag("control"));
        });
        Result result = results.getFirst();
        if (!control.getFirst()) {
            return result;
        }
        List<String> identity = new ArrayList<>();
        session.read("identity", IDENTITY, row -> identity.add(row.text("system_identifier")));
        return new Result(
                identified(result.server, identity.getFirst()),
                result.use,
                result.access,
                result.blockSize,
                result.verifiers,
                result.allSettings);
    }

    private static Result result(Row row) {
        AccessLists access = new AccessLists(
                Map.of(
                        AccessLists.Kind.TABLE, row.text("default_table"),
                        AccessLists.Kind.SEQUENCE, row.text("default_sequence"),
                        AccessLists.Kind.ROUTINE, row.text("default_routine"),
                        AccessLists.Kind.TYPE, row.text("default_type"),
                        AccessLists.Kind.NAMESPACE, row.text("default_namespace"),
                        AccessLists.Kind.DATABASE, row.text("default_database")),
                row.text("bootstrap"));
        return new Result(
                server(row, access),
                use(row),
                access,
                row.number("block_size"),
                row.flag("verifiers"),
                row.flag("all_settings"));
    }

    private static Server server(Row row, AccessLists access) {
        return new Server(
                row.text("version"),
                row.integer("version_number"),
                row.text("database"),
                row.text("role"),
                row.flag("superuser"),
                row.flag("monitor"),
                row.flag("standby"),
                row.instant("at").orElse(Instant.EPOCH),
                row.instant("started").orElse(Instant.EPOCH),
                row.text("owner"),
                row.text("encoding"),
                row.text("collation"),
                access.of(AccessLists.Kind.DATABASE, row.text("owner"), row.maybe("acl")),
                "");
    }

    private static Statistics.DatabaseUse use(Row row) {
        Optional<Long> failures = row.maybe("checksum_failures").map(Long::valueOf);
        return new Statistics.DatabaseUse(
                row.number("commits"),
                row.number("rollbacks"),
                row.number("blocks_read"),
                row.number("blocks_hit"),
                row.number("temporary_bytes"),
                row.number("deadlocks"),
                row.integer("sessions"),
                row.number("frozen_age"),
                row.number("multixact_age"),
                failures,
                row.instant("statistics_reset"));
    }

    private static Server identified(Server s, String identifier) {
        return new Server(
                s.version(),
                s.versionNumber(),
                s.database(),
                s.role(),
                s.superuser(),
                s.monitor(),
                s.standby(),
                s.at(),
                s.started(),
                s.databaseOwner(),
                s.encoding(),
                s.collation(),
                s.databaseGrants(),
                identifier);
    }
}
