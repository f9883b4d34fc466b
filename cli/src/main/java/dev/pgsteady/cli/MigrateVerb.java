package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Takes a database up and down through its revisions; each thing to do is a [MigrateAction].
@AutoService(Verb.class)
@Command(
        name = "migrate",
        description = "Take a database up and down through its revisions, which are files in a folder.",
        commandListHeading = "%nActions:%n")
public final class MigrateVerb extends Verb {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    int order() {
        return 4;
    }

    @Override
    boolean standsAlone() {
        return false;
    }

    @Override
    Optional<Class<? extends Verb>> actions() {
        return Optional.of(MigrateAction.class);
    }

    @Override
    int run(Console console) {
        spec.commandLine().usage(console.out());
        return 0;
    }
}
