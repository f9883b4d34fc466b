package dev.pgsteady.cli;

import dev.pgsteady.backup.RunbookTrial;
import dev.pgsteady.core.Problem;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/// A command line of this program, parsed and carried out within this process, on a console that nobody sees.
final class OwnCommand {
    private OwnCommand() {}

    static RunbookTrial.Ended run(List<String> arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        try {
            CommandLine.ParseResult parsed =
                    Pgsteady.commandLine(arguments).parseArgs(arguments.toArray(String[]::new));
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
            Verb verb = (Verb) parsed.commandSpec().userObject();
            return new RunbookTrial.Ended(verb.run(Console.of(Map.of(), stream, stream)), said(said));
        } catch (Problem e) {
            return new RunbookTrial.Ended(e.kind().exitCode(), e.getMessage() + " " + e.next());
        } catch (CommandLine.ParameterException e) {
            return new RunbookTrial.Ended(Problem.Kind.USAGE.exitCode(), String.valueOf(e.getMessage()));
        }
    }

    private static String said(ByteArrayOutputStream all) {
        return all.toString(StandardCharsets.UTF_8).lines().reduce("", (before, last) -> last);
    }
}
