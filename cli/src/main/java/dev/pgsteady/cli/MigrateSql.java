package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Problem;
import dev.pgsteady.migrate.Address;
import dev.pgsteady.migrate.Direction;
import dev.pgsteady.migrate.Migrations;
import dev.pgsteady.migrate.RunOptions;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Prints a run as a script.
@AutoService(MigrateAction.class)
@Command(
        name = "sql",
        description = {
            "Print what 'up' or 'down' would run as a script for psql, with what goes into the history.",
            "With --from no database is asked."
        })
public final class MigrateSql extends MigrateOnDatabase {
    @Mixin
    private final RunTimes times = new RunTimes();

    @Option(
            names = "--from",
            paramLabel = "PLACE",
            description = "Where the database is, base for an empty one; it is then not asked. Only upwards.")
    private Optional<String> from = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "PLACE",
            description = "Where it is wanted (when left out: head; with --down: -1).")
    private Optional<String> to = Optional.empty();

    @Option(names = "--down", description = "The way down instead of the way up.")
    private boolean down;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the script to this file.")
    private Optional<Path> output = Optional.empty();

    @Override
    int order() {
        return 11;
    }

    @Override
    boolean asksDatabase() {
        return from.isEmpty();
    }

    @Override
    int offline(Console console, Configuration configuration) {
        if (down) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "--from and --down do not go together.",
                    "Leave --from out; the way down depends on what the database has.");
        }
        Address start = Address.parse(from.orElse("base"));
        return show(
                console,
                configuration,
                Migrations.sql(folder(configuration), options(configuration), start, place("head")));
    }

    @Override
    int run(Console console, Configuration configuration, Migrations migrations) {
        String script =
                down ? migrations.sql(Direction.DOWN, place("-1")) : migrations.sql(Direction.UP, place("head"));
        return show(console, configuration, script);
    }

    private Address place(String standard) {
        return Address.parse(to.orElse(standard));
    }

    private int show(Console console, Configuration configuration, String script) {
        output.ifPresent(file -> WrittenFile.replace(file, script));
        if (json(configuration)) {
            console.text(Json.object(root -> root.put("sql", script)));
        } else if (output.isPresent()) {
            console.note("The script is in " + output.get() + ".");
        } else {
            console.text(script);
        }
        return 0;
    }

    @Override
    RunOptions options(Configuration configuration) {
        return times.over(super.options(configuration));
    }
}
