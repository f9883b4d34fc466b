package dev.pgsteady.readiness;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.readiness.Live.Archiver;
import dev.pgsteady.readiness.Live.Gaps;
import dev.pgsteady.readiness.Live.GuessedPassword;
import dev.pgsteady.readiness.Live.HbaRule;
import dev.pgsteady.readiness.Live.Part;
import dev.pgsteady.readiness.Live.Prepared;
import dev.pgsteady.readiness.Live.Session;
import dev.pgsteady.readiness.Live.Slot;
import dev.pgsteady.readiness.Live.StaleCollation;
import dev.pgsteady.readiness.Live.Standby;
import dev.pgsteady.readiness.Live.Statements;
import dev.pgsteady.schema.Snapshot;
import dev.pgsteady.schema.Snapshot.Unseen;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Reads what is [Live], in the transaction that the catalog was read in and with at most seven queries.
///
/// Rights are asked for first, and what is hidden is empty. A query that is refused or takes too long leaves a gap and
/// nothing else ([Attempts]). Samples of rows are left out; [ReferenceSampler] takes them afterwards.
public final class LiveReader {
    /// How many queries are sent at the most.
    public static final int MOST_QUERIES = 7;

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
                       AND pg_catalog.has_schema_privilege(c.relnamespace, 'USAGE')) AS statements_info,
                   a.archived_count, a.failed_count,
                   a.last_failed_time > coalesce(a.last_archived_time, '-infinity') AS failing,
                   greatest(0, extract(epoch FROM now() - a.last_archived_time))::bigint AS archived_ago,
                   d.datcollversion, pg_catalog.pg_database_collation_actual_version(d.oid) AS actual_version,
                   d.datcollate
              FROM pg_catalog.pg_stat_archiver a, pg_catalog.pg_database d
             WHERE d.datname = pg_catalog.current_database()""";

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

    /// Prepared transactions, slots, standbys and running index builds in one query, told apart by the first column.
    /// Whose index is built is kept from a plain role, so for it every invalid index of a table that is locked
    /// as for a build may be the one.
    private static final String REPLICATION = """
            WITH here AS (SELECT CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn()
                                      ELSE pg_catalog.pg_current_wal_lsn() END AS lsn)
            SELECT 'prepared' AS kind, gid AS name, owner::text AS a, database::text AS b,
                   greatest(0, extract(epoch FROM now() - prepared))::bigint AS n, NULL::bigint AS m
              FROM pg_catalog.pg_prepared_xacts
            UNION ALL
            SELECT 'slot', slot_name::text, active::text, coalesce(wal_status, ''),
                   greatest(0, coalesce(pg_catalog.pg_wal_lsn_diff(here.lsn, restart_lsn), 0))::bigint, NULL
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
                              AND d.datname = pg_catalog.current_database())
             ORDER BY 1, 2""";

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
                    Problem.Kind.CONNECTION_LOST,
                    "The connection broke while the server's state was read: " + e.getMessage() + ".",
                    "Nothing was changed; run it again.",
                    e);
        }
    }

    private static Live read(Statement statement, Snapshot snapshot) throws SQLException {
        Attempts attempts = new Attempts(statement);
        First first = attempts.of(() -> first(statement), First.PARTS).orElse(First.NOTHING);
        List<Session> sessions = attempts.of(() -> list(statement, SESSIONS, LiveReader::session), Part.SESSIONS)
                .orElse(List.of());
        Replication replication =
                attempts.of(() -> replication(statement), Replication.PARTS).orElseGet(Replication::none);
        Optional<List<HbaRule>> hba =
                first.hba() ? attempts.of(() -> list(statement, HBA, LiveReader::hba), Part.HBA) : Optional.empty();
        Optional<List<GuessedPassword>> guessed = first.verifiers()
                ? attempts.of(
                        () -> PasswordGuesses.of(
                                verifiers(statement), snapshot.server().database()),
                        Part.PASSWORDS)
                : Optional.empty();
        List<StaleCollation> collations = new ArrayList<>(first.collations());
        collations.addAll(attempts.of(() -> list(statement, COLLATIONS, LiveReader::collation), Part.COLLATIONS)
                .orElse(List.of()));
        Statements statements = attempts.of(() -> statements(statement, first), Part.STATEMENTS)
                .orElseGet(() -> new Statements(false, false, Optional.empty()));
        return new Live(
                sessions,
                replication.prepared(),
                hba,
                first.archiver(),
                replication.slots(),
                replication.standbys(),
                collations,
                guessed,
                List.of(),
                statements,
                replication.building(),
                new Gaps(attempts.gaps(), Map.of(), unseen(first, snapshot)));
    }

    /// What a role without the right gets no error for, only blanks.
    private static List<Unseen> unseen(First first, Snapshot snapshot) {
        String role = Sql.identifier(snapshot.server().role());
        List<Unseen> unseen = new ArrayList<>();
        if (!first.allSessions()) {
            unseen.add(new Unseen(
                    Unseen.Kind.SESSIONS,
                    "What other roles' sessions do is kept from " + role + "; GRANT pg_read_all_stats shows it."));
        }
        if (!first.hba()) {
            unseen.add(new Unseen(
                    Unseen.Kind.HBA_RULES,
                    ("pg_hba.conf is kept from %s; a superuser sees it, or:"
                                    + " GRANT EXECUTE ON FUNCTION pg_catalog.pg_hba_file_rules() TO %s")
                            .formatted(role, role)));
        }
        return unseen;
    }

    /// What the first query tells.
    private record First(
            boolean hba,
            boolean allSessions,
            boolean verifiers,
            boolean loaded,
            Optional<String> statementsSchema,
            boolean statementsInfo,
            Optional<Archiver> archiver,
            List<StaleCollation> collations) {
        static final Set<Part> PARTS =
                Set.of(Part.HBA, Part.ARCHIVER, Part.COLLATIONS, Part.PASSWORDS, Part.STATEMENTS);
        static final First NOTHING =
                new First(true, true, true, false, Optional.empty(), false, Optional.empty(), List.of());
    }

    private record Replication(
            List<Prepared> prepared, List<Slot> slots, List<Standby> standbys, List<QualifiedName> building) {
        static final Set<Part> PARTS = Set.of(Part.PREPARED, Part.SLOTS, Part.STANDBYS, Part.BUILDING);

        static Replication none() {
            return new Replication(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /// Reads one row.
    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> list(Statement statement, String sql, Row<T> read) throws SQLException {
        List<T> all = new ArrayList<>();
        try (ResultSet rows = Attempts.query(statement, sql)) {
            while (rows.next()) {
                all.add(read.read(rows));
            }
        }
        return all;
    }

    private static First first(Statement statement) throws SQLException {
        return list(statement, FIRST, LiveReader::first).getFirst();
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
                row.getBoolean("all_sessions"),
                row.getBoolean("verifiers"),
                row.getBoolean("loaded"),
                text(row, "statements_schema"),
                text(row, "statements_info").isPresent(),
                Optional.of(archiver),
                stale
                        ? List.of(new StaleCollation(text(row, "datcollate").orElse(""), recorded.get(), actual.get()))
                        : List.of());
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

    private static Replication replication(Statement statement) throws SQLException {
        Replication all = Replication.none();
        try (ResultSet row = Attempts.query(statement, REPLICATION)) {
            while (row.next()) {
                String name = row.getString("name");
                String a = row.getString("a");
                String b = row.getString("b");
                long n = row.getLong("n");
                switch (row.getString("kind")) {
                    case "prepared" -> all.prepared().add(new Prepared(name, a, b, n));
                    case "slot" -> all.slots().add(new Slot(name, a.equals("true"), n, b));
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
        try (ResultSet rows = Attempts.query(statement, VERIFIERS)) {
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

    private static Statements statements(Statement statement, First first) throws SQLException {
        Optional<Long> evictions = Optional.empty();
        if (first.loaded() && first.statementsInfo()) {
            QualifiedName info = new QualifiedName(first.statementsSchema().orElseThrow(), "pg_stat_statements_info");
            evictions = Optional.of(list(statement, "SELECT dealloc FROM " + info.sql(), r -> r.getLong(1))
                    .getFirst());
        }
        return new Statements(first.loaded(), first.statementsSchema().isPresent(), evictions);
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
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
