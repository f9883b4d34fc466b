package dev.pgsteady.cli;

import dev.pgsteady.core.Configuration;
import dev.pgsteady.migrate.Drafts;
import dev.pgsteady.migrate.Revision;
import dev.pgsteady.migrate.RevisionFolder;
import java.security.SecureRandom;
import java.time.InstantSource;
import picocli.CommandLine.Option;

/// Writing the file of a new revision.
abstract class MigrateWrite extends MigrateAction {
    @Option(
            names = {"-m", "--message"},
            paramLabel = "WORDS",
            required = true,
            description = "What it is for, in a few words.")
    String message = "";

    static Drafts drafts(RevisionFolder folder) {
        return new Drafts(folder, InstantSource.system(), new SecureRandom());
    }

    abstract Revision write(Drafts drafts);

    @Override
    final int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        Revision made = write(drafts(folder(configuration)));
        if (json(configuration)) {
            console.text(Json.object(root -> json(root, made)));
        } else {
            console.line(made.file().toString());
        }
        return 0;
    }
}
