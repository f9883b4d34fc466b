package dev.pgsteady.readiness;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.readiness.Evidence.Item;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Snapshot;
import dev.pgsteady.schema.Snapshot.Unseen;
import dev.pgsteady.schema.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads what pgsteady's commands wrote down in the database: the tables `pgsteady_evidence`, each beside a
/// `pgsteady_revisions` of the same owner or made by a superuser, so that who may not apply migrations can
/// record nothing of them.
final class EvidenceReader {
    private static final String EVIDENCE = "pgsteady_evidence";
    private static final String REVISIONS = "pgsteady_revisions";
    private static final Map<String, String> COLUMNS = Map.of(
            "kind", "text", "subject", "text", "passed", "bool", "summary", "text", "recorded_at", "timestamptz");
    private static final Map<String, String> HISTORY_COLUMNS =
            Map.of("revision", "text", "state", "text", "position", "int8", "applied_at", "timestamptz");
    private static final int LONGEST = 500;

    /// The last column counts what was applied after the revision up to which it was looked; where that one
    /// is not applied, what was applied since.
    private static final String SQL = """
            SELECT e.kind, e.passed, e.summary, e.recorded_at,
                   (SELECT count(*) FROM {history} r
                     WHERE r.state = 'applied'
                       AND CASE WHEN EXISTS (SELECT FROM {history} s WHERE s.revision = e.subject)
                                THEN r.position > (SELECT s.position FROM {history} s WHERE s.revision = e.subject)
                                ELSE r.applied_at > e.recorded_at END) AS since
              FROM {evidence} e ORDER BY e.kind LIMIT 100""";

    /// What was recorded.
    ///
    /// @param unseen what could not be read, with the right that would show it
    record Found(Evidence evidence, List<Unseen> unseen) {
        Found {
            unseen = List.copyOf(unseen);
        }
    }

    private EvidenceReader() {}

    /// Reads in the transaction of the snapshot.
    ///
    /// @throws SQLException when the connection is lost
    static Found readWithin(Connection connection, Snapshot snapshot) throws SQLException {
        List<Item> items = new ArrayList<>();
        List<Unseen> unseen = new ArrayList<>();
        for (Table table : snapshot.schema().tables()) {
            Optional<Table> history = history(snapshot, table);
            if (history.isPresent()) {
                try {
                    items.addAll(items(connection, table.name(), history.get().name()));
                } catch (SQLException e) {
                    rollBack(connection);
                    unseen.add(unseen(table.name(), snapshot.server().role(), e));
                }
            }
        }
        return new Found(new Evidence(items), unseen);
    }

    /// The history that a table of evidence stands beside.
    private static Optional<Table> history(Snapshot snapshot, Table table) {
        if (!table.name().name().equals(EVIDENCE) || !has(table, COLUMNS)) {
            return Optional.empty();
        }
        return snapshot.schema()
                .table(new QualifiedName(table.name().schema(), REVISIONS))
                .filter(h -> has(h, HISTORY_COLUMNS))
                .filter(h -> h.owner().equals(table.owner()) || superuser(snapshot, table.owner()));
    }

    private static boolean superuser(Snapshot snapshot, String name) {
        return snapshot.cluster().roles().stream().anyMatch(r -> r.name().equals(name) && r.superuser());
    }

    /// Built-in types alone, whose comparison calls nobody's functions.
    private static boolean has(Table table, Map<String, String> columns) {
        return table.kind() == Table.Kind.ORDINARY
                && columns.entrySet().stream()
                        .allMatch(c -> table.column(c.getKey())
                                .map(Column::type)
                                .filter(t -> t.is(c.getValue()))
                                .isPresent());
    }

    private static List<Item> items(Connection connection, QualifiedName table, QualifiedName history)
            throws SQLException {
        String sql = SQL.replace("{evidence}", table.sql()).replace("{history}", history.sql());
        List<Item> items = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SAVEPOINT pgsteady_evidence; SET LOCAL row_security = off");
            OwnersFunctions.refuse(statement, List.of(table, history));
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    item(rows).forEach(items::add);
                }
            }
            statement.execute("RELEASE SAVEPOINT pgsteady_evidence");
        }
        return items;
    }

    private static void rollBack(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK TO SAVEPOINT pgsteady_evidence");
        }
    }

    /// A kind that is not known here is a newer version's. A way back that was tried says nothing of later
    /// revisions.
    private static Stream<Item> item(ResultSet row) throws SQLException {
        String kind = row.getString("kind").toUpperCase(Locale.ROOT);
        String summary = row.getString("summary").replaceAll("\\p{Cntrl}+", " ");
        String brief = summary.substring(0, Math.min(LONGEST, summary.length()));
        boolean passed = row.getBoolean("passed");
        long since = row.getLong("since");
        var at = row.getTimestamp("recorded_at").toInstant();
        return Arrays.stream(Evidence.Kind.values())
                .filter(k -> k.name().equals(kind))
                .map(k -> k == Evidence.Kind.ROLLBACK_PROOF && passed && since > 0
                        ? new Item(
                                k, at, false, "%,d revisions were applied after those that were tried".formatted(since))
                        : new Item(k, at, passed, brief));
    }

    private static Unseen unseen(QualifiedName table, String role, SQLException e) {
        return new Unseen(
                Unseen.Kind.OTHER,
                "What was recorded in %1$s: %2$s; GRANT SELECT ON %1$s, %3$s TO %4$s shows it"
                        .formatted(
                                table.sql(),
                                Refusal.words(e),
                                new QualifiedName(table.schema(), REVISIONS).sql(),
                                Sql.identifier(role)));
    }
}
