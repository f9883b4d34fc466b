package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.migrate.Proposal;
import dev.pgsteady.migrate.SchemaSource;
import dev.pgsteady.migrate.TrialServer;
import dev.pgsteady.schema.plan.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Compares two schemas.
@AutoService(MigrateAction.class)
@Command(
        name = "diff",
        description = {
            "Print the statements that turn one schema into another.",
            "Exit code 0: there is nothing to do; 1: statements were printed; another one: refused, with the reason."
        })
public final class MigrateDiff extends MigrateAction {
    @Parameters(
            index = "0",
            paramLabel = "OLD",
            description = {
                "A file (*.sql), a database, 'empty', 'revisions' for what the folder gives,",
                "or 'entities' for what those of a Java application want."
            })
    private String old = "";

    @Parameters(index = "1", paramLabel = "NEW", description = "The same.")
    private String wanted = "";

    @Option(names = "--sql", description = "The statements alone, without locks and hazards.")
    private boolean sql;

    @Mixin
    private final EntitiesOption entities = new EntitiesOption();

    @Option(
            names = "--strict",
            description = "With entities as NEW: what they cannot say (views, functions, rights) is a difference too.")
    private boolean strict;

    @Option(names = "--simple", description = "The shortest statements, for a database that nobody uses.")
    private boolean simple;

    @Override
    int order() {
        return 14;
    }

    @Override
    boolean standsAlone() {
        return false;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        Plan plan = plan(console, configuration);
        if (json(configuration)) {
            console.text(Json.object(root -> {
                var changes = root.putArray("changes");
                plan.changes().forEach(c -> PlanJson.write(changes.addObject(), c));
            }));
        } else if (sql) {
            console.text(plan.sql());
        } else {
            plan.changes().forEach(change -> {
                console.line(console.style().paint(Ink.FAINT, "-- " + Proposal.words(change)));
                change.hazards().forEach(h -> console.line(console.style().paint(Ink.YELLOW, "-- " + h.sentence())));
                change.statements().forEach(s -> console.line(s + ";"));
            });
        }
        return plan.isEmpty() ? 0 : 1;
    }

    private Plan plan(Console console, Configuration configuration) {
        SchemaArgument argument =
                new SchemaArgument(folder(configuration), configuration, entities.at(classPath()), strict);
        SchemaSource from = argument.of(old);
        SchemaSource to = argument.of(wanted);
        try (ProgressLine line = new ProgressLine(console);
                TrialServer server = new TrialServer(Machine.here(), line)) {
            return server.provedPlan(from, to, !simple);
        }
    }
}
