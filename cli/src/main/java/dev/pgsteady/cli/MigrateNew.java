package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.migrate.Address;
import dev.pgsteady.migrate.Autogenerate;
import dev.pgsteady.migrate.Drafts;
import dev.pgsteady.migrate.Proposal;
import dev.pgsteady.migrate.Revision;
import dev.pgsteady.migrate.RevisionFolder;
import dev.pgsteady.migrate.RevisionId;
import dev.pgsteady.migrate.SchemaSource;
import dev.pgsteady.migrate.TrialServer;
import dev.pgsteady.schema.plan.Rename;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a new revision.
@AutoService(MigrateAction.class)
@Command(
        name = "new",
        description = {
            "Write the file of a new revision behind the head: from entities (--auto), another schema (--to), or empty.",
            "What is compared is tried on a throw-away server before it is written: up, down, and rows kept."
        })
public final class MigrateNew extends MigrateAction {
    @Parameters(arity = "0..1", paramLabel = "MESSAGE", description = "What it is for, in a few words.")
    private Optional<String> words = Optional.empty();

    @Option(
            names = {"-m", "--message"},
            paramLabel = "WORDS",
            description = "The same.")
    private Optional<String> message = Optional.empty();

    @Option(names = "--auto", description = "The schema that is wanted is what the entities say: --to entities.")
    private boolean auto;

    @Option(
            names = "--to",
            paramLabel = "SCHEMA",
            description = "The schema that is wanted: a file (*.sql), a database, or 'entities'.")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "SCHEMA",
            defaultValue = "revisions",
            description = "The schema to start from (default: ${DEFAULT-VALUE}, what the folder gives).")
    private String from = "revisions";

    @Option(
            names = "--rename",
            paramLabel = "OLD=NEW",
            description = "A table or column got another name: app.users=members, app.users.mail=email.")
    private List<String> renames = List.of();

    @Mixin
    private final EntitiesOption entities = new EntitiesOption();

    @Option(names = "--no-renames", description = "Nothing got another name: what is gone is dropped.")
    private boolean noRenames;

    @Option(names = "--simple", description = "The shortest statements, for a database that nobody uses.")
    private boolean simple;

    @Option(
            names = "--two-phase",
            description = {
                "Two revisions: one that drops no table and no column, and one that does,",
                "to be applied when no program uses them any more."
            })
    private boolean twoPhase;

    @Option(names = "--empty", description = "With nothing in it yet, to be written by hand.")
    private boolean empty;

    @Option(
            names = "--no-transaction",
            description =
                    "With --empty: for statements that cannot run in a transaction, as CREATE INDEX CONCURRENTLY.")
    private boolean alone;

    private static final String DROPS = ", and then its drops";

    @Override
    int order() {
        return 7;
    }

    @Override
    boolean standsAlone() {
        return false;
    }

    @Override
    int run(Console console) {
        if (Stream.of(auto, empty, to.isPresent()).filter(said -> said).count() != 1) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "It is not said what the new revision is made from.",
                    "Say --auto for what the entities want, --to with another wanted schema, or --empty and write the"
                            + " SQL yourself.");
        }
        String said = message.or(() -> words)
                .orElseThrow(() -> new Problem(
                        Problem.Kind.USAGE, "The new revision has no message.", "Say in a few words what it is for."));
        Configuration configuration = TargetOption.configuration();
        RevisionFolder folder = folder(configuration);
        Drafts drafts = MigrateWrite.drafts(folder);
        return empty
                ? written(console, configuration, drafts.empty(said, !alone))
                : compared(console, configuration, new Wanted(folder, drafts, said));
    }

    private record Wanted(RevisionFolder folder, Drafts drafts, String message) {}

    private int compared(Console console, Configuration configuration, Wanted wanted) {
        SchemaArgument argument = new SchemaArgument(wanted.folder(), configuration, entities.at(classPath()), false);
        SchemaSource goal = argument.of(to.orElse(SchemaArgument.ENTITIES));
        SchemaSource start = argument.of(from);
        List<Proposal> proposals;
        try (ProgressLine line = new ProgressLine(console);
                TrialServer server = new TrialServer(Machine.here(), line)) {
            proposals = proposed(new Autogenerate(server, !simple, r -> same(console, r)), start, goal);
        }
        if (proposals.isEmpty()) {
            console.line("There is nothing to do: " + start.words() + " and " + goal.words() + " are the same.");
            return 0;
        }
        List<Revision> made = new ArrayList<>();
        for (Proposal proposal : proposals) {
            boolean drops = twoPhase && proposal.drops();
            made.add(write(wanted, proposal, wanted.message() + (drops && made.size() == 1 ? DROPS : "")));
            if (!json(configuration)) {
                show(console, proposal);
            }
        }
        return written(console, configuration, made);
    }

    private List<Proposal> proposed(Autogenerate autogenerate, SchemaSource start, SchemaSource goal) {
        if (twoPhase) {
            return autogenerate.proposeInTwo(start, goal);
        }
        Proposal proposal = autogenerate.propose(start, goal);
        return proposal.isEmpty() ? List.of() : List.of(proposal);
    }

    private static Revision write(Wanted wanted, Proposal proposal, String message) {
        List<RevisionId> heads = new Address.Head()
                .in(wanted.folder().read().sound()).stream().map(Revision::id).toList();
        return wanted.drafts()
                .write(new Drafts.Draft(
                        message,
                        heads,
                        proposal.origin(),
                        proposal.transactional(),
                        proposal.upgradeText(),
                        proposal.downgradeText()));
    }

    private int written(Console console, Configuration configuration, List<Revision> made) {
        if (made.size() == 1) {
            return written(console, configuration, made.getFirst());
        }
        if (json(configuration)) {
            console.text(Json.object(root -> json(root.putArray("revisions"), made)));
        } else {
            made.forEach(r -> console.line(r.file().toString()));
        }
        return 0;
    }

    private int written(Console console, Configuration configuration, Revision made) {
        if (json(configuration)) {
            console.text(Json.object(root -> json(root, made)));
        } else {
            console.line(made.file().toString());
        }
        return 0;
    }

    private static void show(Console console, Proposal proposal) {
        proposal.renames().forEach(r -> console.line("RENAME " + r.words()));
        proposal.up().forEach(change -> {
            console.line(Proposal.words(change));
            change.hazards().forEach(h -> console.line("  " + console.style().paint(Ink.YELLOW, h.sentence())));
        });
        console.line("Tried with %,d invented rows: up gives what is wanted, down what was there."
                .formatted(proposal.tried()));
    }

    /// A rename is what somebody says it is; nobody is taken to have said so.
    private boolean same(Console console, Rename rename) {
        if (noRenames || renames.contains(rename.words())) {
            return !noRenames;
        }
        Optional<String> answer = console.terminal()
                ? asked(
                        console,
                        "Has %s got the name %s, and keeps its values? [y/n] "
                                .formatted(rename.from().words(), rename.to().sql()))
                : Optional.empty();
        return answer.orElseThrow(() -> new Problem(
                        Problem.Kind.USAGE,
                        "%s may have got the name %s, or the one was dropped and the other is new."
                                .formatted(rename.from().words(), rename.to().sql()),
                        "Say which: --rename %s, or --no-renames, which deletes what is in it."
                                .formatted(rename.words())))
                .toLowerCase(Locale.ROOT)
                .startsWith("y");
    }

    /// What somebody types; empty at the end of the input.
    private static Optional<String> asked(Console console, String question) {
        console.err().print(question);
        console.err().flush();
        StringBuilder line = new StringBuilder();
        try {
            for (int c = System.in.read(); c >= 0; c = System.in.read()) {
                if (c == '\n') {
                    return Optional.of(line.toString());
                }
                line.append((char) c);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
