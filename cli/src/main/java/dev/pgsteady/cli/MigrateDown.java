package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.migrate.Direction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Goes down.
@AutoService(MigrateAction.class)
@Command(
        name = "down",
        description = {
            "Take revisions back, the last one first. What is dropped on the way down is gone.",
            "A revision that was broken off is taken back as far as it had come."
        })
public final class MigrateDown extends MigrateRun {
    @Option(
            names = "--to",
            paramLabel = "PLACE",
            defaultValue = "-1",
            description = "-1, base, or the revision to go back to, which stays (default: ${DEFAULT-VALUE}).")
    private String to = "-1";

    @Override
    int order() {
        return 2;
    }

    @Override
    Direction direction() {
        return Direction.DOWN;
    }

    @Override
    String to() {
        return to;
    }
}
