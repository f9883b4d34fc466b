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
        Configuration configuration = TargetOption.configuration();
        if (!asksDatabase()) {
            return offline(console, configuration);
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

    RunOptions options(Configuration configuration) {
        return RunOptions.USUAL.in(HistoryTable.in(configuration.migrate().schema()));
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
