package dev.pgsteady.readiness;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.readiness.Counters.Checkpoints;
import dev.pgsteady.readiness.Counters.Lookups;
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
import dev.pgsteady.readiness.Probes.StoredPassword;
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
import java.util.stream.IntStream;

/// Reads what is [Live], in the transaction that the catalog was read in and with at most seven queries.
///
/// Rights are asked for first, and what is hidden is empty. A query that is refused or takes too long leaves a gap and
/// nothing else ([Attempts]). [Samples] are left out; they are taken afterwards.
public final class LiveReader {
    /// How many queries are sent at the most.
    public static final int MOST_QUERIES = 7;

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
        First first = attempts.of(() -> first(statement, snapshot.server().major()), First.PARTS)
                .orElseGet(First::nothing);
        List<Session> sessions = attempts.of(
                        () -> list(statement, LiveSql.SESSIONS, LiveReader::session), Part.SESSIONS)
                .orElse(List.of());
        Replication replication = attempts.of(() -> replication(statement, first), Replication.PARTS)
                .orElseGet(Replication::none);
        Optional<List<HbaRule>> hba = first.hba()
                ? attempts.of(() -> list(statement, LiveSql.HBA, LiveReader::hba), Part.HBA)
                : Optional.empty();
        Optional<List<GuessedPassword>> guessed =
                first.verifiers() ? attempts.of(() -> guessed(statement, snapshot), Part.PASSWORDS) : Optional.empty();
        List<StaleCollation> collations = new ArrayList<>(first.collations());
        collations.addAll(attempts.of(() -> list(statement, LiveSql.COLLATIONS, LiveReader::collation), Part.COLLATIONS)
                .orElse(List.of()));
        StatementUse use =
                attempts.of(() -> use(statement, first), Part.STATEMENTS).orElseGet(StatementUse::unread);
        return new Live(
                sessions,
                replication.prepared(),
                hba,
                first.archiver(),
                replication.slots(),
                replication.standbys(),
                collations,
                guessed,
                Samples.none(),
                new Statements(first.loaded(), first.statementsSchema().isPresent(), use.evictions(), use.main()),
                replication.building(),
                first.counters(replication.waiting(), use.times()),
                new Probes(first.storedPasswords(), List.of(), Probes.UNASKED),
                gaps(attempts, Kept.from(snapshot.server().role(), first.allSessions(), first.hba())));
    }

    private static Gaps gaps(Attempts attempts, List<Unseen> unseen) {
        return new Gaps(attempts.gaps(), unseen);
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
            List<StaleCollation> collations,
            boolean statusDirectory,
            Counters counted,
            List<StoredPassword> storedPasswords) {
        static final Set<Part> PARTS = Set.of(
                Part.HBA,
                Part.ARCHIVER,
                Part.COLLATIONS,
                Part.PASSWORDS,
                Part.STATEMENTS,
                Part.COUNTERS,
                Part.STORED_PASSWORDS);

        /// As if everything could be seen: the gaps say what was not.
        static First nothing() {
            return new First(
                    true,
                    true,
                    true,
                    false,
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    List.of(),
                    false,
                    Counters.none(),
                    List.of());
        }

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
        static final Set<Part> PARTS = Set.of(Part.PREPARED, Part.SLOTS, Part.STANDBYS, Part.BUILDING);

        static Replication none() {
            return new Replication(
                    new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

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
        try (ResultSet rows = Attempts.query(statement, sql)) {
            while (rows.next()) {
                all.add(read.read(rows));
            }
        }
        return all;
    }

    private static First first(Statement statement, int major) throws SQLException {
        return list(statement, LiveSql.first(major), LiveReader::first).getFirst();
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
        Replication all = Replication.none();
        try (ResultSet row = Attempts.query(statement, LiveSql.replication(first.statusDirectory()))) {
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

    private static List<GuessedPassword> guessed(Statement statement, Snapshot snapshot) throws SQLException {
        Map<String, String> verifiers = new TreeMap<>();
        try (ResultSet rows = Attempts.query(statement, LiveSql.VERIFIERS)) {
            while (rows.next()) {
                verifiers.put(rows.getString(1), rows.getString(2));
            }
        }
        return PasswordGuesses.of(verifiers, snapshot.server().database());
    }

    private static StatementUse use(Statement statement, First first) throws SQLException {
        return first.loaded() && first.statementsInfo()
                ? StatementUse.read(statement, first.statementsSchema().orElseThrow())
                : StatementUse.unread();
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
