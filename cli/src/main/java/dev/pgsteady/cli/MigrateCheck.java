package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.TerminalStyle;
import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.migrate.EntityCheck;
import dev.pgsteady.migrate.MigrationFinding;
import dev.pgsteady.migrate.Migrations;
import dev.pgsteady.migrate.Recorded;
import dev.pgsteady.migrate.Revision;
import dev.pgsteady.migrate.SchemaSource;
import dev.pgsteady.migrate.TrialServer;
import dev.pgsteady.migrate.adopt.Drift;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Judges the migrations.
@AutoService(MigrateAction.class)
@Command(
        name = "check",
        description = {
            "Say what should not be so in the files, and in the database beside them.",
            "What is found of the database is written down beside its history, where 'pgsteady check' looks.",
            "Exit code 0: nothing; 1: something."
        })
public final class MigrateCheck extends MigrateOnDatabase {
    @Option(names = "--files-only", description = "Ask no database.")
    private boolean filesOnly;

    @Option(
            names = "--drift",
            description = "Also compare the schema with what the applied revisions give, on a throw-away server.")
    private boolean drift;

    @Mixin
    private final EachOption each = new EachOption();

    @Option(
            names = "--entities",
            negatable = true,
            description = {
                "Say too what the entities want and no revision gives.",
                "When left out: where --classpath, or what stands for it, says where they are."
            })
    private Optional<Boolean> withEntities = Optional.empty();

    @Mixin
    private final EntitiesOption entities = new EntitiesOption();

    @Override
    int order() {
        return 13;
    }

    @Override
    Optional<EachOption> each() {
        return Optional.of(each);
    }

    @Override
    EachOption.Result each(Migrations migrations) {
        List<MigrationFinding> findings = migrations.check();
        String at = EachOption.at(migrations.status());
        String words = findings.stream()
                .collect(Collectors.groupingBy(MigrateCheck::word, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
        return new EachOption.Result(
                at, at, findings.isEmpty() ? "nothing to complain of" : words, findings.isEmpty() ? 0 : 1);
    }

    @Override
    boolean asksDatabase() {
        return !filesOnly;
    }

    @Override
    int offline(Console console, Configuration configuration) {
        return show(console, configuration, Migrations.check(folder(configuration)));
    }

    @Override
    int run(Console console, Configuration configuration, Migrations migrations) {
        List<MigrationFinding> findings = new ArrayList<>(migrations.check());
        note(console, migrations.record());
        if (drift) {
            List<Revision> applied = migrations.status().applied();
            List<String> differences = differences(console, configuration, migrations, applied);
            findings.addAll(MigrationFinding.drift(differences));
            note(console, migrations.record(List.of(Recorded.state(applied, differences))));
        }
        return show(console, configuration, findings);
    }

    private List<String> differences(
            Console console, Configuration configuration, Migrations migrations, List<Revision> applied) {
        Drift.Place place = new Drift.Place(options(configuration).table(), migrations.history(), applied);
        try (ProgressLine line = new ProgressLine(console);
                TrialServer server = new TrialServer(Machine.here(), line)) {
            return Drift.of(server, migrations.settings(), place).changes().stream()
                    .map(Drift::words)
                    .toList();
        }
    }

    private int show(Console console, Configuration configuration, List<MigrationFinding> others) {
        List<MigrationFinding> findings = new ArrayList<>(others);
        if (withEntities.orElseGet(() -> entities.at(classPath()).known(configuration))) {
            findings.addAll(ahead(console, configuration));
        }
        if (json(configuration)) {
            console.text(Json.object(root -> {
                var all = root.putArray("findings");
                for (MigrationFinding finding : findings) {
                    var node = all.addObject();
                    node.put("kind", word(finding));
                    finding.revision().ifPresent(id -> node.put("revision", id.text()));
                    finding.file()
                            .ifPresent(file -> node.put("file", file.toString()).put("line", finding.line()));
                    node.put("what", finding.what());
                    node.put("next", finding.next());
                }
            }));
        } else if (findings.isEmpty()) {
            console.line("Nothing to complain of.");
        } else {
            findings.forEach(f -> text(console, f));
        }
        return findings.isEmpty() ? 0 : 1;
    }

    private List<MigrationFinding> ahead(Console console, Configuration configuration) {
        SchemaSource.Entities wanted = entities.at(classPath()).read(configuration, false);
        try (ProgressLine line = new ProgressLine(console);
                TrialServer server = new TrialServer(Machine.here(), line)) {
            return new EntityCheck(server).findings(folder(configuration), wanted);
        }
    }

    private static void text(Console console, MigrationFinding finding) {
        console.line(console.style().paint(Ink.YELLOW, TerminalStyle.fit(word(finding), 18)) + finding.what());
        console.line(" ".repeat(18) + finding.next());
    }

    private static String word(MigrationFinding finding) {
        return finding.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
