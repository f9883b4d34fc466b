package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// COPY ... FROM a file or a program.
@AutoService(LintRule.class)
public final class CopyFromOutside implements LintRule {
    private static final Words WORDS = new Words(
            "copy-from-outside",
            Severity.MEDIUM,
            Cost.SAME,
            "Rows come from a file or a program of the server",
            "The file has to be there on every server, and the role needs rights that let it read"
                    + " files or run programs.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!(at.shape() instanceof Shape.CopyIn copy)) {
            return List.of();
        }
        if (copy.source().equals("stdin") && !at.ours()) {
            return List.of();
        }
        return List.of(Hit.of(
                switch (copy.source()) {
                    case "stdin" -> "COPY FROM STDIN has no input here.";
                    case "program" -> "COPY runs a program on the server.";
                    default -> "COPY reads a file of the server.";
                },
                "INSERT INTO ... VALUES ..., or load the rows outside of migrations."));
    }
}
