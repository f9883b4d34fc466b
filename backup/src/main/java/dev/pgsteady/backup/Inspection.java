package dev.pgsteady.backup;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.StatementWords;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Looks at a restored database from inside: whether its indexes agree with its tables (manual, F.1
/// amcheck), and whether the user's own queries answer.
public final class Inspection {
    private static final String INDEXES = """
            SELECT c.oid, c.oid::regclass::text FROM pg_class c
              JOIN pg_index i ON i.indexrelid = c.oid JOIN pg_am a ON a.oid = c.relam
             WHERE a.amname = 'btree' AND c.relkind = 'i' AND c.relpersistence <> 't' AND i.indisready AND i.indisvalid
             ORDER BY c.relpages DESC, c.oid""";
    private static final String TABLES = """
            SELECT c.oid, c.oid::regclass::text FROM pg_class c JOIN pg_am a ON a.oid = c.relam
             WHERE a.amname = 'heap' AND c.relkind IN ('r', 'm', 't') AND c.relpersistence = 'p'
               AND (c.oid >= 16384) ORDER BY c.relpages DESC, c.oid""";

    private static final String NOT_ALLOWED = "42501";

    private final ConnectionSettings target;
    private final WorkProgress progress;
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<String> notes = new ArrayList<>();

    /// @param target a database that nobody else uses: the extension amcheck is made in it
    public Inspection(ConnectionSettings target, WorkProgress progress) {
        this.target = target;
        this.progress = progress;
    }

    /// What is not as it should be.
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /// What was left out.
    public List<String> notes() {
        return List.copyOf(notes);
    }

    private record Checked(long oid, String name, String sql) {}

    /// Looks at every B-tree index and every table.
    public void indexes(int workers) {
        List<Checked> all = new ArrayList<>();
        try (Connection connection = Database.connect(target);
                Statement statement = connection.createStatement()) {
            if (!available(statement)) {
                notes.add("The server has no amcheck, so indexes were not checked.");
                return;
            }
            statement.execute("CREATE EXTENSION IF NOT EXISTS amcheck");
            list(statement, INDEXES, "SELECT bt_index_check(%d, true)", all);
            list(statement, TABLES, "SELECT msg FROM verify_heapam(%d) LIMIT 3", all);
        } catch (SQLException e) {
            if (NOT_ALLOWED.equals(e.getSQLState())) {
                notes.add("The role may not make the extension amcheck, so indexes were not checked.");
                return;
            }
            throw StatementWords.of(e);
        }
        AtomicInteger done = new AtomicInteger();
        new Workers(() -> Database.connect(target)).each(workers, all, (connection, object) -> {
            check(connection, object);
            progress.at("Checking indexes and tables", done.incrementAndGet(), all.size());
        });
    }

    private static boolean available(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT count(*) > 0 FROM pg_available_extensions WHERE name = 'amcheck'")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static void list(Statement statement, String query, String check, List<Checked> all) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                all.add(new Checked(rows.getLong(1), rows.getString(2), check.formatted(rows.getLong(1))));
            }
        }
    }

    private void check(Connection connection, Checked object) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(object.sql())) {
            while (rows.next()) {
                String words = rows.getString(1);
                if (words != null && !words.isEmpty()) {
                    failures.add("%s is damaged: %s".formatted(object.name(), words));
                }
            }
        } catch (SQLException e) {
            if (!"XX002".equals(e.getSQLState()) && !"XX001".equals(e.getSQLState())) {
                throw e;
            }
            failures.add("%s is damaged: %s".formatted(object.name(), e.getMessage()));
        }
    }

    /// Runs the user's queries, each in a transaction that may not write.
    public void queries(List<String> queries) {
        for (String query : queries) {
            try (Connection connection = Database.connect(target);
                    Statement statement = connection.createStatement()) {
                statement.execute("SET default_transaction_read_only = on; SET statement_timeout = '60s'");
                try (ResultSet rows = statement.executeQuery(query)) {
                    if (!rows.next()) {
                        failures.add("No row came of: " + query);
                    } else if (rows.getObject(1) instanceof Boolean b && !b) {
                        failures.add("False came of: " + query);
                    }
                }
            } catch (SQLException e) {
                failures.add("%s: %s".formatted(query, StatementWords.of(e).getMessage()));
            }
        }
    }
}
