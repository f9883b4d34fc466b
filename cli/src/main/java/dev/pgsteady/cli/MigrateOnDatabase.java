package dev.pgsteady.cli;

import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Problem;
import dev.pgsteady.migrate.HistoryTable;
import dev.pgsteady.migrate.Migrations;
import dev.pgsteady.migrate.RunOptions;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/// What is done with migrations and a database.
abstract class MigrateOnDatabase extends MigrateAction {
    @Mixin
    final TargetOption target = new TargetOption();

    @Override
    final int run(Console console) {
        settle();
        Configuration configuration = TargetOption.configuration();
        if (!asksDatabase()) {
            return offline(console, configuration);
        }
        if (each().filter(EachOption::wanted).isPresent()) {
            EachOption.Where where = new EachOption.Where(
                    target.settings(console, configuration), options(configuration), folder(configuration), writes());
            return each().get().run(console, json(configuration), where, this::each);
        }
        try (Migrations migrations = new Migrations(
                folder(configuration), target.settings(console, configuration), options(configuration))) {
            return run(console, configuration, migrations);
        }
    }

    /// Says why something was not written down.
    static void note(Console console, Optional<Problem> why) {
        why.ifPresent(p -> console.note("Not written down for 'pgsteady check': " + p.getMessage()));
    }

    /// Makes sense of the words of the command line, before anything else is done.
    void settle() {}

    RunOptions options(Configuration configuration) {
        return RunOptions.USUAL.in(HistoryTable.in(configuration.migrate().schema()));
    }

    /// The options for many schemas or databases, where they make sense.
    Optional<EachOption> each() {
        return Optional.empty();
    }

    /// Does the work in one of many places. Printing is for whoever calls.
    EachOption.Result each(Migrations migrations) {
        throw new IllegalStateException(this + " is for one database");
    }

    /// Whether it changes anything.
    boolean writes() {
        return false;
    }

    /// Whether the options ask for a database at all.
    boolean asksDatabase() {
        return true;
    }

    /// Does the work with the files alone.
    int offline(Console console, Configuration configuration) {
        throw new IllegalStateException(this + " asks a database");
    }

    /// Does the work with the files and a database.
    abstract int run(Console console, Configuration configuration, Migrations migrations);
}
