package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.migrate.Direction;
import picocli.CommandLine.Command;

/// Goes up.
@AutoService(MigrateAction.class)
@Command(
        name = "up",
        description = {
            "Apply the revisions that the database has not got yet. A revision that was broken off is gone on with.",
            "A statement gives a lock up after --lock-timeout, so that nobody queues behind it, and is tried again.",
            "PLACE is where to go: head when left out, heads, +2, an id or its first digits, or 4f1c~1."
        })
public final class MigrateUp extends MigrateRun {
    @Override
    int order() {
        return 1;
    }

    @Override
    Direction direction() {
        return Direction.UP;
    }

    @Override
    String usual() {
        return "head";
    }
}
