package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.migrate.Address;
import dev.pgsteady.migrate.Squash;
import dev.pgsteady.migrate.TrialServer;
import java.security.SecureRandom;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Puts one revision in the place of many.
@AutoService(MigrateAction.class)
@Command(
        name = "squash",
        description = {
            "Put one revision in the place of all up to a place. It is proved on a throw-away server before",
            "anything is written; the old files go to the folder 'squashed' beside it. A database that has all",
            "of the old ones has the new one; one that has some goes up with the old files first."
        })
public final class MigrateSquash extends MigrateAction {
    @Option(
            names = {"-m", "--message"},
            paramLabel = "WORDS",
            required = true,
            description = "What the new revision is, in a few words.")
    private String message = "";

    @Option(
            names = "--to",
            paramLabel = "PLACE",
            defaultValue = "head",
            description = "The last revision that goes (default: ${DEFAULT-VALUE}).")
    private String to = "head";

    @Option(
            names = "--keep-data",
            description = "Put statements that work on rows behind the schema, in their order, instead of refusing.")
    private boolean keepData;

    @Option(names = "--delete", description = "Delete the old files instead of moving them.")
    private boolean delete;

    @Override
    int order() {
        return 17;
    }

    @Override
    boolean standsAlone() {
        return false;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        Squash squash = new Squash(folder(configuration), InstantSource.system(), new SecureRandom());
        Squash.Result result;
        try (ProgressLine line = new ProgressLine(console);
                TrialServer server = new TrialServer(Machine.here(), line)) {
            result = squash.carryOut(server, new Squash.Wanted(Address.parse(to), message, keepData, delete));
        }
        if (json(configuration)) {
            console.text(Json.object(root -> {
                json(root, result.revision());
                root.put("statementsKept", result.kept());
                json(root.putArray("squashed"), result.squashed());
            }));
        } else {
            console.line("%d revisions became one, with the same schema and rows%s."
                    .formatted(
                            result.squashed().size(),
                            result.kept() == 0 ? "" : "; %d statements on rows were kept".formatted(result.kept())));
            console.line(result.revision().file().toString());
        }
        return 0;
    }
}
