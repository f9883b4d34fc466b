package dev.pgsteady.cli;

import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.migrate.Address;
import dev.pgsteady.migrate.ChosenStatements;
import dev.pgsteady.migrate.ChosenStatements.Tried;
import dev.pgsteady.migrate.Drafts;
import dev.pgsteady.migrate.Revision;
import dev.pgsteady.migrate.RevisionFolder;
import dev.pgsteady.migrate.SchemaSource;
import dev.pgsteady.migrate.TrialServer;
import dev.pgsteady.readiness.FixScript;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Writes the fixes of a check as a revision.
final class FixRevision {
    @Option(
            names = "--revisions",
            description = {
                "Write the fixes that change the schema as a revision behind the head, with the way back, tried on a",
                "throw-away server; 'pgsteady migrate up' applies it."
            })
    boolean wanted;

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            description = {
                "With --revisions: their folder. When left out: migrate.directory in pgsteady.toml,",
                "else db/migrations."
            })
    private Optional<Path> directory = Optional.empty();

    /// @param applies how many fixes are in the revision
    /// @param aside   the titles of those that change no schema
    private record Written(Optional<Revision> revision, int applies, List<String> aside) {}

    /// Writes it and says so.
    void write(Console console, Configuration configuration, FixScript script, boolean json) {
        RevisionFolder folder = MigrateAction.folder(directory, List.of(), configuration);
        List<Revision> heads = new Address.Head().in(folder.read().sound());
        if (heads.isEmpty()) {
            throw new Problem(
                    Problem.Kind.REVISION,
                    "There is no revision in " + folder.path() + " that the fixes could come after.",
                    "Make the present schema the first one: 'pgsteady migrate adopt'.");
        }
        Written written = script.steps().isEmpty()
                ? new Written(Optional.empty(), 0, List.of())
                : written(folder, heads, tried(console, folder, script));
        if (json) {
            console.text(Json.object(root -> {
                written.revision().ifPresent(r -> MigrateAction.json(root.putObject("revision"), r));
                root.put("fixes", written.applies());
                var aside = root.putArray("aside");
                written.aside().forEach(aside::add);
            }));
        } else {
            show(console, written);
        }
    }

    private static Tried tried(Console console, RevisionFolder folder, FixScript script) {
        List<ChosenStatements.Step> steps = script.steps().stream()
                .map(s -> new ChosenStatements.Step(
                        "%s %s: %s"
                                .formatted(
                                        s.finding().rule(),
                                        s.finding().subject().name(),
                                        s.title()),
                        s.statements()))
                .toList();
        try (ProgressLine line = new ProgressLine(console);
                TrialServer server = new TrialServer(Machine.here(), line)) {
            return new ChosenStatements(
                            server,
                            new SchemaSource.Revisions(folder.read().sound().ordered()))
                    .of(steps);
        }
    }

    private static Written written(RevisionFolder folder, List<Revision> heads, Tried tried) {
        List<String> aside =
                tried.aside().stream().map(ChosenStatements.Step::title).toList();
        if (tried.steps().isEmpty()) {
            return new Written(Optional.empty(), 0, aside);
        }
        Revision made = MigrateWrite.drafts(folder)
                .write(new Drafts.Draft(
                        "fixes of the readiness check",
                        heads.stream().map(Revision::id).toList(),
                        "the check",
                        tried.transactional(),
                        tried.upgradeText(),
                        tried.downgradeText()));
        return new Written(Optional.of(made), tried.steps().size(), aside);
    }

    private static void show(Console console, Written written) {
        written.revision().ifPresent(r -> console.line(r.file().toString()));
        if (written.revision().isEmpty()) {
            console.line("There is nothing to write: no safe fix changes the schema.");
        } else {
            console.line("%,d fix%s in it; up and back again were tried."
                    .formatted(written.applies(), written.applies() == 1 ? " is" : "es are"));
        }
        if (!written.aside().isEmpty()) {
            console.note("Without a revision, because they change no schema; 'pgsteady fix' prints them:");
            written.aside().forEach(a -> console.note("  " + a));
        }
    }
}
