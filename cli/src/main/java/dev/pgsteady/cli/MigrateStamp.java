package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Problem;
import dev.pgsteady.migrate.Address;
import dev.pgsteady.migrate.Migrations;
import dev.pgsteady.migrate.Revision;
import dev.pgsteady.migrate.RunOptions;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Writes the history without running anything.
@AutoService(MigrateAction.class)
@Command(
        name = "stamp",
        description = {
            "Say that the database is at a revision, whoever brought it there: writes the history, runs nothing.",
            "For a database that was there before its migrations, and for a file that was edited.",
            "PLACE is where it is: head, heads, an id or its first digits, or base when it has no revision."
        })
public final class MigrateStamp extends MigrateOnDatabase {
    @Mixin
    private final RunTimes times = new RunTimes();

    @Mixin
    private final PlaceOption place = new PlaceOption();

    private Address to = new Address.Head();

    @Override
    int order() {
        return 12;
    }

    @Override
    void settle() {
        to = place.said(target)
                .orElseThrow(() -> new Problem(
                        Problem.Kind.USAGE,
                        "What the database has is not said.",
                        "Say head, an id or its first digits, or base for a database that has no revision."));
    }

    @Override
    int run(Console console, Configuration configuration, Migrations migrations) {
        List<Revision> revisions = migrations.stamp(to, new MigrateProgress(console));
        if (json(configuration)) {
            console.text(Json.object(root -> json(root.putArray("revisions"), revisions)));
        } else {
            console.line("The history now says that the database has %,d revision%s."
                    .formatted(revisions.size(), revisions.size() == 1 ? "" : "s"));
        }
        return 0;
    }

    @Override
    RunOptions options(Configuration configuration) {
        return times.over(super.options(configuration));
    }
}
