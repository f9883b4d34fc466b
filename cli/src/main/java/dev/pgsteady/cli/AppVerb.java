package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Machine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs one of the applications that use pgsteady.
@AutoService(Verb.class)
@Command(
        name = "app",
        description = {
            "Run one of the applications that come with pgsteady, with invented data, until Ctrl-C.",
            "Its database is the one that the environment names (DATABASE_URL, PG*, DB_*), else one on the embedded server."
        })
public final class AppVerb extends Verb {
    private static final int USUAL_PORT = 8080;
    private static final int LAST_PORT = 65_535;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "Which: passport, manifest, instantviz or exportsathi. They are listed when left out.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "The port on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
    private int port = USUAL_PORT;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many users to invent when there are none yet, 0 to 1000000 (default: ${DEFAULT-VALUE}).")
    private int users = 100;

    @Override
    int order() {
        return 24;
    }

    @Override
    int run(Console console) {
        Path folder = Path.of(System.getProperty("pgsteady.apps.dir", "apps"));
        List<String> names = Application.names(folder);
        if (name.isEmpty()) {
            names.forEach(console::line);
            return 0;
        }
        Application application = Application.of(folder, name.get())
                .orElseThrow(() -> new Problem(
                        Problem.Kind.USAGE,
                        "There is no application " + name.get() + ".",
                        names.isEmpty()
                                ? "The applications come with a checkout of pgsteady: run it from there."
                                : "There are " + String.join(", ", names) + "."));
        require();
        boolean fast = Machine.here().fast();
        if (fast && application.unprepared()) {
            try (ProgressLine progress = new ProgressLine(console)) {
                progress.show("Preparing a fast start of " + application.name(), 0, 0);
                application.prepare(port -> arguments(port, 0));
            }
        }
        console.note("Ctrl-C ends it. The page of its interface: http://127.0.0.1:" + port + "/openapi");
        int code = Application.run(
                application.command(fast ? application.prepared() : List.of(), arguments(port, users)), true);
        return code == 143 || code == 130 ? 0 : code;
    }

    private void require() {
        if (port < 1 || port > LAST_PORT || users < 0 || users > 1_000_000) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "A port is 1 to 65535, and users are 0 to 1000000.",
                    "Give other values for --port or --users.");
        }
    }

    private static List<String> arguments(int port, int seeded) {
        List<String> arguments = new ArrayList<>(List.of("--server.address=127.0.0.1", "--server.port=" + port));
        if (seeded > 0) {
            arguments.add("--seed.users=" + seeded);
        }
        return arguments;
    }
}
