package dev.pgsteady.readiness;

import dev.pgsteady.core.Configuration.Suppression;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.TransactionOptions;
import dev.pgsteady.schema.Snapshot;
import dev.pgsteady.schema.SnapshotReader;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The front door of the check: facts in, report out.
public final class Readiness {
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
    /// @throws dev.pgsteady.core.Problem when the connection breaks or a statement is refused
    public Report check(Database database, CheckOptions options) {
        Snapshot snapshot = database.inTransaction(
                TransactionOptions.snapshot().timeouts(options.timeouts()),
                connection -> new SnapshotReader().readWithin(connection));
        Live live = new Live(
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                new Live.Statements(false, false, Optional.empty()));
        return judge(new Facts(snapshot, live, options.evidence()), options.suppressions());
    }

    /// Judges a database from what was read of it. Pure.
    public Report judge(Facts facts, List<Suppression> suppressions) {
        LocalDate day = LocalDate.ofInstant(facts.server().at(), ZoneOffset.UTC);
        return Report.of(facts, rules, finding -> suppressions.stream().anyMatch(s -> s.covers(finding, day)));
    }
}
