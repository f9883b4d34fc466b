package dev.pgsteady.cli;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.TerminalStyle.Ink;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// How a command that failed says so: a problem in two sentences, a bug with the request to report it.
final class Failure {
    private Failure() {}

    /// Prints it and gives the exit code.
    static int show(Exception thrown, CommonOptions flags, Console console) {
        Problem problem = thrown instanceof Problem known ? known : bug(thrown);
        if (flags.json) {
            console.text(json(problem));
        } else {
            List<String> lines = console.errStyle().wrap("pgsteady: " + problem.getMessage(), 0);
            console.note(lines.getFirst()
                    .replaceFirst("^pgsteady: ", console.errStyle().paint(Ink.RED, "pgsteady: ")));
            lines.stream().skip(1).forEach(console::note);
            console.errStyle().wrap(problem.next(), 2).forEach(l -> console.note("  " + l));
        }
        if (flags.verbose) {
            thrown.printStackTrace(console.err());
        }
        return problem.kind().exitCode();
    }

    private static Problem bug(Exception thrown) {
        return new Problem(
                Problem.Kind.INTERNAL,
                "This is a bug: " + thrown.getClass().getSimpleName() + ": "
                        + Objects.requireNonNullElse(thrown.getMessage(), "no message") + ".",
                "Run it again with --verbose and report what it prints.",
                thrown);
    }

    private static String json(Problem problem) {
        return Json.object(root -> root.put(
                        "problem",
                        problem.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .put("exitCode", problem.kind().exitCode())
                .put("message", problem.getMessage())
                .put("next", problem.next()));
    }
}
