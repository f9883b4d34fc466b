package dev.pgsteady.migrate;

import dev.pgsteady.core.Pace;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Works through a table in batches that commit one by one, in the order of a key: nobody waits long for
/// a row, and what was broken off goes on where it was.
///
/// ```java
/// Batches.over(new QualifiedName("app", "users"), "id")
///         .named("users-bio")
///         .run(connection, "UPDATE app.users SET bio = '' WHERE id BETWEEN ? AND ?", progress -> {});
/// ```
///
/// How far it came is kept in the table `pgsteady_batches` of the same schema and committed with each
/// batch, so that no batch is done twice or left out. The line of a work that is complete stays, so that
/// it is not begun again.
///
/// @param table    the table
/// @param key      a column of it with an index: unique, never null, never changed by the statement
/// @param name     the name of the work, for its line in the journal
/// @param size     how many rows a batch has
/// @param longest  the longest pause between two batches; a pause is as long as the batch before it took
public record Batches(QualifiedName table, String key, String name, int size, Duration longest) {
    private static final int USUAL_SIZE = 10_000;
    private static final Duration USUAL_PAUSE = Duration.ofMillis(200);

    public Batches {
        if (key.isBlank() || name.isBlank() || size < 1 || longest.isNegative()) {
            throw new IllegalArgumentException("a work has a key, a name, batches of a row or more, no negative pause");
        }
    }

    /// How far a work is.
    ///
    /// @param rows    how many rows its batches have had, those before it was broken off included
    /// @param lastKey the key of the last of them
    public record Progress(long rows, String lastKey) {}

    /// Batches of 10,000 rows, with pauses of 200 ms at most.
    public static Batches over(QualifiedName table, String key) {
        return new Batches(table, key, table.sql(), USUAL_SIZE, USUAL_PAUSE);
    }

    /// The same under another name.
    public Batches named(String other) {
        return new Batches(table, key, other, size, longest);
    }

    /// The same with batches of another size.
    public Batches size(int rows) {
        return new Batches(table, key, name, rows, longest);
    }

    /// The same with other pauses.
    public Batches pause(Duration most) {
        return new Batches(table, key, name, size, most);
    }

    /// Does the work, or what is left of it.
    ///
    /// @param connection in auto-commit mode, as a revision that is not transactional gets it
    /// @param statement  with two parameters: the first key of a batch and its last, both within it
    /// @param told       hears of each batch when it is committed
    /// @return how far it is: at the end
    public Progress run(Connection connection, String statement, Consumer<Progress> told) throws SQLException {
        return run(connection, statement, told, Pace.real());
    }

    Progress run(Connection connection, String statement, Consumer<Progress> told, Pace pace) throws SQLException {
        begin(connection);
        Optional<Progress> next = Optional.of(new Progress(0, ""));
        Progress last = next.get();
        connection.setAutoCommit(false);
        try {
            while (next.isPresent()) {
                long from = System.nanoTime();
                next = batch(connection, statement);
                connection.commit();
                if (next.isPresent()) {
                    last = next.get();
                    told.accept(last);
                    Duration took = Duration.ofNanos(System.nanoTime() - from);
                    Pauses.pause(pace, took.compareTo(longest) < 0 ? took : longest, "What was committed stays.");
                }
            }
            return last;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /// Forgets the work, so that it can be done anew: for the way down of a revision.
    public void forget(Connection connection) throws SQLException {
        begin(connection);
        try (Statement sql = connection.createStatement()) {
            sql.execute("DELETE FROM " + journal() + " WHERE name = " + Sql.literal(name));
        }
    }

    private String journal() {
        return new QualifiedName(table.schema(), "pgsteady_batches").sql();
    }

    private void begin(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute("CREATE TABLE IF NOT EXISTS " + journal()
                    + " (name text PRIMARY KEY, last_key text, rows bigint NOT NULL, complete boolean NOT NULL)");
            sql.execute("INSERT INTO " + journal() + " VALUES (" + Sql.literal(name)
                    + ", NULL, 0, false) ON CONFLICT (name) DO NOTHING");
        }
    }

    /// One batch and its line in the journal; empty when nothing is left.
    private Optional<Progress> batch(Connection connection, String statement) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            String after;
            long rows;
            try (ResultSet line = sql.executeQuery("SELECT complete, rows, last_key FROM " + journal()
                    + " WHERE name = " + Sql.literal(name) + " FOR UPDATE")) {
                line.next();
                if (line.getBoolean(1)) {
                    return Optional.empty();
                }
                rows = line.getLong(2);
                after = line.getString(3) == null
                        ? ""
                        : " WHERE " + Sql.identifier(key) + " > " + Sql.literal(line.getString(3));
            }
            Optional<Bounds> bounds = bounds(sql, after);
            return bounds.isPresent() ? Optional.of(step(connection, statement, bounds.get(), rows)) : complete(sql);
        }
    }

    private Optional<Progress> complete(Statement sql) throws SQLException {
        sql.execute("UPDATE " + journal() + " SET complete = true WHERE name = " + Sql.literal(name));
        return Optional.empty();
    }

    /// The keys of the next batch.
    private record Bounds(Object first, Object last, String lastText, long rows) {}

    private Optional<Bounds> bounds(Statement sql, String after) throws SQLException {
        String column = Sql.identifier(key);
        try (ResultSet found =
                sql.executeQuery("SELECT (array_agg(k ORDER BY k))[1], (array_agg(k ORDER BY k DESC))[1],"
                        + " (array_agg(k ORDER BY k DESC))[1]::text, count(*) FROM (SELECT " + column + " AS k FROM "
                        + table.sql() + after + " ORDER BY " + column + " LIMIT " + size + ") s")) {
            found.next();
            return found.getLong(4) == 0
                    ? Optional.empty()
                    : Optional.of(
                            new Bounds(found.getObject(1), found.getObject(2), found.getString(3), found.getLong(4)));
        }
    }

    private Progress step(Connection connection, String statement, Bounds bounds, long before) throws SQLException {
        try (PreparedStatement work = connection.prepareStatement(statement)) {
            work.setObject(1, bounds.first());
            work.setObject(2, bounds.last());
            work.execute();
        }
        long rows = before + bounds.rows();
        try (Statement sql = connection.createStatement()) {
            sql.execute("UPDATE " + journal() + " SET last_key = " + Sql.literal(bounds.lastText()) + ", rows = " + rows
                    + " WHERE name = " + Sql.literal(name));
        }
        return new Progress(rows, bounds.lastText());
    }
}
