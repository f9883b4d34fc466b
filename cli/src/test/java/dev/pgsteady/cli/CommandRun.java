package dev.pgsteady.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/// A command line run as the program does, on a console of its own.
///
/// @param code how it ended
/// @param out  what it printed as its result
/// @param err  what it said about its work
record CommandRun(int code, String out, String err) {
    /// @throws dev.pgsteady.core.Problem what the program would show and end with
    static CommandRun of(String... line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CommandLine root = Pgsteady.commandLine(List.of(line));
        var parsed = root.parseArgs(line);
        Verb verb = (Verb) parsed.subcommand().subcommand().commandSpec().userObject();
        int code = verb.run(Console.of(
                Map.of(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)));
        return new CommandRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
