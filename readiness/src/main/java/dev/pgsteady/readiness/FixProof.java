package dev.pgsteady.readiness;

import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.schema.Snapshot;
import dev.pgsteady.schema.SnapshotReader;
import dev.pgsteady.schema.plan.DatabaseClone;
import dev.pgsteady.schema.plan.ModelReader;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Tries the fixes of a script on a clone, and checks the clone again.
///
/// What a clone cannot have is taken from the source: how large tables are, how they are used, who is
/// connected. So the clone is judged as if it were the source with the fixes applied.
public final class FixProof {
    private final Readiness readiness;
    private final CheckOptions options;
    private final DatabaseClone.Listener listener;

    /// @param listener hears how far it is
    public FixProof(Readiness readiness, CheckOptions options, DatabaseClone.Listener listener) {
        this.readiness = readiness;
        this.options = options;
        this.listener = listener;
    }

    /// What became of the script on the clone.
    ///
    /// @param outcomes one for each step of the script, in its order
    /// @param fresh    findings that the clone has after the fixes and had not before
    /// @param left     how many findings the clone still has, notes left out
    /// @param copied   what the clone was made of
    /// @param before   the score of the clone before
    /// @param after    the score of the clone after
    /// @param server   the version of the server that the clone was on
    public record Proof(
            List<Outcome> outcomes,
            List<Finding> fresh,
            int left,
            DatabaseClone.Result copied,
            Score before,
            Score after,
            String server) {
        public Proof {
            outcomes = List.copyOf(outcomes);
            fresh = List.copyOf(fresh);
        }

        /// How many steps came to this.
        public long count(State state) {
            return outcomes.stream().filter(o -> o.state() == state).count();
        }
    }

    /// What a step came to.
    public enum State {
        /// Applied, and the finding is gone.
        MENDED("mended"),
        /// Applied, and the finding is still there.
        STAYED("stayed"),
        /// The server refused a statement.
        FAILED("failed"),
        /// Applied, but a clone does not show this finding, so nothing is proved.
        NOT_SHOWN("not shown by a clone");

        private final String words;

        State(String words) {
            this.words = words;
        }

        /// As a reader sees it.
        public String words() {
            return words;
        }
    }

    /// What a step did on the clone.
    ///
    /// @param runs  its statements, as far as they ran
    /// @param error why it failed
    public record Outcome(FixScript.Step step, State state, List<FixRun> runs, Optional<String> error) {
        public Outcome {
            runs = List.copyOf(runs);
        }
    }

    private record Key(RuleId rule, Subject subject) {
        static Set<Key> of(Report report) {
            return report.findings().stream()
                    .filter(f -> f.severity() != Severity.INFO)
                    .map(Key::of)
                    .collect(Collectors.toSet());
        }

        static Key of(Finding finding) {
            return new Key(finding.rule(), finding.subject());
        }
    }

    /// Makes the clone, applies the script, checks again.
    ///
    /// @param source  the database; nothing is changed in it
    /// @param facts   what was read of it
    /// @param scratch where the clone is made
    /// @throws Problem as [DatabaseClone#make] and [Readiness#check] do
    public Proof prove(Connection source, Facts facts, FixScript script, Scratch scratch) {
        Connection clone = scratch.connection();
        DatabaseClone.Result made =
                new DatabaseClone(source, clone, listener).make(new ModelReader().read(source), scratch.rowsPerTable());
        CloneSettings settings = new CloneSettings(clone);
        settings.resemble(facts.snapshot().cluster(), script);
        Snapshot first = new SnapshotReader().read(clone);
        CloneFacts cloned = new CloneFacts(facts, first);
        Report before = judged(cloned.of(first), clone);
        List<Outcome> applied = apply(script, clone);
        settings.reload();
        Report after = judged(cloned.of(new SnapshotReader().read(clone)), clone);
        Set<Key> had = Key.of(before);
        Set<Key> has = Key.of(after);
        Set<Key> fresh = new HashSet<>(has);
        fresh.removeAll(had);
        return new Proof(
                applied.stream().map(o -> settled(o, had, has)).toList(),
                after.findings().stream().filter(f -> fresh.contains(Key.of(f))).toList(),
                has.size(),
                made,
                before.score(),
                after.score(),
                first.server().release());
    }

    /// Where a clone is made.
    ///
    /// @param connection   to an empty database on a throw-away server, as superuser
    /// @param rowsPerTable at most so many rows are copied of each table; 0 for none
    public record Scratch(Connection connection, long rowsPerTable) {}

    private Report judged(Facts facts, Connection clone) {
        ReferenceSampler.Taken references = new ReferenceSampler().sample(clone, facts);
        Samples samples = new Samples(
                references.samples(),
                references.left(),
                new SequenceSampler(System::nanoTime).sample(clone, facts),
                facts.live().samples().plans());
        Facts sampled = new Facts(facts.snapshot(), facts.live().with(samples), facts.evidence());
        return readiness.judge(sampled, options.suppressions());
    }

    private List<Outcome> apply(FixScript script, Connection clone) {
        List<Outcome> outcomes = new ArrayList<>();
        for (FixScript.Step step : script.steps()) {
            FixRun.Attempt attempt = FixRun.all(clone, step.statements());
            outcomes.add(new Outcome(
                    step, attempt.error().isPresent() ? State.FAILED : State.STAYED, attempt.runs(), attempt.error()));
            listener.at("Applying fixes", outcomes.size(), script.steps().size());
        }
        return outcomes;
    }

    private static Outcome settled(Outcome outcome, Set<Key> had, Set<Key> has) {
        Key key = Key.of(outcome.step().finding());
        State state = outcome.state() == State.FAILED
                ? State.FAILED
                : !had.contains(key) ? State.NOT_SHOWN : has.contains(key) ? State.STAYED : State.MENDED;
        return new Outcome(outcome.step(), state, outcome.runs(), outcome.error());
    }
}
