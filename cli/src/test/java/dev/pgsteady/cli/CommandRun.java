package dev.pgsteady.cli;

import dev.pgsteady.testkit.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Parses lines as the program does and runs them, on a console of its own.
final class CommandRun {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private int code;

    /// Runs one line.
    ///
    /// @throws dev.pgsteady.core.Problem what the program would show and end with
    static CommandRun of(String... line) {
        CommandRun run = new CommandRun();
        run.run(List.of(line));
        return run;
    }

    /// How the last one ended.
    int code() {
        return code;
    }

    /// Runs an action of a verb with a folder of revisions.
    int run(String verb, String action, Path folder, String... options) {
        List<String> line = new ArrayList<>(List.of(verb, action, "--dir", folder.toString()));
        line.addAll(List.of(options));
        return run(line);
    }

    int run(List<String> line) {
        out.reset();
        err.reset();
        CommandLine root = Pgsteady.commandLine(line);
        CommandLine.ParseResult parsed = root.parseArgs(line.toArray(String[]::new));
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        Console console = Console.of(
                Map.of(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        code = ((Verb) parsed.commandSpec().userObject()).run(console);
        return code;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return JsonMapper.builder().build().readTree(out());
    }

    static String url(TestDatabase database) {
        var address = database.address();
        return "postgresql://%s:%s@%s:%d/%s"
                .formatted(address.user(), address.readPassword(), address.host(), address.port(), database.name());
    }
}
