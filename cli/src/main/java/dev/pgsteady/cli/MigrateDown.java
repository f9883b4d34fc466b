package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.migrate.Direction;
import picocli.CommandLine.Command;

/// Goes down.
@AutoService(MigrateAction.class)
@Command(
        name = "down",
        description = {
            "Take revisions back, the last one first. What is dropped on the way down is gone.",
            "A revision that was broken off is taken back as far as it had come.",
            "PLACE is where to go: -1 when left out, base, or the revision to go back to, which stays."
        })
public final class MigrateDown extends MigrateRun {
    @Override
    int order() {
        return 2;
    }

    @Override
    Direction direction() {
        return Direction.DOWN;
    }

    @Override
    String usual() {
        return "-1";
    }
}
