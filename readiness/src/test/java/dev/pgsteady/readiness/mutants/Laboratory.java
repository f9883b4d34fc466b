package dev.pgsteady.readiness.mutants;

import dev.pgsteady.readiness.Judgement;
import dev.pgsteady.readiness.RealSchemas;
import dev.pgsteady.readiness.Rules;
import dev.pgsteady.schema.Snapshot;
import dev.pgsteady.schema.SnapshotReader;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One schema in a database, in which defects are made, read and judged, each in a transaction that is rolled back.
final class Laboratory implements AutoCloseable {
    /// Long enough for autovacuum to give way.
    private static final String WRITE =
            "SET TRANSACTION READ WRITE; SET LOCAL lock_timeout = '10s'; SET LOCAL statement_timeout = '60s'";

    /// What the server answers when something depends on what is to be changed: a view on a column, a default that
    /// cannot be converted, a function that is not for such a type.
    private static final Set<String> REFUSALS = Set.of("0A000", "2BP01", "42804", "42883", "42P17");

    private final Rules rules;
    private final TestDatabase database;
    private final Connection connection;
    private final Original original;

    private Laboratory(Rules rules, TestDatabase database, String name) throws SQLException {
        this.rules = rules;
        this.database = database;
        this.connection = database.connect();
        Snapshot snapshot = read("");
        this.original = new Original(name, RealSchemas.facts(snapshot), judged(snapshot));
    }

    static Laboratory of(Path file, Rules rules) throws SQLException, IOException {
        TestDatabase database =
                TestServer.shared().withTemplate(RealSchemas.script(file)).create();
        return new Laboratory(rules, database, RealSchemas.name(file));
    }

    Original original() {
        return original;
    }

    /// Everything that the rules find once the SQL has run, or why the server would not run it.
    Outcome judge(Mutant mutant) throws SQLException {
        try {
            Snapshot spoilt = read(mutant.sql());
            Snapshot before = original.facts().snapshot();
            // Roles and settings belong to the server, which other tests use as well.
            return new Outcome.Judged(judged(new Snapshot(
                    before.server(), spoilt.schema(), before.cluster(), spoilt.statistics(), spoilt.unseen())));
        } catch (SQLException e) {
            if (!REFUSALS.contains(Optional.ofNullable(e.getSQLState()).orElse(""))) {
                throw new SQLException(original.name() + ": " + mutant.sql(), e.getSQLState(), e);
            }
            return new Outcome.Refused(Optional.ofNullable(e.getMessage()).orElse("no message"));
        }
    }

    /// What came of a mutant.
    sealed interface Outcome {
        record Judged(Set<Found> found) implements Outcome {
            public Judged {
                found = Set.copyOf(found);
            }
        }

        record Refused(String reason) implements Outcome {}
    }

    private Snapshot read(String sql) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            SnapshotReader.begin(connection);
            statement.execute(WRITE);
            if (!sql.isEmpty()) {
                statement.execute(sql);
            }
            return new SnapshotReader().readWithin(connection);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private Set<Found> judged(Snapshot snapshot) {
        return rules.judge(RealSchemas.facts(snapshot)).stream()
                .map(Judgement::findings)
                .flatMap(f -> f.stream().map(Found::of))
                .collect(Collectors.toSet());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        database.close();
    }
}
