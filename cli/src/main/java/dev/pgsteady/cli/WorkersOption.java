package dev.pgsteady.cli;

import picocli.CommandLine.Option;

/// How much is done at once.
final class WorkersOption {
    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "2",
            description = "Connections that copy, load or read rows at once. Default: ${DEFAULT-VALUE}.")
    int workers = 2;
}
