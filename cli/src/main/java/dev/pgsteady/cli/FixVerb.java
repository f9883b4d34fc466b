package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Area;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Sql;
import dev.pgsteady.embedded.Address;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.ThrowAwayServer;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.FixJson;
import dev.pgsteady.readiness.FixProof;
import dev.pgsteady.readiness.FixProof.Proof;
import dev.pgsteady.readiness.FixProof.State;
import dev.pgsteady.readiness.FixScript;
import dev.pgsteady.readiness.ProofText;
import dev.pgsteady.readiness.Readiness;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Prints the safe fixes of a database, and tries them on a clone.
@AutoService(Verb.class)
@Command(
        name = "fix",
        description = {
            "Print the SQL of the fixes that are safe to run while the database is in use, as one script to review.",
            "With --revisions they become a revision in place of a script.",
            "Changes nothing in the database. With --verify the script is tried on a clone first.",
            "Exit code 0; with --verify 1 when a fix failed, left its finding or brought a new one."
        })
public final class FixVerb extends Verb {
    @Mixin
    private final TargetOption target = new TargetOption();

    @Option(
            names = "--area",
            paramLabel = "AREA",
            split = ",",
            description = "Only these areas: BK, TX, CN, IX, MG, AC, MO, RS.")
    private List<String> areas = List.of();

    @Option(names = "--rule", paramLabel = "RULE", split = ",", description = "Only these rules, as in IX01.")
    private List<String> rules = List.of();

    @Option(
            names = "--verify",
            description = {
                "Make a clone on a throw-away server on this machine, apply the script, check again, and say of each fix",
                "which lock it took, how long it took, and whether its finding is gone; --verbose shows each one."
            })
    private boolean verify;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "10000",
            description = {
                "Copy at most so many rows of each table to the clone; 0 for none (default: ${DEFAULT-VALUE}).",
                "They stay on this machine and are removed with the clone."
            })
    private long rows = 10_000;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the script to this file.")
    private Optional<Path> output = Optional.empty();

    @Mixin
    private final FixRevision revision = new FixRevision();

    @Override
    int order() {
        return 3;
    }

    @Override
    int run(Console console) {
        FixScript.Choice choice = choice();
        if (rows < 0) {
            throw new Problem(Problem.Kind.USAGE, "--rows is " + rows + ".", "Give 0 or more.");
        }
        if (revision.wanted && (verify || output.isPresent())) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "--revisions writes a revision that was tried, and no script.",
                    "Leave out --verify and --output.");
        }
        Configuration configuration = TargetOption.configuration();
        CheckRun check = new CheckRun(console, target.settings(console, configuration), configuration);
        Readiness readiness = new Readiness();
        try (Connection connection = Database.connect(check.settings())) {
            Facts facts = readiness.look(connection, check.options(connection));
            FixScript script = FixScript.of(readiness.judge(facts, configuration.suppressions()), choice);
            if (revision.wanted) {
                revision.write(console, configuration, script, common.json);
                return 0;
            }
            output.ifPresent(file -> WrittenFile.replace(file, script.sql()));
            Optional<Proof> proof = verify && !script.steps().isEmpty()
                    ? Optional.of(prove(console, new Job(check, facts, script), connection))
                    : Optional.empty();
            show(console, script, proof);
            return proof.filter(FixVerb::spoilt).map(p -> 1).orElse(0);
        } catch (SQLException e) {
            throw new Problem(
                    Problem.Kind.CONNECTION_LOST,
                    "The connection did not close in order: " + e.getMessage(),
                    "Nothing was changed; run it again.",
                    e);
        }
    }

    private static boolean spoilt(Proof proof) {
        return proof.count(State.FAILED)
                        + proof.count(State.STAYED)
                        + proof.fresh().size()
                > 0;
    }

    private void show(Console console, FixScript script, Optional<Proof> proof) {
        if (common.json) {
            console.text(FixJson.write(script, proof));
            return;
        }
        if (script.steps().isEmpty()) {
            console.line("There is nothing to run: no finding has a fix that is safe as it stands.");
        } else if (proof.isPresent()) {
            console.text(ProofText.write(
                    proof.get(),
                    common.verbose,
                    console.style(TargetOption.configuration().output().color())));
        } else if (output.isEmpty()) {
            console.text(script.sql());
        }
        output.ifPresent(file -> console.note("The script is in " + file + "."));
        if (script.undone() > 0) {
            console.note("%,d findings need a decision or another step; 'check --all' shows them."
                    .formatted(script.undone()));
        }
    }

    /// What is to be proved.
    private record Job(CheckRun check, Facts facts, FixScript script) {}

    private Proof prove(Console console, Job job, Connection source) {
        try (ProgressLine line = new ProgressLine(console);
                ThrowAwayServer server = ThrowAwayServer.start(Machine.here(), line);
                Connection scratch =
                        empty(server.address(), job.facts().server().database())) {
            FixProof proof = new FixProof(new Readiness(), job.check().options(source), line::show);
            return proof.prove(source, job.facts(), job.script(), new FixProof.Scratch(scratch, rows));
        } catch (SQLException e) {
            throw new Problem(
                    Problem.Kind.EMBEDDED,
                    "The throw-away server did not answer: " + e.getMessage(),
                    "Nothing was changed in the database; run it again.",
                    e);
        }
    }

    /// An empty database of the source's name.
    private static Connection empty(Address address, String name) throws SQLException {
        if (!name.equals("postgres")) {
            try (Connection connection =
                            DriverManager.getConnection(address.jdbcUrl("postgres"), address.credentials());
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + Sql.identifier(name));
            }
        }
        return DriverManager.getConnection(address.jdbcUrl(name), address.credentials());
    }

    private FixScript.Choice choice() {
        return new FixScript.Choice(
                areas.stream().map(FixVerb::area).collect(Collectors.toSet()),
                rules.stream().map(FixVerb::rule).collect(Collectors.toSet()));
    }

    private static Area area(String id) {
        return Area.ofId(id)
                .orElseThrow(() -> new Problem(
                        Problem.Kind.USAGE,
                        "--area does not know '" + id + "'.",
                        "Use some of "
                                + Arrays.stream(Area.values()).map(Area::id).collect(Collectors.joining(", ")) + "."));
    }

    private static RuleId rule(String id) {
        try {
            return new RuleId(id.toUpperCase(java.util.Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Problem(Problem.Kind.USAGE, "'" + id + "' is no rule.", "'pgsteady rules' lists them.", e);
        }
    }
}
