package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.migrate.Address;
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
import dev.pgsteady.migrate.adopt.Takeover.Kept;
import dev.pgsteady.migrate.adopt.Takeover.Known;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
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

    /// What came of it.
    ///
    /// @param applied how many revisions the database had before
    /// @param written the file of the first revision, where one was made
    /// @param stamped whether the history was written
    private record Done(int applied, Optional<Takeover> takeover, Optional<Revision> written, boolean stamped) {}

    @Override
    int order() {
        return 16;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        ConnectionSettings settings = target.settings(console, configuration);
        Optional<FlywayFolder> kept =
                keep.map(path -> new FlywayFolder(path, configuration.migrate().placeholders()));
        RevisionFolder folder =
                kept.isPresent() ? new RevisionFolder(folder(configuration).path(), kept) : folder(configuration);
        RunOptions options =
                RunOptions.USUAL.in(HistoryTable.in(configuration.migrate().schema()));
        Done done;
        try (Migrations migrations = new Migrations(folder, settings, options)) {
            int applied = migrations.history().entries().size();
            done = applied > 0
                    ? new Done(applied, Optional.empty(), Optional.empty(), false)
                    : adopt(console, migrations, folder, look(console, folder, (server, revisions) -> {
                        Adoption adoption = new Adoption(server, settings, options.table());
                        return kept.isPresent() ? adoption.keep(kept.get()) : adoption.look(revisions);
                    }));
        }
        if (json(configuration)) {
            console.text(Json.object(root -> write(root, done)));
        } else {
            show(console, done);
        }
        return 0;
    }

    private static Takeover look(
            Console console, RevisionFolder folder, BiFunction<TrialServer, List<Revision>, Takeover> adoption) {
        List<Revision> revisions = folder.read().sound().ordered();
        try (ProgressLine line = new ProgressLine(console);
                TrialServer server = new TrialServer(Machine.here(), line)) {
            return adoption.apply(server, revisions);
        }
    }

    private Done adopt(Console console, Migrations migrations, RevisionFolder folder, Takeover takeover) {
        Optional<Revision> written = takeover instanceof Baseline baseline && !dryRun
                ? Optional.of(MigrateWrite.drafts(folder).write(baseline.draft()))
                : Optional.empty();
        boolean stamp = !dryRun && !noStamp;
        if (stamp) {
            migrations.stamp(place(takeover), new MigrateProgress(console));
        }
        return new Done(0, Optional.of(takeover), written, stamp);
    }

    /// Where the database then is.
    private static Address place(Takeover takeover) {
        return takeover instanceof Kept kept
                ? kept.applied().isEmpty()
                        ? new Address.Base()
                        : Address.parse(kept.applied().getLast().id().text())
                : new Address.Heads();
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
            case Baseline baseline -> baseline(console, baseline);
        }
        done.written().ifPresent(r -> console.line(r.file().toString()));
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
        done.written().ifPresent(r -> json(root.putObject("revision"), r));
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
