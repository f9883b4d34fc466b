package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.TerminalStyle;
import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.migrate.HistoryTable;
import dev.pgsteady.migrate.Migrations;
import dev.pgsteady.migrate.Recorded;
import dev.pgsteady.migrate.Revision;
import dev.pgsteady.migrate.RunOptions;
import dev.pgsteady.migrate.TrialServer;
import dev.pgsteady.migrate.Verification;
import dev.pgsteady.migrate.Verification.Outcome;
import dev.pgsteady.migrate.Verification.State;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Tries the revisions.
@AutoService(MigrateAction.class)
@Command(
        name = "verify",
        description = {
            "Take a throw-away database with invented rows up through all revisions, and at each down and up again.",
            "Exit code 0: each way back gives the schema that was there; 1: one does not."
        })
public final class MigrateVerify extends MigrateAction {
    @Mixin
    private final TargetOption target = new TargetOption();

    @Option(
            names = "--record",
            description = "Write what came of it down in the database, where 'pgsteady check' looks.")
    private boolean record;

    @Override
    int order() {
        return 15;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        List<Revision> revisions = folder(configuration).read().sound().ordered();
        List<Outcome> outcomes = tried(console, revisions);
        if (record) {
            record(console, configuration, Recorded.waysBack(revisions, outcomes));
        }
        if (json(configuration)) {
            console.text(Json.object(root -> {
                var all = root.putArray("revisions");
                outcomes.forEach(o -> json(all.addObject(), o.revision())
                        .put("state", word(o))
                        .put("words", o.words()));
            }));
        } else {
            outcomes.forEach(o -> show(console, o));
            console.line("%d of %d revisions are proved."
                    .formatted(
                            outcomes.stream()
                                    .filter(o -> o.state() == State.PROVED)
                                    .count(),
                            revisions.size()));
        }
        return outcomes.stream().allMatch(o -> o.state() == State.PROVED) ? 0 : 1;
    }

    private void record(Console console, Configuration configuration, Recorded proof) {
        RunOptions options =
                RunOptions.USUAL.in(HistoryTable.in(configuration.migrate().schema()));
        try (Migrations migrations =
                new Migrations(folder(configuration), target.settings(console, configuration), options)) {
            MigrateOnDatabase.note(console, migrations.record(List.of(proof)));
        }
    }

    private static List<Outcome> tried(Console console, List<Revision> revisions) {
        if (revisions.isEmpty()) {
            return List.of();
        }
        try (ProgressLine line = new ProgressLine(console);
                TrialServer server = new TrialServer(Machine.here(), line)) {
            return new Verification(server, (done, all) -> line.show("Trying revisions", done, all)).of(revisions);
        }
    }

    private static void show(Console console, Outcome outcome) {
        Ink ink = outcome.state() == State.PROVED ? Ink.GREEN : Ink.RED;
        console.line(console.style().paint(ink, TerminalStyle.fit(word(outcome), 13))
                + line(console, outcome.revision().id(), outcome.revision().message()));
        if (!outcome.words().isEmpty()) {
            console.style().wrap(outcome.words(), 13).forEach(l -> console.line(" ".repeat(13) + l));
        }
    }

    private static String word(Outcome outcome) {
        return outcome.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
