package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Problem;
import dev.pgsteady.migrate.Address;
import dev.pgsteady.migrate.Revision;
import dev.pgsteady.migrate.RevisionFile;
import dev.pgsteady.migrate.RevisionGraph;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Shows a revision.
@AutoService(MigrateAction.class)
@Command(name = "show", description = "Print a revision. Asks no database.")
public final class MigrateShow extends MigrateAction {
    @Parameters(
            paramLabel = "REVISION",
            arity = "0..1",
            defaultValue = "head",
            description = "head, an id or its first digits, or 4f1c~1 (default: ${DEFAULT-VALUE}).")
    private String place = "head";

    @Override
    int order() {
        return 10;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        Revision revision = one(folder(configuration).read().sound(), Address.parse(place), place);
        if (json(configuration)) {
            console.text(Json.object(root -> json(root, revision)
                    .put("checksum", revision.checksum())
                    .put("upgrade", revision.upgrade().sql())
                    .put("downgrade", revision.downgrade().sql())));
        } else {
            console.line("-- " + revision.file());
            console.text(RevisionFile.write(revision));
        }
        return 0;
    }

    static Revision one(RevisionGraph graph, Address address, String written) {
        List<Revision> found = address.in(graph);
        if (found.size() != 1) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "'" + written + "' is " + (found.isEmpty() ? "no revision" : "more than one revision") + ".",
                    "'pgsteady migrate history' lists the revisions.");
        }
        return found.getFirst();
    }
}
