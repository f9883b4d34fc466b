package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Problem;
import dev.pgsteady.migrate.Drafts;
import dev.pgsteady.migrate.Revision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Writes a new revision.
@AutoService(MigrateAction.class)
@Command(name = "new", description = "Write the file of a new revision behind the head. Asks no database.")
public final class MigrateNew extends MigrateWrite {
    @Option(names = "--empty", description = "With nothing in it yet, to be written by hand.")
    private boolean empty;

    @Option(
            names = "--no-transaction",
            description = "For statements that cannot run in a transaction, as CREATE INDEX CONCURRENTLY.")
    private boolean alone;

    @Override
    int order() {
        return 7;
    }

    @Override
    Revision write(Drafts drafts) {
        if (!empty) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "It is not said what the new revision is made from.",
                    "Say --empty, and write the SQL yourself.");
        }
        return drafts.empty(message, !alone);
    }
}
