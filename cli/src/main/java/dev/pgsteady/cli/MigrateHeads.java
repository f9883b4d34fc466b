package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.migrate.Revision;
import java.util.List;
import picocli.CommandLine.Command;

/// Lists the heads.
@AutoService(MigrateAction.class)
@Command(name = "heads", description = "List the revisions that no other comes after. Asks no database.")
public final class MigrateHeads extends MigrateAction {
    @Override
    int order() {
        return 5;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        List<Revision> heads = folder(configuration).read().sound().heads();
        if (json(configuration)) {
            console.text(Json.object(root -> json(root.putArray("heads"), heads)));
        } else {
            heads.forEach(r -> console.line(line(console, r.id(), r.message())));
        }
        return 0;
    }
}
