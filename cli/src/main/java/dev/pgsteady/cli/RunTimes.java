package dev.pgsteady.cli;

import dev.pgsteady.core.Problem;
import dev.pgsteady.migrate.RunOptions;
import java.time.Duration;
import picocli.CommandLine.Option;

/// How long a run of migrations waits.
final class RunTimes {
    @Option(
            names = "--lock-timeout",
            paramLabel = "TIME",
            defaultValue = "2s",
            converter = TimeWords.class,
            description = "How long a statement waits for a lock before it is tried again (default: ${DEFAULT-VALUE}).")
    Duration lockTimeout = Duration.ofSeconds(2);

    @Option(
            names = "--statement-timeout",
            paramLabel = "TIME",
            defaultValue = "0s",
            converter = TimeWords.class,
            description = "How long a statement may take in all; 0s for no limit (default: ${DEFAULT-VALUE}).")
    Duration statementTimeout = Duration.ZERO;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "5min",
            converter = TimeWords.class,
            description = {
                "How long in all to wait for another run, and to try one revision again",
                "when locks are in the way (default: ${DEFAULT-VALUE})."
            })
    Duration wait = Duration.ofMinutes(5);

    RunOptions over(RunOptions options) {
        if (lockTimeout.isZero()) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "--lock-timeout is 0, and a statement that waits for a lock for ever makes everybody else wait.",
                    "Give it some time, as in 2s.");
        }
        return options.times(lockTimeout, statementTimeout, wait);
    }
}
