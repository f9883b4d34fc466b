package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.migrate.Drafts;
import dev.pgsteady.migrate.Revision;
import picocli.CommandLine.Command;

/// Joins heads.
@AutoService(MigrateAction.class)
@Command(name = "merge", description = "Write a revision that follows all heads and changes nothing. Asks no database.")
public final class MigrateMerge extends MigrateWrite {
    @Override
    int order() {
        return 8;
    }

    @Override
    Revision write(Drafts drafts) {
        return drafts.merge(message);
    }
}
