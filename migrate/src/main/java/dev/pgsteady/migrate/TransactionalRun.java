package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.SqlInput;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Carries out a revision in one transaction, its line in the history with it: all of it or nothing.
final class TransactionalRun {
    private static final SqlInput.Statement NOTHING = new SqlInput.Statement("", 1);

    private final RunSession session;
    private final HistoryTable table;
    private final Attempts attempts;
    private final BlockerWatch watch;

    TransactionalRun(RunContext context) {
        this.session = context.session();
        this.table = context.options().table();
        this.attempts = context.attempts();
        this.watch = context.watch();
    }

    void run(Step step) {
        try {
            attempts.run(step, left -> once(step));
        } catch (StatementFailure e) {
            throw e.problem("Nothing of the revision was kept.");
        }
    }

    private void once(Step step) throws StatementFailure {
        try {
            statements(step);
            session.commit(
                    step,
                    switch (step.direction()) {
                        case UP ->
                            table.applied(step.revision(), step.statements().size());
                        case DOWN -> table.remove(step.revision().id());
                    });
        } catch (StatementFailure e) {
            session.rollBack(e);
            throw e;
        } catch (Problem e) {
            session.rollBack(new StatementFailure(step, Optional.empty(), 0, new SQLException(e)));
            throw e;
        } finally {
            watch.nothing();
        }
    }

    private void statements(Step step) throws StatementFailure {
        List<SqlInput.Statement> all = step.statements();
        if (all.isEmpty()) {
            session.begin(step, NOTHING);
        }
        if (step.revision().code().isPresent()) {
            watch.under(step, step.revision().file().toString());
            session.code(step, step.revision().code().get());
        }
        for (int i = 0; i < all.size(); i++) {
            watch.under(step, step.place(all.get(i)));
            if (i == 0) {
                session.begin(step, all.get(i));
            } else {
                session.run(step, all.get(i));
            }
        }
    }
}
