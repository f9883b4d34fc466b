package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Environment;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Target;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.jpa.ModelReport;
import dev.pgsteady.migrate.HistoryTable;
import dev.pgsteady.migrate.Migrations;
import dev.pgsteady.migrate.RunOptions;
import dev.pgsteady.migrate.StatementTrial;
import dev.pgsteady.migrate.TrialServer;
import dev.pgsteady.migrate.lint.Known;
import dev.pgsteady.migrate.lint.KnownReader;
import dev.pgsteady.migrate.lint.Lint;
import dev.pgsteady.migrate.lint.LintReport;
import dev.pgsteady.migrate.lint.LintRules;
import dev.pgsteady.migrate.lint.LintSelection;
import dev.pgsteady.migrate.lint.LintSource.Runs;
import dev.pgsteady.migrate.lint.LintTrial;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Judges migrations before they run.
@AutoService(MigrateAction.class)
@Command(
        name = "lint",
        description = {
            "Say what migrations would do to a database in use: locks, rewrites, lost data. Runs nothing on it.",
            "Judges the ways up of our revisions, and any SQL file of another tool.",
            "With --entities it judges the mapping of a Java application instead.",
            "Exit code 0: nothing at or above --fail-on; 1: something."
        })
public final class MigrateLint extends MigrateAction {
    @Parameters(
            arity = "0..*",
            paramLabel = "WHAT",
            description = {
                "Files of SQL, folders of them, or revisions. When left out: the revisions of the folder,",
                "and with --database those of them that it has not got."
            })
    private List<String> words = List.of();

    @Option(
            names = "--database",
            paramLabel = "DATABASE",
            description = "A database to read the sizes of tables and the version from. Nothing else is read.")
    private Optional<String> database = Optional.empty();

    @Option(
            names = "--transaction",
            paramLabel = "yes|no",
            description = {
                "Whether another tool's files run in a transaction each. When left out: yes,",
                "unless a file begins one itself or holds a statement that cannot be in one."
            })
    private Optional<YesNo> transaction = Optional.empty();

    @Option(
            names = "--try",
            description = {
                "Also run them on a throw-away server, one after the other, and see what each statement",
                "locks and writes anew."
            })
    private boolean tried;

    @Mixin
    private final FailOn failOn = new FailOn();

    @Option(names = "--github", description = "Print findings as commands that GitHub shows beside the lines.")
    private boolean github;

    @Option(names = "--sarif", paramLabel = "FILE", description = "Also write them as SARIF 2.1.0, for code scanning.")
    private Optional<Path> sarif = Optional.empty();

    @Option(names = "--rules", description = "List the rules instead; with --entities those for a mapping.")
    private boolean rules;

    @Option(
            names = "--entities",
            description = "Judge the mapping of the application's entities (see --classpath) instead of migrations.")
    private boolean mapping;

    @Mixin
    private final EntitiesOption entities = new EntitiesOption();

    private enum YesNo {
        yes,
        no
    }

    @Override
    int order() {
        return 16;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        if (mapping) {
            return mapping(console, configuration);
        }
        LintRules all = LintRules.installed();
        if (rules) {
            LintForms.rules(console, json(configuration), all);
            return 0;
        }
        LintReport report = report(console, configuration, all);
        sarif.ifPresent(file -> WrittenFile.replace(file, LintSarif.write(report, all)));
        if (json(configuration)) {
            console.text(LintForms.json(report));
        } else if (github) {
            LintForms.github(console, report);
        } else {
            LintForms.text(console, report);
        }
        return failOn.fails(report.worst()) ? 1 : 0;
    }

    private int mapping(Console console, Configuration configuration) {
        if (tried || github || !words.isEmpty() || database.isPresent() || sarif.isPresent()) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "--entities judges a mapping, which is no file of SQL.",
                    "Leave out what is for migrations; --json, --fail-on and --rules go with it.");
        }
        if (rules) {
            ModelLintForms.rules(console, json(configuration));
            return 0;
        }
        ModelReport report = entities.at(classPath()).judged(configuration);
        if (json(configuration)) {
            console.text(ModelLintForms.json(report));
        } else {
            ModelLintForms.text(console, report);
        }
        return failOn.fails(report.worst()) ? 1 : 0;
    }

    private LintReport report(Console console, Configuration configuration, LintRules all) {
        LintSelection selection = LintSelection.of(new LintSelection.Wanted(
                words,
                folder(configuration),
                configuration.migrate().lintAfter(),
                transaction.map(t -> t == YesNo.yes ? Runs.TOGETHER : Runs.ONE_BY_ONE)));
        Known known = Known.NOTHING;
        if (database.isPresent()) {
            ConnectionSettings settings =
                    ConnectionSettings.of(Target.commandLine(database.get()), Environment.system());
            known = known(settings);
            selection = words.isEmpty() ? pending(configuration, settings, selection) : selection;
        }
        LintReport report = new Lint(all, known).judge(selection.sources(), selection::judges);
        return tried ? trial(console, new LintTrialInput(selection, known, all, report)) : report;
    }

    private record LintTrialInput(LintSelection selection, Known known, LintRules rules, LintReport report) {}

    private static LintReport trial(Console console, LintTrialInput input) {
        try (ProgressLine line = new ProgressLine(console);
                TrialServer server = new TrialServer(Machine.here(), line)) {
            return new LintTrial(new StatementTrial(server), input.rules(), input.known())
                    .judge(input.selection(), input.report());
        }
    }

    private LintSelection pending(Configuration configuration, ConnectionSettings settings, LintSelection selection) {
        RunOptions options =
                RunOptions.USUAL.in(HistoryTable.in(configuration.migrate().schema()));
        try (Migrations migrations = new Migrations(folder(configuration), settings, options)) {
            return selection.only(migrations.status().pending());
        }
    }

    private static Known known(ConnectionSettings settings) {
        try (Connection connection = Database.connect(settings)) {
            return KnownReader.read(connection);
        } catch (SQLException e) {
            throw new Problem(
                    Problem.Kind.CONNECTION_LOST,
                    "The connection did not close in order: " + e.getMessage(),
                    "Nothing was changed; run it again.",
                    e);
        }
    }
}
