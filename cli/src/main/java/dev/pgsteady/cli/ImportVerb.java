package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.backup.LoadOptions;
import dev.pgsteady.backup.RestoreOptions;
import dev.pgsteady.backup.Restored;
import dev.pgsteady.backup.exchange.ColumnType;
import dev.pgsteady.backup.exchange.ImportOptions;
import dev.pgsteady.backup.exchange.ImportOptions.Proposal;
import dev.pgsteady.backup.exchange.ImportPlan;
import dev.pgsteady.backup.exchange.MovedTable;
import dev.pgsteady.backup.exchange.PostgresImport;
import dev.pgsteady.backup.exchange.SqliteImport;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Environment;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Target;
import dev.pgsteady.core.TerminalStyle.Ink;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Takes a database over.
@AutoService(Verb.class)
@Command(
        name = "import",
        description = {
            "Take a SQLite database over into PostgreSQL: planned, then done in one transaction in which every row",
            "is read back and compared; or move a database from another PostgreSQL server, compared in the same way."
        })
public final class ImportVerb extends Verb {
    @Mixin
    private final TargetOption target = new TargetOption();

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    /// What is taken over.
    static final class Source {
        @Option(names = "--sqlite", paramLabel = "FILE", description = "The SQLite database; only read.")
        private Optional<Path> sqlite = Optional.empty();

        @Option(
                names = "--from",
                paramLabel = "URL",
                description = {
                    "A database of another PostgreSQL server; only read. DATABASE names the server that gets it.",
                    "What is written there after the beginning stays behind."
                })
        private Optional<String> postgres = Optional.empty();
    }

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "With --from: the name that the database gets. When left out: the one that it has.")
    private Optional<String> as = Optional.empty();

    @Option(
            names = "--replace",
            paramLabel = "NAME",
            description = "With --from: put it in the place of the database of this name, which is kept under another.")
    private Optional<String> replace = Optional.empty();

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            defaultValue = "public",
            description = "The schema that gets the tables; must have none. Default: ${DEFAULT-VALUE}.")
    private String schema = "public";

    @Option(
            names = "--read-text-as",
            split = ",",
            paramLabel = "TYPE",
            description = "Where every text of a column looks so: ${COMPLETION-CANDIDATES}.")
    private List<Proposal> proposals = List.of();

    @Option(
            names = "--type",
            paramLabel = "TABLE.COLUMN=TYPE",
            description = "The type of a column, as in orders.paid=BOOLEAN; goes before what would be chosen.")
    private Map<String, ColumnType> types = Map.of();

    @Option(names = "--keep-violations", description = "Make foreign keys that rows violate NOT VALID.")
    private boolean keepViolations;

    @Option(names = "--dry-run", description = "Show the plan and what stands in its way, and do nothing.")
    private boolean dryRun;

    @Override
    int order() {
        return 11;
    }

    @Override
    boolean standsAlone() {
        return false;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        if (source.postgres.isPresent()) {
            move(console, configuration, source.postgres.get());
            return 0;
        }
        return sqlite(console, configuration, source.sqlite.orElseThrow());
    }

    private void move(Console console, Configuration configuration, String url) {
        if (dryRun) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "--dry-run is for --sqlite: between servers nothing is translated.",
                    "Leave it out; what is there is not replaced unless you say so.");
        }
        ConnectionSettings from = ConnectionSettings.of(Target.commandLine(url), Environment.system());
        ConnectionSettings to = target.settings(console, configuration);
        RestoreOptions options =
                new RestoreOptions(Optional.empty(), as, replace, false, true, true, LoadOptions.USUAL);
        Restored moved = BackupAction.shown(
                console,
                progress -> new PostgresImport(InstantSource.system(), progress)
                        .move(from, to, ServerOption.stateDirectory(), options));
        if (BackupAction.wantsJson(this, configuration)) {
            RestoreReport.json(console, moved);
        } else {
            RestoreReport.show(console, "MOVED", moved);
        }
    }

    private int sqlite(Console console, Configuration configuration, Path file) {
        Set<Proposal> wanted = proposals.isEmpty() ? Set.of() : EnumSet.copyOf(proposals);
        ImportOptions options = new ImportOptions(schema, wanted, types, keepViolations);
        ImportPlan plan = BackupAction.shown(console, progress -> new SqliteImport(progress).plan(file, options));
        boolean json = BackupAction.wantsJson(this, configuration);
        if (!json) {
            show(console, plan);
        }
        if (dryRun) {
            if (json) {
                json(console, plan);
            }
            return plan.ready() ? 0 : Problem.Kind.UNPLANNABLE.exitCode();
        }
        ConnectionSettings settings = target.settings(console, configuration);
        List<MovedTable> moved =
                BackupAction.shown(console, progress -> new SqliteImport(progress).run(plan, settings));
        if (json) {
            console.text(Json.object(root -> {
                var all = root.putObject("tables");
                moved.forEach(t -> all.put(t.table(), t.rows()));
            }));
        } else {
            moved.forEach(t -> console.line(String.format(
                    Locale.ROOT, "%s  %,12d rows  %s", console.style().paint(Ink.GREEN, "same"), t.rows(), t.table())));
        }
        return 0;
    }

    private void show(Console console, ImportPlan plan) {
        if (dryRun) {
            plan.before().forEach(s -> console.line(s + ";"));
            plan.after().forEach(s -> console.line(s + ";"));
        }
        plan.decisions().forEach(d -> console.note("  " + d));
        plan.leftBehind().forEach(l -> console.note("Left behind: " + l));
        plan.misfits()
                .forEach(m -> console.note("%s.%s: %d values do not fit. See them: %s"
                        .formatted(m.table(), m.column(), m.values(), m.query())));
        plan.violations().forEach(v -> console.note("%s is violated. See the rows: %s".formatted(v.key(), v.query())));
    }

    private static void json(Console console, ImportPlan plan) {
        console.text(Json.object(root -> {
            root.put("ready", plan.ready());
            var before = root.putArray("before");
            plan.before().forEach(before::add);
            var after = root.putArray("after");
            plan.after().forEach(after::add);
            var left = root.putArray("left_behind");
            plan.leftBehind().forEach(left::add);
        }));
    }
}
