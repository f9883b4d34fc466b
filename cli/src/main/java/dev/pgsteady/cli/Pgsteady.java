package dev.pgsteady.cli;

import dev.pgsteady.core.Problem;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The main class: finds the verb, runs it, and turns what goes wrong into a sentence and an exit code.
@Command(
        name = "pgsteady",
        versionProvider = Version.class,
        description = "Makes a PostgreSQL database production-ready, and keeps it so.",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nVerbs:%n",
        footer = {"", "Start with 'pgsteady demo', or with 'pgsteady check postgresql://user@host/database'."})
public final class Pgsteady extends Verb {
    @CommandLine.Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    boolean version;

    private Pgsteady() {}

    @Override
    int order() {
        return 0;
    }

    @Override
    int run(Console console) {
        commandLine(List.of()).usage(console.out());
        return 0;
    }

    /// The process.
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        int code = execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    /// Runs one command line and says how it ended. A verb alone on the line has nothing to parse, and is run without
    /// the parser, whose start takes longer than most verbs.
    static int execute(String... arguments) {
        Optional<Verb> alone = arguments.length == 1 ? named(arguments[0]).filter(Verb::standsAlone) : Optional.empty();
        try {
            return alone.map(Pgsteady::runAlone).orElseGet(() -> parseAndRun(arguments));
        } catch (OutOfMemoryError e) {
            return outOfMemory(e, arguments);
        }
    }

    private static int outOfMemory(OutOfMemoryError e, String... arguments) {
        CommonOptions flags = new CommonOptions();
        flags.json = List.of(arguments).contains("--json");
        long megabytes = Runtime.getRuntime().maxMemory() >> 20;
        return Failure.show(
                new Problem(
                        Problem.Kind.CONFIGURATION,
                        "The memory of this program, %d MB, was used up.".formatted(megabytes),
                        "Run it with more, as in PGSTEADY_HEAP=%dm.".formatted(megabytes * 4),
                        e),
                flags,
                flags.console());
    }

    private static int runAlone(Verb verb) {
        Console console = verb.common.console();
        try {
            int code = verb.run(console);
            console.out().flush();
            return code;
        } catch (RuntimeException e) {
            return Failure.show(e, verb.common, console);
        }
    }

    private static int parseAndRun(String... arguments) {
        CommandLine line = commandLine(List.of(arguments));
        Console console = new CommonOptions().console();
        line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        line.setColorScheme(scheme(console));
        line.setUsageHelpWidth(Math.min(100, console.style().width()));
        line.setParameterExceptionHandler((e, args) -> usageProblem(e, console));
        line.setExecutionExceptionHandler((e, command, result) -> Failure.show(e, flags(result), console));
        int code = line.execute(arguments);
        console.out().flush();
        return code;
    }

    private static ColorScheme scheme(Console console) {
        return CommandLine.Help.defaultColorScheme(console.style().colour() ? Ansi.ON : Ansi.OFF);
    }

    private static CommonOptions flags(ParseResult result) {
        ParseResult leaf = result;
        while (leaf.hasSubcommand()) {
            leaf = leaf.subcommand();
        }
        return ((Verb) leaf.commandSpec().userObject()).common;
    }

    private static int usageProblem(ParameterException e, Console console) {
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        String message = String.valueOf(e.getMessage());
        CommonOptions flags = new CommonOptions();
        Problem problem = new Problem(
                Problem.Kind.USAGE,
                message.endsWith(".") ? message : message + ".",
                "See '" + spec.qualifiedName() + " --help'.");
        return Failure.show(problem, flags, console);
    }

    /// The command line with the verb that is asked for. Where none is, the verbs are there by name and
    /// description alone: reading the options of all of them costs more than the rest of a start. For the same
    /// reason a verb is found by its class's name, which is `<Name>Verb`, and not by its annotation.
    static CommandLine commandLine(List<String> arguments) {
        Optional<Verb> named = arguments.stream().findFirst().flatMap(Pgsteady::named);
        // An argument that begins with @ names a file to some options; it is no place for more arguments.
        CommandLine root = new CommandLine(new Pgsteady()).setExpandAtFiles(false);
        named.ifPresentOrElse(
                verb -> root.addSubcommand(name(verb), withActions(verb, arguments)),
                () -> verbs().forEach(v -> root.addSubcommand(name(v), outline(v.getClass()))));
        return root;
    }

    /// A verb with the action that is asked for, or with all it has. An action is found as a verb is: the name of its
    /// class is that of the verb's and the word for it.
    private static CommandLine withActions(Verb verb, List<String> arguments) {
        CommandLine line = new CommandLine(verb);
        String second = arguments.size() > 1 ? arguments.get(1) : "";
        verb.actions()
                .flatMap(type -> called(providers(type), name(verb) + second))
                .map(List::<Verb>of)
                .orElseGet(() -> actions(verb))
                .forEach(a -> line.addSubcommand(name(a), a));
        return line;
    }

    private static Optional<Verb> named(String word) {
        return called(providers(Verb.class), word + "Verb").map(v -> v);
    }

    private static <T extends Verb> Optional<T> called(Stream<ServiceLoader.Provider<T>> providers, String name) {
        return providers
                .filter(p -> p.type().getSimpleName().equalsIgnoreCase(name))
                .findFirst()
                .map(ServiceLoader.Provider::get);
    }

    private static CommandSpec outline(Class<? extends Verb> verb) {
        CommandSpec outline = CommandSpec.create().name(command(verb).name());
        outline.usageMessage().description(command(verb).description());
        return outline;
    }

    private static <T extends Verb> Stream<ServiceLoader.Provider<T>> providers(Class<T> type) {
        return ServiceLoader.load(type, Pgsteady.class.getClassLoader()).stream();
    }

    /// All verbs in the order of the help page.
    static List<Verb> verbs() {
        return inOrder(Verb.class).map(Verb.class::cast).toList();
    }

    /// All that can be done with a verb, in the order of its page.
    static List<Verb> actions(Verb verb) {
        return verb.actions().stream()
                .flatMap(Pgsteady::inOrder)
                .map(Verb.class::cast)
                .toList();
    }

    private static <T extends Verb> Stream<T> inOrder(Class<T> type) {
        return providers(type).map(ServiceLoader.Provider::get).sorted(Comparator.comparingInt(Verb::order));
    }

    static String name(Verb verb) {
        return command(verb.getClass()).name();
    }

    private static Command command(Class<? extends Verb> verb) {
        Command command = verb.getAnnotation(Command.class);
        if (command == null) {
            throw new IllegalStateException(verb + " has no @Command");
        }
        return command;
    }
}
