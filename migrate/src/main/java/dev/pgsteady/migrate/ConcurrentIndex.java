package dev.pgsteady.migrate;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.SqlInput;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A statement that makes or drops an index CONCURRENTLY. It has no transaction to undo it: broken off, it leaves an
/// invalid index behind (manual, CREATE INDEX, Building Indexes Concurrently).
///
/// @param creates whether it makes one; otherwise it drops one
/// @param name    the index as the statement writes it
/// @param table   the table as the statement writes it; empty when it drops
record ConcurrentIndex(boolean creates, String name, String table) {
    private static final String IDENTIFIER = "(?:\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)";
    private static final String QUALIFIED = "(" + IDENTIFIER + "(?:\\s*\\.\\s*" + IDENTIFIER + ")?)";
    private static final Pattern CREATE = Pattern.compile("(?is)create\\s+(?:unique\\s+)?index\\s+concurrently\\s+"
            + "(?:if\\s+not\\s+exists\\s+)?(" + IDENTIFIER + ")\\s+on\\s+(?:only\\s+)?" + QUALIFIED + ".*");
    private static final Pattern DROP = Pattern.compile(
            "(?is)drop\\s+index\\s+concurrently\\s+(?:if\\s+exists\\s+)?" + QUALIFIED + "\\s*(?:restrict)?");

    /// How an index is.
    enum State {
        MISSING,
        INVALID,
        VALID
    }

    /// An index in the database.
    record Found(QualifiedName name, State state) {}

    static Optional<ConcurrentIndex> of(SqlInput.Statement statement) {
        Matcher create = CREATE.matcher(statement.text());
        if (create.matches()) {
            return Optional.of(new ConcurrentIndex(true, create.group(1), create.group(2)));
        }
        Matcher drop = DROP.matcher(statement.text());
        return drop.matches() ? Optional.of(new ConcurrentIndex(false, drop.group(1), "")) : Optional.empty();
    }

    /// Looks for it. The server resolves the names, as it would for the statement itself; an index is in the schema of
    /// its table.
    Optional<Found> find(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(creates ? byTable() : byName())) {
            return rows.next()
                    ? Optional.of(new Found(
                            new QualifiedName(rows.getString(1), rows.getString(2)),
                            rows.getBoolean(3) ? State.VALID : State.INVALID))
                    : Optional.empty();
        }
    }

    private String byTable() {
        return """
                SELECT n.nspname, c.relname, i.indisvalid AND i.indisready
                FROM pg_catalog.pg_class t
                JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
                JOIN pg_catalog.pg_class c ON c.relnamespace = t.relnamespace AND c.relkind = 'i'
                JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid AND i.indrelid = t.oid
                WHERE t.oid = pg_catalog.to_regclass(%s)
                    AND c.relname = (pg_catalog.parse_ident(%s))[1]::pg_catalog.name""".formatted(Sql.literal(table), Sql.literal(name));
    }

    private String byName() {
        return """
                SELECT n.nspname, c.relname, i.indisvalid AND i.indisready
                FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
                WHERE c.oid = pg_catalog.to_regclass(%s)""".formatted(Sql.literal(name));
    }

    /// Whether the database is as the statement would leave it.
    boolean done(Optional<Found> found) {
        return creates ? found.filter(f -> f.state() == State.VALID).isPresent() : found.isEmpty();
    }
}
