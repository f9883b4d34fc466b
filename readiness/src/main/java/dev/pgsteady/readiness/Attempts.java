package dev.pgsteady.readiness;

import dev.pgsteady.readiness.Live.Part;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Queries that may fail without ending the transaction: each in a savepoint of its own, set and released in the round
/// trip of the query.
final class Attempts {
    private final Statement statement;
    private final Map<Part, String> gaps = new EnumMap<>(Part.class);

    /// @param statement of the transaction that the queries are sent in
    Attempts(Statement statement) {
        this.statement = statement;
    }

    /// Reads something by one [#query].
    @FunctionalInterface
    interface Reading<T> {
        T read() throws SQLException;
    }

    /// What was read; empty, and the part a gap, when the server refused.
    ///
    /// @throws SQLException when the connection is lost
    <T> Optional<T> of(Reading<T> reading, Part part) throws SQLException {
        return of(reading, Set.of(part));
    }

    /// As above, for a query that tells several parts.
    <T> Optional<T> of(Reading<T> reading, Set<Part> parts) throws SQLException {
        try {
            return Optional.of(reading.read());
        } catch (SQLException e) {
            statement.execute("ROLLBACK TO SAVEPOINT pgsteady_live; RELEASE SAVEPOINT pgsteady_live");
            parts.forEach(part -> gaps.putIfAbsent(part, Refusal.words(e)));
            return Optional.empty();
        }
    }

    /// Sends a query in a savepoint.
    static ResultSet query(Statement statement, String sql) throws SQLException {
        boolean rows = statement.execute("SAVEPOINT pgsteady_live;\n" + sql + ";\nRELEASE SAVEPOINT pgsteady_live");
        while (!rows) {
            rows = statement.getMoreResults();
        }
        return statement.getResultSet();
    }

    Map<Part, String> gaps() {
        return gaps;
    }
}
