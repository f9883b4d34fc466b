package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.migrate.Direction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Goes up.
@AutoService(MigrateAction.class)
@Command(
        name = "up",
        description = {
            "Apply the revisions that the database has not got yet. A revision that was broken off is gone on with.",
            "A statement gives a lock up after --lock-timeout, so that nobody queues behind it, and is tried again."
        })
public final class MigrateUp extends MigrateRun {
    @Option(
            names = "--to",
            paramLabel = "PLACE",
            defaultValue = "head",
            description = "head, heads, +2, an id or its first digits, or 4f1c~1 (default: ${DEFAULT-VALUE}).")
    private String to = "head";

    @Override
    int order() {
        return 1;
    }

    @Override
    Direction direction() {
        return Direction.UP;
    }

    @Override
    String to() {
        return to;
    }
}
