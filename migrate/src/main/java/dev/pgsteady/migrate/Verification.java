package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.SqlInput;
import dev.pgsteady.core.StatementWords;
import dev.pgsteady.schema.plan.Change;
import dev.pgsteady.schema.plan.Model;
import dev.pgsteady.schema.plan.Plan;
import dev.pgsteady.schema.plan.SyntheticRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// Takes a throw-away database with invented rows up through the revisions, and at each of them
/// down and up again: down
/// must give back the schema that was there before.
///
/// @param server    where it is tried
/// @param progress  hears how many of how many revisions are done
public record Verification(TrialServer server, BiConsumer<Integer, Integer> progress) {
    private static final int ROWS = 2;

    /// What came of a revision.
    ///
    /// @param words what is left, or why it failed; empty when it is proved
    public record Outcome(Revision revision, State state, String words) {}

    /// How far a revision can be trusted.
    public enum State {
        /// Down gives back what was there, and up works again.
        PROVED,
        /// It has no way back.
        NO_WAY_BACK,
        /// Down leaves something else than what was there.
        DIFFERS,
        /// A statement failed.
        FAILED
    }

    /// Tries all revisions in order; stops at the first whose way up fails.
    public List<Outcome> of(List<Revision> revisions) {
        List<Outcome> outcomes = new ArrayList<>();
        Connection database = server.empty();
        for (Revision revision : revisions) {
            Outcome outcome = tried(database, revision);
            outcomes.add(outcome);
            progress.accept(outcomes.size(), revisions.size());
            if (outcome.state() == State.FAILED) {
                return outcomes;
            }
        }
        return outcomes;
    }

    private static Outcome tried(Connection database, Revision revision) {
        try {
            Model before = TrialServer.model(database);
            up(database, revision);
            if (revision.downgrade().empty() && !revision.upgrade().empty()) {
                return new Outcome(revision, State.NO_WAY_BACK, "its downgrade is empty");
            }
            java(database, revision, Direction.DOWN);
            TrialServer.run(
                    database,
                    "The downgrade of " + revision,
                    SqlInput.statements(revision.downgrade().sql()));
            List<String> left = Plan.between(TrialServer.model(database), before, "postgres").changes().stream()
                    .map(Change::words)
                    .toList();
            up(database, revision);
            return left.isEmpty()
                    ? new Outcome(revision, State.PROVED, "")
                    : new Outcome(revision, State.DIFFERS, "after it there are left: " + String.join(", ", left));
        } catch (Problem e) {
            return new Outcome(revision, State.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private static void java(Connection database, Revision revision, Direction direction) {
        if (revision.code().isEmpty()) {
            return;
        }
        Connection lent = LentConnection.of(database, revision.transactional());
        try {
            switch (direction) {
                case UP -> revision.code().get().up(lent);
                case DOWN -> revision.code().get().down(lent);
            }
            database.setAutoCommit(true);
        } catch (SQLException e) {
            throw StatementWords.of(e);
        } catch (IllegalStateException | IllegalArgumentException | UnsupportedOperationException e) {
            throw new Problem(
                    Problem.Kind.REVISION, revision + " failed: " + e + ".", "Mend " + revision.file() + ".", e);
        }
    }

    private static void up(Connection database, Revision revision) {
        java(database, revision, Direction.UP);
        TrialServer.run(
                database,
                "The upgrade of " + revision,
                SqlInput.statements(revision.upgrade().sql()));
        new SyntheticRows(TrialServer.model(database).snapshot().schema()).fill(database, ROWS);
    }
}
