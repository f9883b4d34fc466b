package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.migrate.Address;
import dev.pgsteady.migrate.Drafts;
import dev.pgsteady.migrate.FlywayFolder;
import dev.pgsteady.migrate.HistoryTable;
import dev.pgsteady.migrate.Migrations;
import dev.pgsteady.migrate.Revision;
import dev.pgsteady.migrate.RevisionFolder;
import dev.pgsteady.migrate.RunOptions;
import dev.pgsteady.migrate.TrialServer;
import dev.pgsteady.migrate.adopt.Adoption;
import dev.pgsteady.migrate.adopt.ForeignHistory;
import dev.pgsteady.migrate.adopt.Takeover;
import dev.pgsteady.migrate.adopt.Takeover.Baseline;
import dev.pgsteady.migrate.adopt.Takeover.Imported;
import dev.pgsteady.migrate.adopt.Takeover.Kept;
import dev.pgsteady.migrate.adopt.Takeover.Known;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/// Takes a database over from another tool.
@AutoService(MigrateAction.class)
@Command(
        name = "adopt",
        description = {
            "Take a database over from another migration tool: its schema becomes the first revision, tried on a",
            "throw-away server, and the history says that the database has it. Nothing else in it is changed.",
            "Known are Flyway, Liquibase, Alembic, Django, Rails, Prisma, Diesel, Ecto, goose, golang-migrate, dbmate,",
            "Sequelize, Knex, TypeORM and node-pg-migrate; what one of them left half done is refused."
        })
public final class MigrateAdopt extends MigrateAction {
    @Mixin
    private final TargetOption target = new TargetOption();

    @Option(names = "--dry-run", description = "Show the revision, and write neither it nor the history.")
    private boolean dryRun;

    @Option(names = "--no-stamp", description = "Write the revision, and leave the history alone.")
    private boolean noStamp;

    @Option(
            names = "--keep-folder",
            paramLabel = "FLYWAY",
            description = {
                "Go on using this folder of Flyway's files: those that Flyway applied are compared with its checksums",
                "and count as applied, new ones are revisions. Name it in pgsteady.toml too: [migrate] flyway."
            })
    private Optional<Path> keep = Optional.empty();

    @Option(
            names = "--import",
            paramLabel = "FILES",
            description = {
                "Make a revision of each SQL file in this folder of Flyway, golang-migrate, dbmate or goose, when those",
                "that it applied give just the schema of the database."
            })
    private Optional<Path> imported = Optional.empty();

    /// What came of it.
    ///
    /// @param applied how many revisions the database had before
    /// @param last    the revision that the database now is at
    /// @param stamped whether the history was written
    private record Done(int applied, Optional<Takeover> takeover, Optional<Revision> last, boolean stamped) {}

    @Override
    int order() {
        return 16;
    }

    @Override
    int run(Console console) {
        if (keep.isPresent() && imported.isPresent()) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "--keep-folder goes on with the files, and --import replaces them.",
                    "Say one of them.");
        }
        Configuration configuration = TargetOption.configuration();
        ConnectionSettings settings = target.settings(console, configuration);
        RevisionFolder folder = keep.isPresent()
                ? new RevisionFolder(
                        folder(configuration).path(), List.of(), keep.map(path -> files(path, configuration)))
                : folder(configuration);
        RunOptions options =
                RunOptions.USUAL.in(HistoryTable.in(configuration.migrate().schema()));
        Done done;
        try (Migrations migrations = new Migrations(folder, settings, options)) {
            int applied = migrations.history().entries().size();
            done = applied > 0
                    ? new Done(applied, Optional.empty(), Optional.empty(), false)
                    : adopt(console, migrations, folder, look(console, configuration, migrations, folder));
        }
        if (json(configuration)) {
            console.text(Json.object(root -> write(root, done)));
        } else {
            show(console, done);
        }
        return 0;
    }

    private static FlywayFolder files(Path path, Configuration configuration) {
        return new FlywayFolder(path, configuration.migrate().placeholders());
    }

    private Takeover look(Console console, Configuration configuration, Migrations migrations, RevisionFolder folder) {
        List<Revision> revisions = folder.read().sound().ordered();
        HistoryTable table = HistoryTable.in(configuration.migrate().schema());
        try (ProgressLine line = new ProgressLine(console);
                TrialServer server = new TrialServer(Machine.here(), line)) {
            Adoption adoption = new Adoption(server, migrations.settings(), table);
            if (keep.isPresent()) {
                return adoption.keep(files(keep.get(), configuration));
            }
            return imported.isPresent() && revisions.isEmpty()
                    ? adoption.importing(files(imported.get(), configuration))
                    : adoption.look(revisions);
        }
    }

    private Done adopt(Console console, Migrations migrations, RevisionFolder folder, Takeover takeover) {
        if (dryRun) {
            return new Done(0, Optional.of(takeover), Optional.empty(), false);
        }
        Drafts drafts = MigrateWrite.drafts(folder);
        Optional<Revision> last = switch (takeover) {
            case Baseline baseline -> Optional.of(drafts.write(baseline.draft()));
            case Imported files -> files.write(drafts);
            case Kept kept -> kept.applied().stream().reduce((first, next) -> next);
            case Known known -> known.revisions().stream().reduce((first, next) -> next);
        };
        if (!noStamp) {
            Address place = takeover instanceof Known
                    ? new Address.Heads()
                    : last.<Address>map(r -> Address.parse(r.id().text())).orElse(new Address.Base());
            migrations.stamp(place, new MigrateProgress(console));
        }
        return new Done(0, Optional.of(takeover), last, !noStamp);
    }

    private void show(Console console, Done done) {
        if (done.takeover().isEmpty()) {
            console.line("The database is adopted already: its history has %,d revision%s."
                    .formatted(done.applied(), done.applied() == 1 ? "" : "s"));
            return;
        }
        Takeover takeover = done.takeover().get();
        takeover.histories().forEach(h -> console.line(h.words() + h.more()));
        if (takeover.histories().isEmpty()) {
            console.line("There is no history of another tool: the schema is taken as it is.");
        }
        switch (takeover) {
            case Known known ->
                console.line("The %,d revision%s in the folder give%s just what the database has."
                        .formatted(
                                known.revisions().size(),
                                known.revisions().size() == 1 ? "" : "s",
                                known.revisions().size() == 1 ? "s" : ""));
            case Kept kept ->
                console.line("Its %,d applied file%s give%s just what the database has; %,d are pending."
                        .formatted(
                                kept.applied().size(),
                                kept.applied().size() == 1 ? "" : "s",
                                kept.applied().size() == 1 ? "s" : "",
                                kept.pending()));
            case Imported files ->
                console.line(
                        "Its %,d applied files give just what the database has; with %,d pending they are revisions."
                                .formatted(
                                        files.applied().size(), files.pending().size()));
            case Baseline baseline -> baseline(console, baseline);
        }
        done.last().ifPresent(r -> console.line(r.file().toString()));
        console.line(
                done.stamped()
                        ? "The history now says that the database has it; nothing else in it was changed."
                        : "The database was not touched.");
    }

    private void baseline(Console console, Baseline baseline) {
        if (dryRun) {
            console.text(baseline.upgrade() + "\n");
        }
        console.line("The first revision makes %,d things. It was tried: up gives this schema, down gives nothing."
                .formatted(baseline.objects()));
        if (!baseline.roles().isEmpty()) {
            console.line(console.style()
                    .paint(
                            Ink.YELLOW,
                            "It names roles, which it does not make: " + String.join(", ", baseline.roles())));
        }
    }

    private static void write(ObjectNode root, Done done) {
        root.put("adoptedAlready", done.takeover().isEmpty());
        root.put("stamped", done.stamped());
        var tools = root.putArray("tools");
        done.takeover().ifPresent(t -> t.histories().forEach(h -> write(tools.addObject(), h)));
        if (done.takeover().orElse(null) instanceof Baseline baseline) {
            root.put("objects", baseline.objects());
            var roles = root.putArray("roles");
            baseline.roles().forEach(roles::add);
        }
        done.last().ifPresent(r -> json(root.putObject("revision"), r));
    }

    private static void write(ObjectNode node, ForeignHistory history) {
        node.put("tool", history.tool().words());
        history.applied().ifPresent(n -> node.put("applied", n));
        history.last().ifPresent(l -> node.put("last", l));
        history.detail().ifPresent(d -> node.put("detail", d));
        var tables = node.putArray("tables");
        history.tables().forEach(t -> tables.add(t.sql()));
    }
}
