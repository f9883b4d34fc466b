package dev.pgsteady.readiness;

import dev.pgsteady.core.Configuration.Suppression;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Timeouts;
import dev.pgsteady.schema.Snapshot;
import dev.pgsteady.schema.SnapshotReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// The front door of the check: facts in, report out.
public final class Readiness {
    private static final int MOST_READS = 5;

    private final Rules rules;

    /// A check by all the rules on the class path.
    public Readiness() {
        this(Rules.installed());
    }

    /// A check by these rules.
    public Readiness(Rules rules) {
        this.rules = rules;
    }

    /// The rules.
    public Rules rules() {
        return rules;
    }

    /// Reads a database and judges it. Changes nothing, waits for no lock.
    ///
    /// @param connection no transaction may be open on it; it is given back so
    /// @throws Problem when the connection breaks, a statement is refused or takes too long
    public Report check(Connection connection, CheckOptions options) {
        return judge(look(connection, options), options.suppressions());
    }

    /// Reads all that is judged: what [#check] does before it judges.
    ///
    /// @throws Problem as [#check] does
    public Facts look(Connection connection, CheckOptions options) {
        Facts facts = settled(connection, options);
        Samples samples = new Samples(
                new ReferenceSampler().sample(connection, facts),
                new SequenceSampler(System::nanoTime).sample(connection, facts),
                new PlanSampler(System::nanoTime).sample(connection, facts));
        Probes probes = facts.live().probes().with(new HistoryReader().read(connection, facts), options.tls());
        return new Facts(facts.snapshot(), facts.live().with(samples, probes), options.evidence());
    }

    /// The facts, read again when objects went away under the reading.
    private static Facts settled(Connection connection, CheckOptions options) {
        for (int left = MOST_READS - 1; ; left--) {
            try {
                return facts(connection, options);
            } catch (Problem e) {
                if (left == 0 || e.kind() != Problem.Kind.BUSY) {
                    throw e;
                }
            }
        }
    }

    /// The catalog and what the server is doing, at one instant.
    private static Facts facts(Connection connection, CheckOptions options) {
        try {
            boolean automatic = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                SnapshotReader.begin(connection);
                limit(connection, options.timeouts());
                Snapshot snapshot = new SnapshotReader().readWithin(connection);
                return new Facts(snapshot, new LiveReader().read(connection, snapshot), options.evidence());
            } finally {
                connection.rollback();
                connection.setAutoCommit(automatic);
            }
        } catch (SQLException e) {
            throw new Problem(
                    Problem.Kind.CONNECTION_LOST,
                    "The connection broke during the check: " + e.getMessage(),
                    "Nothing was changed; run it again.",
                    e);
        }
    }

    private static void limit(Connection connection, Timeouts timeouts) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = %d; SET LOCAL lock_timeout = %d"
                    .formatted(timeouts.statement().toMillis(), timeouts.lock().toMillis()));
        }
    }

    /// Judges a database from what was read of it. Pure.
    public Report judge(Facts facts, List<Suppression> suppressions) {
        LocalDate day = LocalDate.ofInstant(facts.server().at(), ZoneOffset.UTC);
        return Report.of(facts, rules, finding -> suppressions.stream().anyMatch(s -> s.covers(finding, day)));
    }
}
