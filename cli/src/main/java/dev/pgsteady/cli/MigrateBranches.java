package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.migrate.Branch;
import dev.pgsteady.migrate.RevisionId;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/// Lists the branches.
@AutoService(MigrateAction.class)
@Command(
        name = "branches",
        description = "List what leads to each head and to no other, and what it comes after. Asks no database.")
public final class MigrateBranches extends MigrateAction {
    @Override
    int order() {
        return 6;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        List<Branch> branches = Branch.of(folder(configuration).read().sound());
        if (json(configuration)) {
            console.text(Json.object(root -> {
                var all = root.putArray("branches");
                for (Branch branch : branches) {
                    var node = all.addObject();
                    node.put("head", branch.head().id().text());
                    var from = node.putArray("from");
                    branch.from().forEach(id -> from.add(id.text()));
                    json(node.putArray("revisions"), branch.revisions());
                }
            }));
        } else {
            branches.forEach(branch -> text(console, branch));
        }
        return 0;
    }

    private static void text(Console console, Branch branch) {
        String from = branch.from().isEmpty()
                ? "from the beginning"
                : "after " + branch.from().stream().map(RevisionId::text).collect(Collectors.joining(", "));
        console.line("%,d revision%s %s:"
                .formatted(branch.revisions().size(), branch.revisions().size() == 1 ? "" : "s", from));
        branch.revisions().reversed().forEach(r -> console.line("  " + line(console, r.id(), r.message())));
    }
}
