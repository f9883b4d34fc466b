package dev.pgsteady.cli;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.migrate.EachPlace;
import dev.pgsteady.migrate.EachPlace.Outcome;
import dev.pgsteady.migrate.Migrations;
import dev.pgsteady.migrate.Place;
import dev.pgsteady.migrate.Revision;
import dev.pgsteady.migrate.RevisionFolder;
import dev.pgsteady.migrate.RunOptions;
import dev.pgsteady.migrate.Status;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/// The same for many schemas or databases, each with a history of its own.
final class EachOption {
    @Option(
            names = "--schemas",
            paramLabel = "PATTERN",
            description = {
                "Once for each schema whose name fits, as in tenant_*: it is the search path, the history is in it.",
                "Several patterns or names have a comma between them."
            })
    private Optional<String> schemas = Optional.empty();

    @Option(
            names = "--schemas-from",
            paramLabel = "QUERY",
            description = "The same for the schemas that a query names.")
    private Optional<String> schemasFrom = Optional.empty();

    @Option(
            names = "--create-schemas",
            description = "Make schemas that are named and not there; --dry-run makes none.")
    private boolean create;

    @Option(
            names = "--databases",
            paramLabel = "PATTERN",
            description = {
                "Once for each database of the server whose name fits;",
                "with --schemas for those schemas in each."
            })
    private Optional<String> databases = Optional.empty();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many of them at a time; each takes two connections (default: ${DEFAULT-VALUE}).")
    private int jobs = 4;

    @Option(names = "--stop-on-failure", description = "Begin no other one after one has failed.")
    private boolean stop;

    /// What was done in one place.
    ///
    /// @param from     where it was
    /// @param to       where it is
    /// @param words    what was done
    /// @param exitCode 1 when it is not as it should be
    record Result(String from, String to, String words, int exitCode) {}

    /// Where it is done.
    ///
    /// @param writes whether anything may be made there
    record Where(ConnectionSettings settings, RunOptions options, RevisionFolder folder, boolean writes) {}

    boolean wanted() {
        return Stream.of(schemas, schemasFrom, databases).anyMatch(Optional::isPresent);
    }

    /// Does it everywhere and says what came of it.
    ///
    /// @return the worst exit code
    int run(Console console, boolean json, Where where, Function<Migrations, Result> work) {
        where.folder().read().sound();
        List<Outcome<Result>> outcomes = new EachPlace(where.folder(), jobs(), stop).of(places(where), work, o -> {
            if (o instanceof Outcome.Failed<Result> failed) {
                console.note(console.errStyle().paint(Ink.RED, o.place().name()) + ": "
                        + failed.problem().getMessage() + " " + failed.problem().next());
            }
        });
        if (json) {
            console.text(Json.object(root -> {
                var all = root.putArray("places");
                outcomes.forEach(o -> json(all.addObject(), o));
            }));
        } else {
            table(outcomes).lines().forEach(console::line);
        }
        return outcomes.stream().mapToInt(EachOption::exitCode).max().orElse(0);
    }

    private int jobs() {
        if (jobs < 1) {
            throw new Problem(Problem.Kind.USAGE, "--jobs is " + jobs + ".", "Let at least one run at a time.");
        }
        return jobs;
    }

    private List<Place> places(Where where) {
        if (schemas.isPresent() && schemasFrom.isPresent()) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "--schemas and --schemas-from both say which schemas; only one can.",
                    "Leave one of them.");
        }
        Place.Server server = new Place.Server(where.settings(), where.options());
        Optional<Function<Place.Server, List<Place>>> inEach = inEach(create && where.writes());
        List<Place> places = databases
                .map(pattern -> server.databases(pattern))
                .map(all -> inEach.map(schemas -> Place.within(all, schemas)).orElse(all))
                .orElseGet(() -> inEach.map(schemas -> schemas.apply(server)).orElse(List.of()));
        if (places.isEmpty()) {
            String asked = Stream.of(databases, schemas, schemasFrom)
                    .flatMap(Optional::stream)
                    .map(word -> "'" + word + "'")
                    .collect(Collectors.joining(" and "));
            throw new Problem(Problem.Kind.USAGE, "Nothing is called as " + asked + " says.", "Say another pattern.");
        }
        return places;
    }

    /// Finds the schemas of a database, when schemas are asked for.
    private Optional<Function<Place.Server, List<Place>>> inEach(boolean make) {
        return schemas.<Function<Place.Server, List<Place>>>map(p -> server -> server.schemas(p, make))
                .or(() -> schemasFrom.map(q -> server -> server.schemasFrom(q, make)));
    }

    private static int exitCode(Outcome<Result> outcome) {
        return switch (outcome) {
            case Outcome.Done<Result> o -> o.result().exitCode();
            case Outcome.Failed<Result> o -> o.problem().kind().exitCode();
            case Outcome.NotBegun<Result> ignored -> 1;
        };
    }

    private static ResultTable table(List<Outcome<Result>> outcomes) {
        return new ResultTable(
                List.of("where", "from", "to", "time", "result"),
                List.of(false, false, false, true, false),
                outcomes.stream().map(EachOption::row).toList(),
                false);
    }

    private static List<String> row(Outcome<Result> outcome) {
        String name = outcome.place().name();
        return switch (outcome) {
            case Outcome.Done<Result> o ->
                List.of(
                        name,
                        o.result().from(),
                        o.result().to(),
                        time(o.took()),
                        o.result().words());
            case Outcome.Failed<Result> o -> List.of(name, "", "", time(o.took()), "failed: " + word(o.problem()));
            case Outcome.NotBegun<Result> ignored -> List.of(name, "", "", "", "not begun");
        };
    }

    private static String word(Problem problem) {
        return problem.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String time(Duration took) {
        return String.format(Locale.ROOT, "%,d ms", took.toMillis());
    }

    /// Without times, so that the same state gives the same bytes.
    private static void json(ObjectNode node, Outcome<Result> outcome) {
        node.put("name", outcome.place().name());
        switch (outcome) {
            case Outcome.Done<Result> o ->
                node.put("state", "done")
                        .put("from", o.result().from())
                        .put("to", o.result().to())
                        .put("result", o.result().words())
                        .put("exitCode", o.result().exitCode());
            case Outcome.Failed<Result> o ->
                node.put("state", "failed")
                        .put("problem", word(o.problem()))
                        .put("exitCode", exitCode(o))
                        .put("message", o.problem().getMessage())
                        .put("next", o.problem().next());
            case Outcome.NotBegun<Result> ignored -> node.put("state", "not begun");
        }
    }

    /// The revisions at which a database is.
    static String at(Status status) {
        return status.current().isEmpty()
                ? "base"
                : status.current().stream()
                        .map(Revision::id)
                        .map(Object::toString)
                        .collect(Collectors.joining(","));
    }
}
