package dev.pgsteady.cli;

import dev.pgsteady.core.Configuration.Output.Color;
import dev.pgsteady.core.TerminalStyle;
import dev.pgsteady.core.TerminalStyle.Ink;
import java.io.PrintStream;
import java.util.Map;

/// Where a command's words go: results to standard output, everything about the work itself (progress, warnings,
/// problems) to standard error, so that output can be piped.
///
/// @param out      results
/// @param err      all else
/// @param style    how results may look
/// @param errStyle how all else may look
/// @param terminal whether standard error is a terminal, so that a progress bar may move in place
/// @param self     how this program was called, for commands that are shown: `./pgsteady`
public record Console(
        PrintStream out, PrintStream err, TerminalStyle style, TerminalStyle errStyle, boolean terminal, String self) {
    /// The console of this process. The launcher passes on what a shell knows about it: `PGSTEADY_TTY` holds the digits
    /// of the descriptors that are terminals, `COLUMNS` the width.
    static Console of(Map<String, String> environment, PrintStream out, PrintStream err) {
        String terminals = environment.getOrDefault("PGSTEADY_TTY", "");
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "dumb").equals("dumb");
        boolean forced = !environment.getOrDefault("CLICOLOR_FORCE", "").isEmpty();
        boolean errTerminal = terminals.contains("2");
        int width = width(environment);
        return new Console(
                out,
                err,
                new TerminalStyle(width, forced || (terminals.contains("1") && !plain)),
                new TerminalStyle(width, forced || (errTerminal && !plain)),
                errTerminal && !environment.getOrDefault("TERM", "dumb").equals("dumb"),
                environment.getOrDefault("PGSTEADY_SELF", "pgsteady"));
    }

    private static int width(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        boolean usable = columns.matches("[1-9][0-9]{1,3}");
        return usable ? Math.min(120, Integer.parseInt(columns)) : 80;
    }

    /// How results may look when the configuration file has a say; `NO_COLOR` and pipes are what `AUTO` goes by.
    TerminalStyle style(Color wanted) {
        return switch (wanted) {
            case AUTO -> style;
            case ALWAYS -> new TerminalStyle(style.width(), true);
            case NEVER -> new TerminalStyle(style.width(), false);
        };
    }

    /// Prints a line of the result.
    void line(String text) {
        out.println(text);
    }

    /// Prints a text that already ends its lines.
    void text(String text) {
        out.print(text);
        out.flush();
    }

    /// Prints a line about the work itself.
    void note(String text) {
        err.println(text);
    }

    /// A command to type, as it stands in a hint.
    String command(String text) {
        return style.paint(Ink.CYAN, text);
    }
}
