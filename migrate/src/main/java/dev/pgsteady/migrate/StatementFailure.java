package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.SqlInput;
import dev.pgsteady.core.StatementWords;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// What the server said to a statement of a revision, or to what is written about it in the history.
final class StatementFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /// Lost against others: a lock not had in time, a deadlock.
    private static final Set<String> LOST = Set.of("55P03", "40P01");

    /// Not in a transaction block; no commit within one.
    private static final Set<String> NOT_IN_TRANSACTION = Set.of("25001", "2D000");

    private final transient Step step;
    private final transient Optional<SqlInput.Statement> statement;
    private final transient SQLException refusal;
    private final int before;

    /// @param before how many characters were sent before the statement in the same message
    StatementFailure(Step step, Optional<SqlInput.Statement> statement, int before, SQLException refusal) {
        super(refusal);
        this.step = step;
        this.statement = statement;
        this.before = before;
        this.refusal = refusal;
    }

    boolean lost() {
        return LOST.contains(state());
    }

    boolean notInTransaction() {
        return statement.isPresent() && NOT_IN_TRANSACTION.contains(state());
    }

    String state() {
        return String.valueOf(refusal.getSQLState());
    }

    /// What the server said, without its detail, which may quote rows.
    String message() {
        return answer().map(m -> String.valueOf(m.getMessage())).orElse(String.valueOf(refusal.getMessage()));
    }

    /// File and line: of the very word, where the server says which.
    String place() {
        return statement
                .map(s -> step.revision().file() + ":" + line(s))
                .orElse(step.revision().file().toString());
    }

    private int line(SqlInput.Statement s) {
        int position = answer().map(ServerErrorMessage::getPosition).orElse(0);
        String text = s.text();
        int points = position - 1 - before;
        if (points <= 0 || points >= text.codePointCount(0, text.length())) {
            return step.line(s);
        }
        return step.line(s)
                + (int) text.substring(0, text.offsetByCodePoints(0, points))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    private Optional<ServerErrorMessage> answer() {
        return refusal instanceof PSQLException e ? Optional.ofNullable(e.getServerErrorMessage()) : Optional.empty();
    }

    /// The failure as a problem.
    ///
    /// @param left what is left of the revision in the database, as a sentence
    Problem problem(String left) {
        if (notInTransaction() && step.revision().transactional()) {
            return notTransactional();
        }
        Problem words = StatementWords.of(refusal);
        String what = statement
                .map(s -> place() + ": " + words.getMessage() + " The statement: " + Step.beginning(s) + ".")
                .orElse(place() + ": writing or committing the revision failed. " + words.getMessage());
        return new Problem(words.kind(), what + " " + left, words.next(), refusal);
    }

    private Problem notTransactional() {
        String header = "-- transactional: no";
        Optional<Integer> line = Optional.empty();
        try {
            line = step.transactionalLine(Files.readString(step.revision().file()));
        } catch (IOException e) {
            addSuppressed(e);
        }
        String change = line.map(n -> "Change line " + n + " of the file to '" + header + "'")
                .orElse("Add the line '" + header + "' to the header of the file");
        return new Problem(
                Problem.Kind.REVISION,
                place() + ": this statement cannot run in a transaction: "
                        + statement.map(Step::beginning).orElse("") + ". Nothing of the revision was kept.",
                change + "; then each of its statements commits on its own.",
                refusal);
    }
}
