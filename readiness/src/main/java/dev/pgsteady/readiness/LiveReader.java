package dev.pgsteady.readiness;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.readiness.Counters.Checkpoints;
import dev.pgsteady.readiness.Counters.Lookups;
import dev.pgsteady.readiness.Live.Archiver;
import dev.pgsteady.readiness.Live.GuessedPassword;
import dev.pgsteady.readiness.Live.HbaRule;
import dev.pgsteady.readiness.Live.Prepared;
import dev.pgsteady.readiness.Live.Session;
import dev.pgsteady.readiness.Live.Slot;
import dev.pgsteady.readiness.Live.StaleCollation;
import dev.pgsteady.readiness.Live.Standby;
import dev.pgsteady.readiness.Live.Statements;
import dev.pgsteady.readiness.Probes.StoredPassword;
import dev.pgsteady.schema.Snapshot;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Reads what is [Live], in the transaction that the catalog was read in and with at most seven queries.
///
/// No query is sent that the role may not run, because one that fails would end the transaction: rights are asked for
/// first. What is hidden is empty. [Samples] are left out; they are taken afterwards.
public final class LiveReader {
    /// How many queries are sent at the most.
    public static final int MOST_QUERIES = 7;

    /// Which rights there are, and what needs one row only.
    private static final String FIRST = """
            SELECT has_function_privilege('pg_catalog.pg_hba_file_rules()', 'EXECUTE') AS hba,
                   has_table_privilege('pg_catalog.pg_authid', 'SELECT') AS verifiers,
                   current_setting('pg_stat_statements.max', true) IS NOT NULL AS loaded,
                   (SELECT n.nspname FROM pg_catalog.pg_extension e
                      JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
                     WHERE e.extname = 'pg_stat_statements') AS statements_schema,
                   (SELECT c.relname FROM pg_catalog.pg_extension e
                      JOIN pg_catalog.pg_class c ON c.relnamespace = e.extnamespace
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

    private static final String SESSIONS = """
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

    /// Prepared transactions, slots, standbys and running index builds in one query, told apart by the first column;
    /// where the role may look, also how many WAL files wait.
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
             WHERE i.datname = pg_catalog.current_database()""";

    private static final String WAITING = """

            UNION ALL
            SELECT 'waiting', '', '', '', count(*), NULL
              FROM pg_catalog.pg_ls_archive_statusdir() WHERE name ~ '^[0-9A-F]{24}\\.ready$'""";

    private static final String HBA = """
            SELECT line_number, coalesce(type, '') AS type, coalesce(database, '{}') AS databases,
                   coalesce(user_name, '{}') AS users, coalesce(address, '') AS address,
                   coalesce(netmask, '') AS netmask, coalesce(auth_method, '') AS method,
                   coalesce(options, '{}') AS options, error
              FROM pg_catalog.pg_hba_file_rules() ORDER BY line_number""";

    private static final String VERIFIERS = """
            SELECT rolname, rolpassword FROM pg_catalog.pg_authid
             WHERE rolcanlogin AND rolpassword IS NOT NULL ORDER BY rolsuper DESC, rolname LIMIT 25""";

    /// Collations that a column or an index of the team's uses.
    private static final String COLLATIONS = """
            SELECT n.nspname, c.collname, c.collversion, pg_catalog.pg_collation_actual_version(c.oid) AS actual
              FROM pg_catalog.pg_collation c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
             WHERE c.collversion IS NOT NULL
               AND c.oid IN (SELECT attcollation FROM pg_catalog.pg_attribute WHERE attrelid >= 16384)
               AND c.collversion <> pg_catalog.pg_collation_actual_version(c.oid)
             ORDER BY 1, 2""";

    /// Reads everything but the samples.
    ///
    /// @param connection in the transaction of the snapshot
    /// @param snapshot   what that transaction has read
    /// @throws Problem when the connection breaks
    public Live read(Connection connection, Snapshot snapshot) {
        try (Statement statement = connection.createStatement()) {
            return read(statement, snapshot);
        } catch (SQLException e) {
            throw new Problem(
                    Problem.Kind.SQL_FAILED,
                    "Reading what the server is doing failed: " + e.getMessage() + ".",
                    "Run the check again; if it fails again, report it with the server's version.",
                    e);
        }
    }

    private static Live read(Statement statement, Snapshot snapshot) throws SQLException {
        First first = first(statement, snapshot.server().major());
        List<Session> sessions = list(statement, SESSIONS, LiveReader::session);
        Replication replication = replication(statement, first);
        Optional<List<HbaRule>> hba =
                first.hba() ? Optional.of(list(statement, HBA, LiveReader::hba)) : Optional.empty();
        Optional<List<GuessedPassword>> guessed = first.verifiers()
                ? Optional.of(PasswordGuesses.of(
                        verifiers(statement), snapshot.server().database()))
                : Optional.empty();
        List<StaleCollation> collations = new ArrayList<>(first.collations());
        collations.addAll(list(statement, COLLATIONS, LiveReader::collation));
        StatementUse use = first.loaded() && first.statementsInfo()
                ? StatementUse.read(statement, first.statementsSchema().orElseThrow())
                : StatementUse.unread();
        return new Live(
                sessions,
                replication.prepared(),
                hba,
                Optional.of(first.archiver()),
                replication.slots(),
                replication.standbys(),
                collations,
                guessed,
                Samples.none(),
                new Statements(first.loaded(), first.statementsSchema().isPresent(), use.evictions(), use.main()),
                replication.building(),
                first.counters(replication.waiting(), use.times()),
                new Probes(first.storedPasswords(), List.of(), Probes.UNASKED));
    }

    /// What the first query tells.
    private record First(
            boolean hba,
            boolean verifiers,
            boolean loaded,
            Optional<String> statementsSchema,
            boolean statementsInfo,
            Archiver archiver,
            List<StaleCollation> collations,
            boolean statusDirectory,
            Counters counted,
            List<StoredPassword> storedPasswords) {
        Counters counters(Optional<Long> waiting, Map<String, Double> times) {
            return new Counters(
                    counted.subtransactions(),
                    counted.checkpoints(),
                    waiting,
                    counted.unarchivedWal(),
                    counted.discarded(),
                    times);
        }
    }

    /// @param files those that wait to be archived, one number or none
    private record Replication(
            List<Prepared> prepared,
            List<Slot> slots,
            List<Standby> standbys,
            List<QualifiedName> building,
            List<Long> files) {
        Optional<Long> waiting() {
            return files.stream().findFirst();
        }
    }

    /// Reads one row.
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    static <T> List<T> list(Statement statement, String sql, Row<T> read) throws SQLException {
        List<T> all = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                all.add(read.read(rows));
            }
        }
        return all;
    }

    private static First first(Statement statement, int major) throws SQLException {
        List<String> checkpoints = major >= 17 ? CHECKPOINTS : OLD_CHECKPOINTS;
        String sql = FIRST.replace("{timed}", "pg_catalog." + checkpoints.getFirst())
                .replace("{requested}", "pg_catalog." + checkpoints.getLast());
        return list(statement, sql, LiveReader::first).getFirst();
    }

    private static First first(ResultSet row) throws SQLException {
        Archiver archiver = new Archiver(
                row.getLong("archived_count"),
                row.getLong("failed_count"),
                row.getBoolean("failing"),
                number(row, "archived_ago"));
        Optional<String> recorded = text(row, "datcollversion");
        Optional<String> actual = text(row, "actual_version");
        boolean stale = recorded.isPresent() && actual.isPresent() && !recorded.equals(actual);
        return new First(
                row.getBoolean("hba"),
                row.getBoolean("verifiers"),
                row.getBoolean("loaded"),
                text(row, "statements_schema"),
                text(row, "statements_info").isPresent(),
                archiver,
                stale
                        ? List.of(new StaleCollation(text(row, "datcollate").orElse(""), recorded.get(), actual.get()))
                        : List.of(),
                row.getBoolean("status_directory"),
                counted(row),
                storedPasswords(row));
    }

    private static Counters counted(ResultSet row) throws SQLException {
        return new Counters(
                new Lookups(row.getLong("subtransaction_hits"), row.getLong("subtransaction_misses")),
                new Checkpoints(row.getLong("timed"), row.getLong("requested")),
                Optional.empty(),
                number(row, "unarchived"),
                number(row, "discarded"),
                Map.of());
    }

    private static List<StoredPassword> storedPasswords(ResultSet row) throws SQLException {
        List<String> roles = texts(row, "mapped_roles");
        List<String> servers = texts(row, "mapped_servers");
        return IntStream.range(0, roles.size())
                .mapToObj(i -> new StoredPassword(roles.get(i), servers.get(i)))
                .toList();
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                row.getInt("pid"),
                row.getString("role"),
                row.getString("database"),
                row.getString("application"),
                row.getString("state"),
                row.getLong("transaction_seconds"),
                row.getLong("state_seconds"),
                text(row, "client"),
                row.getBoolean("tls"),
                row.getInt("blocked"));
    }

    private static Replication replication(Statement statement, First first) throws SQLException {
        Replication all = new Replication(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        String sql = REPLICATION + (first.statusDirectory() ? WAITING : "") + " ORDER BY 1, 2";
        try (ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                String name = row.getString("name");
                String a = row.getString("a");
                String b = row.getString("b");
                long n = row.getLong("n");
                switch (row.getString("kind")) {
                    case "prepared" -> all.prepared().add(new Prepared(name, a, b, n));
                    case "slot" -> all.slots().add(new Slot(name, row.getLong("m") == 1, a.equals("true"), n, b));
                    case "waiting" -> all.files().add(n);
                    case "building" -> all.building().add(new QualifiedName(a, name));
                    default -> all.standbys().add(new Standby(name, a, n, number(row, "m")));
                }
            }
        }
        return all;
    }

    private static HbaRule hba(ResultSet row) throws SQLException {
        return new HbaRule(
                row.getInt("line_number"),
                row.getString("type"),
                texts(row, "databases"),
                texts(row, "users"),
                row.getString("address"),
                row.getString("netmask"),
                row.getString("method"),
                texts(row, "options"),
                text(row, "error"));
    }

    private static Map<String, String> verifiers(Statement statement) throws SQLException {
        Map<String, String> verifiers = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery(VERIFIERS)) {
            while (rows.next()) {
                verifiers.put(rows.getString(1), rows.getString(2));
            }
        }
        return verifiers;
    }

    private static StaleCollation collation(ResultSet row) throws SQLException {
        QualifiedName name = new QualifiedName(row.getString(1), row.getString(2));
        return new StaleCollation(name.sql(), row.getString(3), row.getString(4));
    }

    static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }
}
