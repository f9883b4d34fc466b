package dev.pgsteady.cli;

import static dev.pgsteady.core.TerminalStyle.fit;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.demo.Counts;
import dev.pgsteady.demo.Demo;
import dev.pgsteady.demo.DemoDatabase;
import dev.pgsteady.demo.Dirt;
import dev.pgsteady.embedded.Address;
import dev.pgsteady.readiness.Report;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Makes the demo database and checks it.
@AutoService(Verb.class)
@Command(
        name = "demo",
        description = {
            "Make a real, badly kept database on a server of its own, check it, and show what was found.",
            "Running it again uses what is there."
        })
public final class DemoVerb extends Verb {
    private static final int SHOWN = 8;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "50000",
            description = "How many users to fill it with, 100 to 5000000 (default: ${DEFAULT-VALUE}).")
    private int users = Demo.USUAL_USERS;

    @Option(names = "--reset", description = "Throw the demo away and make it anew.")
    private boolean reset;

    @Option(names = "--down", description = "Remove the demo: server, data and all.")
    private boolean down;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            defaultValue = "pgsteady-report.html",
            description = "Where to write the HTML report (default: ${DEFAULT-VALUE}).")
    private Path report = Path.of("pgsteady-report.html");

    @Override
    int order() {
        return 1;
    }

    @Override
    int run(Console console) {
        if (down && reset) {
            throw new Problem(Problem.Kind.USAGE, "--down and --reset exclude each other.", "Give one of them.");
        }
        Demo demo = Demo.at(ServerOption.stateDirectory());
        return down ? remove(console, demo) : show(console, demo);
    }

    private int remove(Console console, Demo demo) {
        boolean was = demo.down();
        if (common.json) {
            console.text(Json.object(root -> root.put("removed", was)));
        } else {
            console.line(was ? "The demo is removed, with its server and its data." : "There is no demo.");
        }
        return 0;
    }

    private int show(Console console, Demo demo) {
        DemoDatabase database = build(console, demo);
        CheckRun run = new CheckRun(console, settings(database));
        Report found = run.check();
        run.html(found, true, report);
        if (common.json) {
            run.json(found, false);
            return 0;
        }
        intro(console, database.counts());
        run.text(found, found.shown(SHOWN));
        outro(console, database);
        return 0;
    }

    private DemoDatabase build(Console console, Demo demo) {
        try (ProgressLine line = new ProgressLine(console)) {
            dev.pgsteady.demo.Progress progress = (what, done, total) ->
                    line.show(Character.toUpperCase(what.charAt(0)) + what.substring(1), done, total);
            return reset ? demo.reset(users, progress) : demo.up(users, progress);
        }
    }

    private static ConnectionSettings settings(DemoDatabase database) {
        Address address = database.superuser();
        return ConnectionSettings.to(address.host(), address.port(), database.name(), address.user())
                .withPassword(Secret.of(address.readPassword()));
    }

    private static void intro(Console console, Counts counts) {
        console.line(
                "InstantViz turns slides into pictures and bills through Stripe. Its database was made in a hurry:");
        for (Dirt dirt : Dirt.values()) {
            console.line("%,8d %s".formatted(counts.dirt().getOrDefault(dirt, 0L), dirt.words()));
        }
        console.line("");
    }

    private void outro(Console console, DemoDatabase database) {
        console.line("");
        console.line("The whole report is in " + console.style().paint(Ink.BOLD, report.toString())
                + ". What to type next:");
        console.line("");
        List<List<String>> next = List.of(
                List.of(console.self() + " check --server demo --all", "every finding"),
                List.of(console.self() + " explain AC12", "why a rule matters"),
                List.of(console.self() + " psql --server demo", "look around in it"),
                List.of(console.self() + " check postgresql://you@host/database", "the database at work"),
                List.of(console.self() + " demo --down", "remove it, server and all"));
        int width = next.stream().mapToInt(n -> n.getFirst().length()).max().orElse(0) + 2;
        next.forEach(n -> console.line("  " + console.command(fit(n.getFirst(), width)) + n.getLast()));
        console.line("");
        console.line("The application's own address needs no password, which is part of what is wrong:");
        console.line("  " + console.command(database.applicationUrl()));
    }
}
