package dev.pgsteady.backup.physical;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a server and a role must be for a physical backup, read before anything is copied.
///
/// @param role        who asks
/// @param replication whether that role may copy the server
/// @param standby     whether the server replays another one's log
/// @param tablespaces besides the two that every server has
/// @param senders     WAL senders that are free
/// @param slots       replication slots that are free
/// @param settings    of the server
record PhysicalFacts(
        int version,
        String system,
        int timeline,
        String role,
        boolean replication,
        boolean standby,
        String superuser,
        List<String> tablespaces,
        int senders,
        int slots,
        Map<String, String> settings) {
    private static final String ONE = """
            SELECT current_setting('server_version_num')::int, s.system_identifier::text, c.timeline_id, current_user,
                   r.rolreplication OR r.rolsuper, pg_is_in_recovery(),
                   (SELECT rolname FROM pg_roles WHERE oid = 10),
                   current_setting('max_wal_senders')::int
                   - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'walsender')::int,
                   current_setting('max_replication_slots')::int - (SELECT count(*) FROM pg_replication_slots)::int
              FROM pg_control_system() s, pg_control_checkpoint() c, pg_roles r WHERE r.rolname = current_user""";

    private static final String TABLESPACES =
            "SELECT spcname FROM pg_tablespace WHERE spcname NOT IN ('pg_default', 'pg_global') ORDER BY 1";

    /// A server that is restored needs at least as much of the first five as the one that was copied.
    private static final String SETTINGS = """
            SELECT name, current_setting(name) FROM pg_settings
             WHERE name IN ('max_connections', 'max_worker_processes', 'max_wal_senders', 'max_prepared_transactions',
                            'max_locks_per_transaction', 'wal_level', 'data_checksums', 'archive_mode',
                            'shared_preload_libraries', 'summarize_wal')
            UNION ALL SELECT name, setting FROM pg_settings WHERE name = 'wal_segment_size'""";

    PhysicalFacts {
        tablespaces = List.copyOf(tablespaces);
        settings = java.util.Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    static PhysicalFacts read(Connection connection) throws SQLException {
        Map<String, String> settings = new TreeMap<>();
        List<String> tablespaces = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(SETTINGS)) {
                while (rows.next()) {
                    settings.put(rows.getString(1), rows.getString(2));
                }
            }
            try (ResultSet rows = statement.executeQuery(TABLESPACES)) {
                while (rows.next()) {
                    tablespaces.add(rows.getString(1));
                }
            }
            try (ResultSet row = statement.executeQuery(ONE)) {
                row.next();
                return new PhysicalFacts(
                        row.getInt(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getString(4),
                        row.getBoolean(5),
                        row.getBoolean(6),
                        row.getString(7),
                        tablespaces,
                        row.getInt(8),
                        row.getInt(9),
                        settings);
            }
        }
    }

    int major() {
        return version / 10_000;
    }

    int segmentBytes() {
        return Integer.parseInt(settings.getOrDefault("wal_segment_size", "16777216"));
    }

    /// @throws Problem PERMISSION, SERVER_REFUSED or PARTIAL with the SQL that mends it
    void requireReady() {
        if (!replication) {
            throw new Problem(
                    Problem.Kind.PERMISSION,
                    "The role %s may not copy the server.".formatted(role),
                    "Run as a superuser: ALTER ROLE %s REPLICATION; or take a logical backup, which managed servers allow."
                            .formatted(Sql.identifier(role)));
        }
        if (standby) {
            throw new Problem(
                    Problem.Kind.SERVER_UNSUPPORTED,
                    "This server is a standby; a physical backup is taken from the primary.",
                    "Connect to the primary, or add target_session_attrs=read-write to several hosts.");
        }
        if ("minimal".equals(settings.get("wal_level"))) {
            throw new Problem(
                    Problem.Kind.SERVER_REFUSED,
                    "wal_level is minimal, so the server cannot be copied while it runs.",
                    "Run: ALTER SYSTEM SET wal_level = replica; ALTER SYSTEM SET max_wal_senders = 10; and restart the"
                            + " server.");
        }
        if (senders < 1) {
            throw new Problem(
                    Problem.Kind.SERVER_REFUSED,
                    "No WAL sender is free: max_wal_senders is %s.".formatted(settings.get("max_wal_senders")),
                    "Run: ALTER SYSTEM SET max_wal_senders = %d; and restart the server."
                            .formatted(Integer.parseInt(settings.getOrDefault("max_wal_senders", "0")) + 5));
        }
        if (!tablespaces.isEmpty()) {
            throw new Problem(
                    Problem.Kind.PARTIAL,
                    "The server has tablespaces of its own: %s.".formatted(String.join(", ", tablespaces)),
                    "Take a logical backup, or move what is in them: ALTER TABLE ALL IN TABLESPACE %s SET TABLESPACE"
                                    .formatted(Sql.identifier(tablespaces.getFirst()))
                            + " pg_default;");
        }
    }

    /// @throws Problem SERVER_UNSUPPORTED or SERVER_REFUSED when the server does not note which blocks
    ///                 change
    void requireSummaries() {
        if (major() < 17) {
            throw new Problem(
                    Problem.Kind.SERVER_UNSUPPORTED,
                    "PostgreSQL %d does not note which blocks change; 17 and newer do.".formatted(major()),
                    "Leave out --incremental (in pgsteady.toml: backup.incremental): of a file that did not change nothing"
                            + " is stored again.");
        }
        if (!"on".equals(settings.get("summarize_wal"))) {
            throw new Problem(
                    Problem.Kind.SERVER_REFUSED,
                    "summarize_wal is off, so the server does not note which blocks change.",
                    "Run: ALTER SYSTEM SET summarize_wal = on; SELECT pg_reload_conf(); and take a full backup, which"
                            + " later ones can build on.");
        }
    }

    /// What a reader of the backup should know.
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (!"on".equals(settings.get("data_checksums"))) {
            warnings.add(
                    "Data checksums are off: pages that the disk damaged are copied as they are. Stop the server and"
                            + " run pg_checksums --enable.");
        }
        if (slots < 1) {
            warnings.add("No replication slot was free to hold the WAL while it was copied: raise max_replication_slots"
                    + " or wal_keep_size.");
        }
        return warnings;
    }
}
