package dev.pgsteady.schema;

import dev.pgsteady.core.Problem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Sends the catalog queries of one read, counts them, and takes care that none leaves a lock behind: each runs in a
/// savepoint of its own that is rolled back in the same round trip, which gives up what deparsing functions locked.
final class CatalogSession {
    private static final int ATTEMPTS = 3;
    private static final String GIVE_UP = "ROLLBACK TO SAVEPOINT pgsteady_catalog; RELEASE SAVEPOINT pgsteady_catalog";

    private final Connection connection;
    private final SnapshotReader.Listener listener;
    private final Map<String, String> shared = new HashMap<>();
    private int queries;

    CatalogSession(Connection connection, SnapshotReader.Listener listener) {
        this.connection = connection;
        this.listener = listener;
    }

    int queries() {
        return queries;
    }

    /// Hands every row of the query to `each`. Asks again when an object went away under a function that looks past the
    /// snapshot, or a lock came in between.
    void read(String name, String sql, Consumer<Row> each) {
        Optional<SQLException> failure = tryRead(name, sql, each);
        if (failure.isPresent()) {
            throw problem(failure.get(), "reading the catalog (" + name + ")");
        }
    }

    /// As `read`, but a failure that outlasts every attempt is handed back when it comes from others' locks.
    Optional<SQLException> tryRead(String name, String sql, Consumer<Row> each) {
        SQLException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                send(name, sql, each);
                return Optional.empty();
            } catch (SQLException e) {
                last = e;
                rollBack(e, name);
            }
        }
        return Optional.ofNullable(last);
    }

    private void send(String name, String sql, Consumer<Row> each) throws SQLException {
        long from = System.nanoTime();
        queries++;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(0);
            boolean rows = statement.execute("SAVEPOINT pgsteady_catalog;\n" + sql + ";\n" + GIVE_UP);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            int count = 0;
            try (ResultSet results = statement.getResultSet()) {
                Row row = new Row(results, shared);
                while (results.next()) {
                    each.accept(row);
                    count++;
                }
            }
            listener.sent(name, count, System.nanoTime() - from);
        }
    }

    private void rollBack(SQLException failure, String name) {
        if (!passing(failure)) {
            throw problem(failure, "reading the catalog (" + name + ")");
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(GIVE_UP);
        } catch (SQLException e) {
            failure.addSuppressed(e);
            throw problem(failure, "reading the catalog (" + name + ")");
        }
    }

    /// Whether asking again can help: a lock (55P03, 40P01), or an object that another session dropped or changed
    /// (42xxx undefined, XX000 "cache lookup failed"). The latter outlasts the snapshot: then
    /// [SnapshotReader] takes a new one.
    private static boolean passing(SQLException failure) {
        String state = Optional.ofNullable(failure.getSQLState()).orElse("");
        return switch (state) {
            case "55P03", "40P01", "XX000", "42704", "42883", "42P01" -> true;
            default -> false;
        };
    }

    static Problem problem(SQLException failure, String doing) {
        String state = Optional.ofNullable(failure.getSQLState()).orElse("");
        String message = Optional.ofNullable(failure.getMessage()).orElse("no message");
        String what = "The server stopped us while " + doing + ": " + message;
        return switch (state) {
            case "42501" ->
                new Problem(
                        Problem.Kind.PERMISSION,
                        what,
                        "Grant the role what the message names; reading needs no right beyond PUBLIC's defaults.",
                        failure);
            case "57014" ->
                new Problem(
                        Problem.Kind.TIMEOUT,
                        what,
                        "The server is overloaded or the catalog is very large; try again at a quieter time.",
                        failure);
            case "55P03", "40P01", "XX000", "42P01" ->
                new Problem(
                        Problem.Kind.BUSY,
                        what,
                        "Other sessions are changing tables or hold locks on the catalog; try again when they are done.",
                        failure);
            default ->
                new Problem(
                        state.startsWith("08") || state.startsWith("57P")
                                ? Problem.Kind.CONNECTION_LOST
                                : Problem.Kind.SQL_FAILED,
                        what,
                        "Try again; if it stays, report it with the message and the server's version.",
                        failure);
        };
    }
}
