package dev.pgsteady.migrate;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.SqlInput;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Runs statements on a throw-away database and sees what each of them locks and writes anew.
public final class StatementTrial {
    private static final String LOCKS = """
            SELECT relation, mode FROM pg_catalog.pg_locks
            WHERE pid = pg_catalog.pg_backend_pid() AND locktype = 'relation' AND granted
                AND mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')""";

    private static final String FILES = """
            SELECT c.oid, n.nspname, c.relname, c.relkind = 'i', c.relfilenode
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'm', 'i') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'""";

    private static final String NOT_IN_TRANSACTION = "25001";

    private final Connection database;

    private record Relation(QualifiedName name, boolean index, long file) {}

    /// What was seen of a statement.
    ///
    /// @param statement which one
    /// @param observed  whether it ran in a transaction in which one could look
    /// @param locks     the strong locks that it took on tables that were there before its transaction
    /// @param rewritten the tables of these that it wrote anew
    /// @param indexes   the indexes that it built anew
    /// @param failure   what the server said when it failed
    public record Seen(
            SqlInput.Statement statement,
            boolean observed,
            Map<QualifiedName, String> locks,
            Set<QualifiedName> rewritten,
            Set<QualifiedName> indexes,
            Optional<String> failure) {
        public Seen {
            locks = Map.copyOf(locks);
            rewritten = Set.copyOf(rewritten);
            indexes = Set.copyOf(indexes);
        }

        private static Seen failed(SqlInput.Statement statement, SQLException e) {
            return new Seen(
                    statement, false, Map.of(), Set.of(), Set.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /// Begins with an empty database of a server.
    public StatementTrial(TrialServer server) {
        this.database = server.empty();
    }

    /// Runs statements without looking.
    ///
    /// @param what what they are, as a complaint names it
    /// @throws dev.pgsteady.core.Problem SQL_FAILED with the statement that failed
    public void run(String what, List<String> statements) {
        TrialServer.run(database, what, statements);
    }

    /// Runs statements and looks after each; stops at the first that fails.
    ///
    /// @param together whether they are one transaction
    public List<Seen> observe(List<SqlInput.Statement> statements, boolean together) {
        List<Seen> seen = new ArrayList<>();
        try {
            if (together) {
                together(statements, seen);
            } else {
                for (SqlInput.Statement statement : statements) {
                    if (seen.stream().allMatch(s -> s.failure().isEmpty())) {
                        alone(statement, seen);
                    }
                }
            }
        } catch (SQLException e) {
            throw dev.pgsteady.core.StatementWords.of(e);
        }
        return seen;
    }

    private void together(List<SqlInput.Statement> statements, List<Seen> seen) throws SQLException {
        try (Statement session = database.createStatement()) {
            Map<Long, Relation> before = relations(session);
            Set<String> held = new HashSet<>();
            Map<Long, Long> files = new HashMap<>();
            before.forEach((oid, r) -> files.put(oid, r.file()));
            session.execute("BEGIN");
            for (SqlInput.Statement statement : statements) {
                Optional<SQLException> refused = attempt(session, statement);
                if (refused.isPresent()) {
                    session.execute("ROLLBACK");
                    seen.add(Seen.failed(statement, refused.get()));
                    return;
                }
                seen.add(look(session, statement, before, new Found(held, files)));
            }
            session.execute("COMMIT");
        }
    }

    /// What was found so far in a transaction.
    private record Found(Set<String> held, Map<Long, Long> files) {}

    private void alone(SqlInput.Statement statement, List<Seen> seen) throws SQLException {
        int known = seen.size();
        together(List.of(statement), seen);
        boolean refused = seen.getLast().failure().isPresent();
        if (!refused) {
            return;
        }
        try (Statement session = database.createStatement()) {
            Optional<SQLException> again = attempt(session, statement);
            if (again.isEmpty() || NOT_IN_TRANSACTION.equals(again.get().getSQLState())) {
                seen.set(known, new Seen(statement, false, Map.of(), Set.of(), Set.of(), Optional.empty()));
            } else {
                seen.set(known, Seen.failed(statement, again.get()));
            }
        }
    }

    private static Optional<SQLException> attempt(Statement session, SqlInput.Statement statement) {
        try {
            session.execute(statement.text());
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e);
        }
    }

    private static Seen look(Statement session, SqlInput.Statement statement, Map<Long, Relation> before, Found found)
            throws SQLException {
        Map<QualifiedName, String> locks = new TreeMap<>();
        try (ResultSet rows = session.executeQuery(LOCKS)) {
            while (rows.next()) {
                Relation relation = before.get(rows.getLong(1));
                if (relation != null && found.held().add(rows.getLong(1) + rows.getString(2)) && !relation.index()) {
                    locks.merge(relation.name(), words(rows.getString(2)), StatementTrial::stronger);
                }
            }
        }
        Set<QualifiedName> rewritten = new TreeSet<>();
        Set<QualifiedName> indexes = new TreeSet<>();
        for (Map.Entry<Long, Relation> now : relations(session).entrySet()) {
            Relation old = before.get(now.getKey());
            Long file = found.files().put(now.getKey(), now.getValue().file());
            if (old != null && file != null && file != now.getValue().file()) {
                (old.index() ? indexes : rewritten).add(old.name());
            }
        }
        return new Seen(statement, true, locks, rewritten, indexes, Optional.empty());
    }

    private static String stronger(String one, String other) {
        List<String> order = List.of("SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE");
        return order.indexOf(one) > order.indexOf(other) ? one : other;
    }

    private static String words(String mode) {
        return switch (mode) {
            case "ShareLock" -> "SHARE";
            case "ShareRowExclusiveLock" -> "SHARE ROW EXCLUSIVE";
            case "ExclusiveLock" -> "EXCLUSIVE";
            default -> "ACCESS EXCLUSIVE";
        };
    }

    private static Map<Long, Relation> relations(Statement session) throws SQLException {
        Map<Long, Relation> relations = new HashMap<>();
        try (ResultSet rows = session.executeQuery(FILES)) {
            while (rows.next()) {
                relations.put(
                        rows.getLong(1),
                        new Relation(
                                new QualifiedName(rows.getString(2), rows.getString(3)),
                                rows.getBoolean(4),
                                rows.getLong(5)));
            }
        }
        return relations;
    }
}
