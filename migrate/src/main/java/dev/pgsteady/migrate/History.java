package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.StatementWords;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a database says of its revisions, in the order in which they were applied.
///
/// @param kept    whether there is a table for it
/// @param entries by id
public record History(boolean kept, Map<RevisionId, Entry> entries) {
    private static final Set<String> NO_TABLE = Set.of("42P01", "3F000");

    /// A revision that a database has or that is under way.
    ///
    /// @param id            the revision
    /// @param message       what it was for when it was applied
    /// @param checksum      [Revision#checksum()] when it was applied
    /// @param state         whether it is complete
    /// @param direction     which way it is going, when it is not complete
    /// @param done          how many statements are done
    /// @param by            the role
    /// @param at            when it began, by the server's clock
    /// @param took          how long
    /// @param serverVersion the server's version
    /// @param toolVersion   pgsteady's version
    public record Entry(
            RevisionId id,
            String message,
            String checksum,
            State state,
            Direction direction,
            int done,
            String by,
            Instant at,
            Duration took,
            String serverVersion,
            String toolVersion) {
        /// Whether it is complete.
        public enum State {
            APPLIED,
            RUNNING
        }

        /// Whether its statements were broken off.
        public boolean running() {
            return state == State.RUNNING;
        }
    }

    public History {
        entries = new LinkedHashMap<>(entries);
    }

    /// Nothing was ever applied.
    public static final History NONE = new History(false, Map.of());

    /// The ids of everything that is applied or under way.
    public Set<RevisionId> ids() {
        return entries.keySet();
    }

    /// What it says of a revision.
    public Optional<Entry> find(RevisionId id) {
        return Optional.ofNullable(entries.get(id));
    }

    /// Whether a revision is complete.
    public boolean applied(RevisionId id) {
        return find(id).filter(e -> !e.running()).isPresent();
    }

    /// The revision that was broken off, if one was.
    public Optional<Entry> running() {
        return entries.values().stream().filter(Entry::running).findFirst();
    }

    /// Reads it in one message; a table that is not there says that nothing was applied.
    ///
    /// @throws Problem REVISION when its layout is not known; PERMISSION when the role may not read it
    static History read(Connection connection, HistoryTable table) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(table.read());
            try (ResultSet comment = statement.getResultSet()) {
                comment.next();
                refuse(Optional.ofNullable(comment.getString(1)).orElse(""), table);
            }
            statement.getMoreResults();
            try (ResultSet rows = statement.getResultSet()) {
                return new History(true, entries(rows));
            }
        } catch (SQLException e) {
            if (NO_TABLE.contains(String.valueOf(e.getSQLState()))) {
                return NONE;
            }
            throw denied(e, table);
        }
    }

    private static Map<RevisionId, Entry> entries(ResultSet rows) throws SQLException {
        Map<RevisionId, Entry> entries = new LinkedHashMap<>();
        while (rows.next()) {
            RevisionId id = new RevisionId(rows.getString(1));
            entries.put(
                    id,
                    new Entry(
                            id,
                            rows.getString(2),
                            rows.getString(3),
                            Entry.State.valueOf(rows.getString(4).toUpperCase(Locale.ROOT)),
                            Direction.valueOf(rows.getString(5).toUpperCase(Locale.ROOT)),
                            rows.getInt(6),
                            rows.getString(7),
                            Instant.ofEpochMilli(rows.getLong(8)),
                            Duration.ofMillis(rows.getLong(9)),
                            rows.getString(10),
                            rows.getString(11)));
        }
        return entries;
    }

    private static void refuse(String comment, HistoryTable table) {
        int layout = HistoryTable.layout(comment)
                .orElseThrow(() -> new Problem(
                        Problem.Kind.REVISION,
                        "The table " + table.name() + " does not say in its comment which layout it has.",
                        "If pgsteady made it and the comment was lost, put it back as it is in another database; if"
                                + " it is another program's, keep the history in another schema ([migrate] schema)."));
        if (layout > HistoryTable.LAYOUT) {
            throw new Problem(
                    Problem.Kind.REVISION,
                    "The table " + table.name() + " has layout " + layout
                            + ", and this version of pgsteady knows layouts up to " + HistoryTable.LAYOUT + ".",
                    "Use the version of pgsteady that the others use with this database.");
        }
    }

    private static Problem denied(SQLException e, HistoryTable table) {
        Problem problem = StatementWords.of(e);
        if (problem.kind() != Problem.Kind.PERMISSION) {
            return problem;
        }
        return new Problem(
                Problem.Kind.PERMISSION,
                "This role may not read the history in " + table.name() + ".",
                "Its owner can: GRANT USAGE ON SCHEMA "
                        + Sql.identifier(table.name().schema()) + " TO ...; GRANT SELECT, INSERT, UPDATE, DELETE ON "
                        + table.name() + " TO ...;",
                e);
    }
}
