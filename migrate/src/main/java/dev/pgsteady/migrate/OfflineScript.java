package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.SqlInput;
import java.util.ArrayList;
import java.util.List;

/// Steps as a script for psql, history and all, for those who let nobody but themselves run SQL.
final class OfflineScript {
    private final RunOptions options;
    private final List<String> lines = new ArrayList<>();

    OfflineScript(RunOptions options) {
        this.options = options;
    }

    /// @param create whether the table of the history has to be made first
    String write(List<Step> steps, boolean create) {
        lines.add("-- Run with: psql --no-psqlrc --file THIS_FILE DATABASE");
        lines.add("\\set ON_ERROR_STOP on");
        lines.add("SET lock_timeout = " + options.lockTimeout().toMillis() + ";");
        lines.add("SET statement_timeout = " + options.statementTimeout().toMillis() + ";");
        if (create) {
            lines.add("");
            lines.add("BEGIN;");
            lines.add(options.table().create());
            lines.add("COMMIT;");
        }
        steps.forEach(OfflineScript::refuseJava);
        steps.forEach(this::step);
        return String.join("\n", lines) + "\n";
    }

    private static void refuseJava(Step step) {
        if (step.revision().code().isPresent()) {
            throw new Problem(
                    Problem.Kind.REVISION,
                    step.revision() + " is Java (" + step.revision().file() + "), and a script cannot run it.",
                    "Write the script up to the revision before it, run 'pgsteady migrate up --to "
                            + step.revision().id() + "', and go on with a script from there.");
        }
    }

    private void step(Step step) {
        lines.add("");
        lines.add("-- " + step.direction().word() + " " + step.revision());
        if (step.revision().transactional()) {
            lines.add("BEGIN;");
            step.statements().forEach(this::statement);
            lines.add(last(step) + ";");
            lines.add("COMMIT;");
        } else {
            alone(step);
        }
    }

    private void alone(Step step) {
        HistoryTable table = options.table();
        RevisionId id = step.revision().id();
        lines.add(
                switch (step.direction()) {
                    case UP -> table.begun(step.revision()) + ";";
                    case DOWN -> table.progress(id, Direction.DOWN, 0) + ";";
                });
        for (int i = 0; i < step.statements().size(); i++) {
            statement(step.statements().get(i));
            lines.add(table.progress(id, step.direction(), i + 1) + ";");
        }
        lines.add(
                switch (step.direction()) {
                    case UP -> table.completed(id, step.statements().size()) + ";";
                    case DOWN -> table.remove(id) + ";";
                });
    }

    private String last(Step step) {
        return switch (step.direction()) {
            case UP ->
                options.table().applied(step.revision(), step.statements().size());
            case DOWN -> options.table().remove(step.revision().id());
        };
    }

    /// On a line of its own, because the statement may end in a comment.
    private void statement(SqlInput.Statement statement) {
        lines.add(statement.text() + "\n;");
    }
}
