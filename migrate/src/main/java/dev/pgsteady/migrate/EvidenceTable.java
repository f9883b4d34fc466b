package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.StatementWords;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/// The table beside the history in which commands write what they found out, so that a check of the
/// database can count it. One row for each kind: what was found last.
///
/// @param name where it is
record EvidenceTable(QualifiedName name) {
    private static final int LAYOUT = 1;

    static EvidenceTable beside(HistoryTable history) {
        return new EvidenceTable(new QualifiedName(history.name().schema(), "pgsteady_evidence"));
    }

    private String create() {
        return """
                CREATE TABLE %1$s (
                    kind text PRIMARY KEY,
                    subject text NOT NULL,
                    passed boolean NOT NULL,
                    summary text NOT NULL,
                    recorded_by text NOT NULL,
                    recorded_at timestamptz NOT NULL,
                    pgsteady_version text NOT NULL
                );
                COMMENT ON TABLE %1$s IS 'What pgsteady found out about this database; layout %2$d';""".formatted(name.sql(), LAYOUT);
    }

    private String upsert(List<Recorded> items) {
        String rows = items.stream().map(EvidenceTable::row).collect(Collectors.joining(", "));
        return "INSERT INTO " + name.sql()
                + " (kind, subject, passed, summary, recorded_by, recorded_at, pgsteady_version) VALUES " + rows
                + " ON CONFLICT (kind) DO UPDATE SET subject = EXCLUDED.subject, passed = EXCLUDED.passed,"
                + " summary = EXCLUDED.summary, recorded_by = EXCLUDED.recorded_by,"
                + " recorded_at = EXCLUDED.recorded_at, pgsteady_version = EXCLUDED.pgsteady_version";
    }

    private static String row(Recorded item) {
        return "(" + Sql.literal(item.kind().word()) + ", " + Sql.literal(item.subject()) + ", " + item.passed() + ", "
                + Sql.literal(item.summary()) + ", session_user, clock_timestamp(), " + Sql.literal(ToolVersion.TEXT)
                + ")";
    }

    /// Writes down what was found, in place of what was found before; makes the table where it is not there.
    ///
    /// @throws Problem when the role may not, or the database takes no writes
    void write(Connection connection, List<Recorded> items) {
        if (items.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '2s'");
            try {
                statement.execute(upsert(items));
            } catch (SQLException e) {
                if (!"42P01".equals(e.getSQLState())) {
                    throw e;
                }
                statement.execute(create() + upsert(items));
            } finally {
                statement.execute("RESET lock_timeout");
            }
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }
}
