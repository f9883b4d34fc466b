package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.SqlInput;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// Carries out a revision statement by statement. Each is written down as done, in the same transaction where the
/// statement allows one; so whatever breaks it off, the next run knows where to go on.
final class StatementwiseRun {
    private final RunSession session;
    private final HistoryTable table;
    private final Attempts attempts;
    private final BlockerWatch watch;
    private final Consumer<RunEvent> events;

    StatementwiseRun(RunContext context) {
        this.session = context.session();
        this.table = context.options().table();
        this.attempts = context.attempts();
        this.watch = context.watch();
        this.events = context.events();
    }

    /// Runs what is left of a revision.
    ///
    /// @param before what the history says of it
    void run(Step step, Optional<History.Entry> before) {
        int done = 0;
        try {
            done = start(step, before);
            if (step.revision().code().isPresent()) {
                code(step, step.revision().code().get());
            }
            for (int i = done; i < step.statements().size(); i++) {
                one(step, i);
                done = i + 1;
            }
            finish(step);
        } catch (StatementFailure e) {
            throw e.problem(left(step, done));
        }
    }

    /// As often as it loses against others: it knows itself how far it came.
    private void code(Step step, JavaRevision code) throws StatementFailure {
        attempts.run(step, left -> {
            session.prepare(step);
            watch.under(step, step.revision().file().toString());
            try {
                session.code(step, code);
            } finally {
                watch.nothing();
            }
        });
    }

    private static String left(Step step, int done) {
        if (step.revision().code().isPresent()) {
            return "What it committed stays; the history says that it was begun, and the next 'pgsteady migrate %s' runs it again."
                    .formatted(step.direction().word());
        }
        return "%d of its %d statements are done and stay; the history says so, and the next 'pgsteady migrate %s' goes on from there."
                .formatted(done, step.statements().size(), step.direction().word());
    }

    /// Says in the history that it is under way, and from which statement on.
    private int start(Step step, Optional<History.Entry> before) throws StatementFailure {
        RevisionId id = step.revision().id();
        Optional<History.Entry> running = before.filter(History.Entry::running);
        if (running.isEmpty()) {
            String begun = step.direction() == Direction.UP
                    ? table.begun(step.revision())
                    : table.progress(id, Direction.DOWN, 0);
            attempts.run(step, left -> session.journal(step, begun));
            return 0;
        }
        int done = running.get().done();
        events.accept(new RunEvent.Resumed(step, done));
        if (running.get().direction() == step.direction()) {
            return settled(step, done);
        }
        int skipped = mirrored(step, running.get());
        attempts.run(step, left -> session.journal(step, table.progress(id, step.direction(), skipped)));
        return skipped;
    }

    /// How many statements of the way down take back what was never done. The way down undoes the way up in reverse
    /// order, statement by statement; where the numbers differ nobody knows which belong together.
    private int mirrored(Step down, History.Entry running) throws StatementFailure {
        Step up = Step.of(down.revision(), Direction.UP);
        int done = settled(up, running.done());
        int all = up.statements().size();
        if (all != down.statements().size()) {
            throw new Problem(
                    Problem.Kind.REVISION,
                    "Revision %s was broken off after %d of %d statements, and its way down has %d, so it is not known which of them take back what was done."
                            .formatted(
                                    down.revision(),
                                    done,
                                    all,
                                    down.statements().size()),
                    "Complete it with 'pgsteady migrate up' and then take it back; or undo by hand what was done and say"
                            + " so with 'pgsteady migrate stamp'.");
        }
        return all - done;
    }

    /// The number of statements that are done, counting one that was done and not written down. An index that was left
    /// invalid is dropped.
    private int settled(Step step, int done) throws StatementFailure {
        if (done >= step.statements().size()) {
            return done;
        }
        SqlInput.Statement next = step.statements().get(done);
        Optional<ConcurrentIndex> index = ConcurrentIndex.of(next);
        if (index.isEmpty()) {
            return done;
        }
        attempts.run(step, left -> dropInvalid(step, next, index.get(), left));
        if (!index.get().done(find(step, index.get(), next))) {
            return done;
        }
        events.accept(new RunEvent.FoundDone(step, step.place(next)));
        return done + 1;
    }

    private void one(Step step, int number) throws StatementFailure {
        SqlInput.Statement statement = step.statements().get(number);
        String journal = table.progress(step.revision().id(), step.direction(), number + 1);
        try {
            if (concurrent(statement)) {
                attempts.run(step, left -> alone(step, statement, left));
            } else if (!together(step, statement, journal)) {
                attempts.run(step, left -> alone(step, statement, left));
            } else {
                return;
            }
        } finally {
            watch.nothing();
        }
        attempts.run(step, left -> session.journal(step, journal));
    }

    /// Whether the statement and its line in the history could be one transaction; if not, nothing happened.
    private boolean together(Step step, SqlInput.Statement statement, String journal) throws StatementFailure {
        try {
            attempts.run(step, left -> {
                watch.under(step, step.place(statement));
                try {
                    session.begin(step, statement);
                    session.commit(step, journal);
                } catch (StatementFailure e) {
                    session.rollBack(e);
                    throw e;
                }
            });
            return true;
        } catch (StatementFailure e) {
            if (e.notInTransaction()) {
                return false;
            }
            throw e;
        }
    }

    /// The word keeps nobody else waiting while it waits itself, so it may wait as long as there is patience; giving up
    /// early would throw a half-built index away.
    private static boolean concurrent(SqlInput.Statement statement) {
        String sql = statement.text().toLowerCase(Locale.ROOT);
        return sql.contains("concurrently") && !sql.startsWith("refresh");
    }

    private void alone(Step step, SqlInput.Statement statement, Duration left) throws StatementFailure {
        Optional<ConcurrentIndex> index = ConcurrentIndex.of(statement).filter(ConcurrentIndex::creates);
        if (index.isPresent()) {
            dropInvalid(step, statement, index.get(), left);
        }
        watch.under(step, step.place(statement));
        try {
            session.alone(step, statement, concurrent(statement) ? left : session.lockTimeout());
        } catch (StatementFailure e) {
            watch.nothing();
            index.ifPresent(i -> tidy(step, statement, i, e));
            throw e;
        }
    }

    /// After a failure: what it left is dropped at once if that is possible, and else before the next try.
    private void tidy(Step step, SqlInput.Statement statement, ConcurrentIndex index, StatementFailure failure) {
        try {
            dropInvalid(step, statement, index, session.lockTimeout());
        } catch (StatementFailure e) {
            failure.addSuppressed(e);
        }
    }

    private void dropInvalid(Step step, SqlInput.Statement statement, ConcurrentIndex index, Duration left)
            throws StatementFailure {
        if (!index.creates() || !invalid(find(step, index, statement))) {
            return;
        }
        watch.under(step, step.place(statement));
        session.awaitIndexing(step, statement, index.table());
        Optional<ConcurrentIndex.Found> found = find(step, index, statement);
        if (invalid(found)) {
            String drop =
                    "DROP INDEX CONCURRENTLY " + found.orElseThrow().name().sql();
            session.alone(step, new SqlInput.Statement(drop, statement.line()), left);
            events.accept(new RunEvent.DroppedInvalid(step, found.orElseThrow().name()));
        }
        watch.nothing();
    }

    private static boolean invalid(Optional<ConcurrentIndex.Found> found) {
        return found.filter(f -> f.state() == ConcurrentIndex.State.INVALID).isPresent();
    }

    private Optional<ConcurrentIndex.Found> find(Step step, ConcurrentIndex index, SqlInput.Statement statement)
            throws StatementFailure {
        try {
            return index.find(session.connection());
        } catch (SQLException e) {
            throw new StatementFailure(step, Optional.of(statement), 0, e);
        }
    }

    private void finish(Step step) throws StatementFailure {
        RevisionId id = step.revision().id();
        String journal = switch (step.direction()) {
            case UP -> table.completed(id, step.statements().size());
            case DOWN -> table.remove(id);
        };
        attempts.run(step, left -> session.journal(step, journal));
    }
}
