package dev.pgsteady.readiness;

import dev.pgsteady.core.Configuration.Suppression;
import dev.pgsteady.core.Nearest;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Timeouts;
import dev.pgsteady.schema.Snapshot;
import dev.pgsteady.schema.Snapshot.Unseen;
import dev.pgsteady.schema.SnapshotReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
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
    /// @throws Problem when the connection breaks, the catalog cannot be read, or a suppression is for no rule
    public Report check(Connection connection, CheckOptions options) {
        requireKnown(options.suppressions());
        return judge(look(connection, options), options.suppressions());
    }

    /// Reads all that is judged: what [#check] does before it judges.
    ///
    /// @throws Problem when the connection breaks or the catalog cannot be read
    public Facts look(Connection connection, CheckOptions options) {
        Facts facts = settled(connection, options);
        ReferenceSampler.Taken references = new ReferenceSampler().sample(connection, facts);
        Samples samples = new Samples(
                references.samples(),
                references.left(),
                new SequenceSampler(System::nanoTime).sample(connection, facts),
                new PlanSampler(System::nanoTime).sample(connection, facts));
        Live whole = facts.live().with(samples, new HistoryReader().read(connection, facts), options.tls());
        return new Facts(facts.snapshot(), whole, facts.evidence());
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
                Live live = new LiveReader().read(connection, snapshot);
                EvidenceReader.Found recorded = EvidenceReader.readWithin(connection, snapshot);
                List<Unseen> unseen = new ArrayList<>(live.gaps().unseen());
                unseen.addAll(recorded.unseen());
                return new Facts(
                        whole(snapshot, unseen), live, options.evidence().and(recorded.evidence()));
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

    /// The snapshot with all that could not be seen, whoever looked for it.
    private static Snapshot whole(Snapshot snapshot, List<Unseen> others) {
        List<Unseen> unseen = new ArrayList<>(snapshot.unseen());
        unseen.addAll(others);
        return new Snapshot(snapshot.server(), snapshot.schema(), snapshot.cluster(), snapshot.statistics(), unseen);
    }

    private static void limit(Connection connection, Timeouts timeouts) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = %d; SET LOCAL lock_timeout = %d"
                    .formatted(timeouts.statement().toMillis(), timeouts.lock().toMillis()));
        }
    }

    /// Judges a database from what was read of it. Pure.
    public Report judge(Facts facts, List<Suppression> suppressions) {
        return Report.of(facts, rules, suppressions);
    }

    /// @throws Problem CONFIGURATION when one of them is for a rule that does not exist
    public void requireKnown(List<Suppression> suppressions) {
        suppressions.stream()
                .filter(s -> rules.find(s.rule()).isEmpty())
                .findFirst()
                .ifPresent(this::unknown);
    }

    private void unknown(Suppression suppression) {
        List<String> ids = rules.all().stream().map(r -> r.words().id().value()).toList();
        throw new Problem(
                Problem.Kind.CONFIGURATION,
                "%s suppresses %s, and there is no such rule."
                        .formatted(suppression.origin().words(), suppression.rule()),
                "'pgsteady rules' lists them."
                        + Nearest.suggestion(suppression.rule().value(), ids));
    }
}
