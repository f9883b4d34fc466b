package dev.pgsteady.cli;

import picocli.CommandLine.Parameters;

/// Which backup is meant.
final class BackupArgument {
    @Parameters(
            arity = "0..1",
            paramLabel = "BACKUP",
            defaultValue = "latest",
            description = "Its id, the beginning of it, or latest. Default: ${DEFAULT-VALUE}.")
    String backup = "latest";
}
