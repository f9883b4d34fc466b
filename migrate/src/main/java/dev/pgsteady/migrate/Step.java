package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.SqlInput;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// One revision to be carried out in one direction.
///
/// @param revision   what
/// @param direction  which way
/// @param statements its SQL in that direction, taken apart; lines are those of the part, not of the file
public record Step(Revision revision, Direction direction, List<SqlInput.Statement> statements) {
    private static final Pattern TRANSACTION = Pattern.compile(
            "(?is)(begin|commit|end|abort|rollback|start\\s+transaction|prepare\\s+transaction)\\b(?!\\s+(work\\s+)?to\\b).*");
    private static final Pattern COPY = Pattern.compile("(?is)copy\\b.*\\bfrom\\s+stdin\\b.*");

    public Step {
        statements = List.copyOf(statements);
    }

    /// Takes the SQL of a revision apart.
    ///
    /// @throws Problem REVISION for what a revision cannot hold, with its line
    static Step of(Revision revision, Direction direction) {
        Revision.Part part = revision.part(direction);
        SqlInput.Script script = SqlInput.script(part.sql());
        script.open().ifPresent(line -> {
            throw refused(
                    revision,
                    part.line() + line - 1,
                    "begins a string, a quoted name or a comment that never ends.",
                    "Close it.");
        });
        Step step = new Step(revision, direction, script.statements());
        step.statements.forEach(step::admit);
        return step;
    }

    private void admit(SqlInput.Statement statement) {
        String sql = statement.text();
        if (sql.startsWith("\\")) {
            throw refused(
                    revision,
                    line(statement),
                    "has a command of psql: " + beginning(statement) + ".",
                    "Write it as SQL, or take it out.");
        }
        if (COPY.matcher(sql).matches()) {
            throw refused(
                    revision,
                    line(statement),
                    "copies from standard input, and there is none here: " + beginning(statement) + ".",
                    "Write the rows as INSERT ... VALUES.");
        }
        if (TRANSACTION.matcher(sql).matches()) {
            throw refused(
                    revision,
                    line(statement),
                    "begins or ends a transaction: " + beginning(statement) + ".",
                    "Take it out: the whole revision is one transaction, or each of its statements is where the header"
                            + " says '-- transactional: no'.");
        }
    }

    private static Problem refused(Revision revision, int line, String what, String next) {
        return new Problem(Problem.Kind.REVISION, revision.file() + ":" + line + " " + what, next);
    }

    /// The line of the file on which a statement begins.
    int line(SqlInput.Statement statement) {
        return revision.part(direction).line() + statement.line() - 1;
    }

    /// File and line of a statement.
    String place(SqlInput.Statement statement) {
        return revision.file() + ":" + line(statement);
    }

    /// Enough of a statement to know it by, on one line.
    static String beginning(SqlInput.Statement statement) {
        String flat = statement.text().replaceAll("\\s+", " ");
        return flat.length() > 70 ? flat.substring(0, 67) + "..." : flat;
    }

    /// The line of the header that says whether it runs in a transaction, when there is one.
    Optional<Integer> transactionalLine(String text) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches("--\\s*transactional\\s*:.*")) {
                return Optional.of(i + 1);
            }
        }
        return Optional.empty();
    }
}
