package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.ConnectionSettings;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Opens a prompt on a database.
@AutoService(Verb.class)
@Command(
        name = "psql",
        description = {
            "Open a prompt on a database: the real psql where it is installed, otherwise a small one of our own",
            "that runs SQL and prints tables."
        })
public final class PsqlVerb extends Verb {
    @Mixin
    private final TargetOption target = new TargetOption();

    @Option(
            names = {"-c", "--command"},
            paramLabel = "SQL",
            description = "Run this and end.")
    private Optional<String> command = Optional.empty();

    @Option(names = "--own", description = "Our own prompt, even where psql is installed.")
    private boolean own;

    @Override
    int order() {
        return 30;
    }

    @Override
    int run(Console console) {
        ConnectionSettings settings = target.settings(console, TargetOption.configuration());
        Optional<InstalledPsql> installed = own || common.json ? Optional.empty() : InstalledPsql.find();
        return installed
                .map(psql -> psql.run(settings, command))
                .orElseGet(() -> new SqlPrompt(console, common.json).run(settings, command));
    }
}
