package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.migrate.Address;
import dev.pgsteady.migrate.Drafts;
import dev.pgsteady.migrate.History;
import dev.pgsteady.migrate.Migrations;
import dev.pgsteady.migrate.Revision;
import dev.pgsteady.migrate.RevisionFolder;
import dev.pgsteady.migrate.RevisionGraph;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Puts one branch behind another.
@AutoService(MigrateAction.class)
@Command(
        name = "rebase",
        description = {
            "Put the branch of one head behind another head, by changing the parents of its first revision.",
            "Of two heads it is the one that the database has nothing of, and of two such the younger."
        })
public final class MigrateRebase extends MigrateOnDatabase {
    @Option(names = "--branch", paramLabel = "REVISION", description = "The head of the branch that goes behind.")
    private Optional<String> branch = Optional.empty();

    @Option(names = "--onto", paramLabel = "REVISION", description = "The head that it goes behind.")
    private Optional<String> onto = Optional.empty();

    @Override
    int order() {
        return 9;
    }

    @Override
    int run(Console console, Configuration configuration, Migrations migrations) {
        RevisionFolder folder = folder(configuration);
        RevisionGraph graph = folder.read().sound();
        Drafts drafts = MigrateWrite.drafts(folder);
        History history = migrations.history();
        List<Revision> pair = branch.isPresent() && onto.isPresent()
                ? List.of(one(graph, branch.get()), one(graph, onto.get()))
                : drafts.candidates(history);
        List<Revision> changed = drafts.rebase(pair.getFirst(), pair.getLast(), history);
        if (json(configuration)) {
            console.text(Json.object(root -> json(root.putArray("changed"), changed)));
        } else {
            changed.forEach(r -> console.line(r.file() + " now comes after " + pair.getLast() + "."));
        }
        return 0;
    }

    private static Revision one(RevisionGraph graph, String place) {
        return MigrateShow.one(graph, Address.parse(place), place);
    }
}
