package dev.pgsteady.migrate;

import dev.pgsteady.core.Pace;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Carries out steps, one after another. The lock is held by whoever calls.
final class Runner {
    private final RunOptions options;
    private final Pace pace;
    private final Consumer<RunEvent> events;

    Runner(RunOptions options, Pace pace, Consumer<RunEvent> events) {
        this.options = options;
        this.pace = pace;
        this.events = events;
    }

    /// Carries them out in order; stops at the first that fails.
    ///
    /// @param session where
    /// @param control another connection, to look from while the first is busy
    /// @param history what the database says of its revisions
    void run(RunSession session, Connection control, History history, List<Step> steps) {
        try (BlockerWatch watch = new BlockerWatch(control, session.pid(), options.lockTimeout(), events)) {
            RunContext context = new RunContext(
                    session, options, new Attempts(options.patience(), pace, watch, events), watch, events);
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                long from = System.nanoTime();
                events.accept(new RunEvent.Began(step, i + 1, steps.size()));
                one(context, step, history);
                events.accept(new RunEvent.Finished(step, Duration.ofNanos(System.nanoTime() - from)));
            }
        }
    }

    private static void one(RunContext context, Step step, History history) {
        var before = history.find(step.revision().id());
        if (step.revision().transactional()
                && before.filter(History.Entry::running).isEmpty()) {
            new TransactionalRun(context).run(step);
        } else {
            new StatementwiseRun(context).run(step, before);
        }
    }
}
