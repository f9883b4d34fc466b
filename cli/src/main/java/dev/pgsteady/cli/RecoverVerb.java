package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.SetId;
import dev.pgsteady.backup.physical.Lsn;
import dev.pgsteady.backup.physical.PointInTime;
import dev.pgsteady.backup.physical.Recovered;
import dev.pgsteady.backup.physical.RecoveryOptions;
import dev.pgsteady.backup.physical.RecoveryTarget;
import dev.pgsteady.backup.physical.Standby;
import dev.pgsteady.backup.physical.TableAtTime;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.RestoredServer;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Brings a whole server back as it was at a point in time.
@AutoService(Verb.class)
@Command(
        name = "recover",
        description = {
            "Recover a whole server from a physical backup and the archived log, to a point in time, into a new folder;",
            "or with --table, bring one table back as it was, beside the one that is there;",
            "or with --standby, build a copy of the server of DATABASE that follows it."
        })
public final class RecoverVerb extends Verb {
    private static final int FIRST_PORT = 17_600;

    @Mixin
    private final TargetOption target = new TargetOption();

    @Mixin
    private final StoreOption store = new StoreOption();

    @Option(names = "--to", paramLabel = "FOLDER", description = "The new data directory; not there, or empty.")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--table",
            paramLabel = "SCHEMA.TABLE",
            description = "One table, into a new one of DATABASE whose name has the time behind it.")
    private Optional<String> table = Optional.empty();

    @Option(
            names = "--standby",
            paramLabel = "FOLDER",
            description = {
                "The data directory of a standby, which is copied and started. It follows through a slot of its own.",
                "Not there, or empty. Needs pg_basebackup and a role with REPLICATION."
            })
    private Optional<Path> standby = Optional.empty();

    @Option(
            names = "--slot",
            paramLabel = "NAME",
            defaultValue = "pgsteady_standby",
            description = "With --standby: its slot on the primary, and its name there. Default: ${DEFAULT-VALUE}.")
    private String slot = "pgsteady_standby";

    @Option(names = "--backup", paramLabel = "BACKUP", description = "The backup to begin with; chosen when left out.")
    private Optional<String> backup = Optional.empty();

    @ArgGroup
    private To to = new To();

    /// How far.
    static final class To {
        @Option(names = "--to-time", paramLabel = "TIME", description = "As in 2026-11-21T05:59:59Z.")
        private Optional<String> time = Optional.empty();

        @Option(names = "--to-lsn", paramLabel = "LSN", description = "A position of the log, as in 0/16B3748.")
        private Optional<String> lsn = Optional.empty();

        @Option(names = "--to-name", paramLabel = "NAME", description = "What pg_create_restore_point named so.")
        private Optional<String> name = Optional.empty();
    }

    @Option(names = "--port", paramLabel = "PORT", description = "Where the server listens, on this machine only.")
    private Optional<Integer> port = Optional.empty();

    @Override
    int order() {
        return 8;
    }

    @Override
    boolean standsAlone() {
        return false;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        if (Stream.of(folder, table, standby).filter(Optional::isPresent).count() != 1) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "Say one of --to FOLDER, --table SCHEMA.TABLE and --standby FOLDER.",
                    "A whole server goes into a folder, a table into the database.");
        }
        if (standby.isPresent()) {
            standby(console, configuration, standby.get());
            return 0;
        }
        try (Repository repository = store.open(configuration)) {
            PointInTime recovery = new PointInTime(repository, Machine.here(), InstantSource.system());
            if (table.isPresent()) {
                table(console, configuration, recovery, table.get());
            } else {
                server(console, configuration, recovery, folder.orElseThrow());
            }
        }
        return 0;
    }

    private void server(Console console, Configuration configuration, PointInTime recovery, Path into) {
        Optional<SetId> set =
                backup.map(words -> recovery.repository().set(words).id());
        PointInTime.Plan plan = recovery.plan(wanted(), set);
        int where = port.orElseGet(() -> RestoredServer.freePort(FIRST_PORT));
        Recovered recovered = BackupAction.shown(
                console,
                progress -> recovery.restore(plan, RecoveryOptions.service(into.toAbsolutePath(), where), progress));
        RestoredServer server = RestoredServer.of(recovered.data(), Machine.here());
        if (BackupAction.wantsJson(this, configuration)) {
            console.text(Json.object(root -> {
                server.pid().ifPresent(pid -> root.put("pid", pid));
                root.put("backup", recovered.set().text())
                        .put("data", recovered.data().toString())
                        .put("port", recovered.port())
                        .put("seconds", recovered.took().toMillis() / 1000.0);
                recovered.lastCommit().ifPresent(t -> root.put("last_commit", t.toString()));
            }));
            return;
        }
        console.line(String.format(
                Locale.ROOT,
                "%s  %s from %s in %s.",
                console.style().paint(Ink.GREEN, "RECOVERED"),
                recovered.data(),
                recovered.set(),
                BackupAction.seconds(recovered.took())));
        recovered.lastCommit().ifPresent(t -> console.line("The last commit in it is of " + t + "."));
        console.line("It runs and listens on 127.0.0.1, port " + recovered.port()
                + ", with the roles and passwords of the server that was copied.");
        tellHowToStop(console, server);
        recovered.notes().forEach(n -> console.line("  " + n));
    }

    private void standby(Console console, Configuration configuration, Path into) {
        int where = port.orElseGet(() -> RestoredServer.freePort(FIRST_PORT));
        ConnectionSettings primary = target.settings(console, configuration);
        Standby made = new Standby(primary, into, where, slot, Machine.here());
        BackupAction.shown(console, progress -> {
            made.build(progress);
            return made;
        });
        made.server().start(Duration.ofMinutes(10));
        if (BackupAction.wantsJson(this, configuration)) {
            console.text(Json.object(root -> {
                made.server().pid().ifPresent(pid -> root.put("pid", pid));
                root.put("data", made.data().toString())
                        .put("port", made.port())
                        .put("slot", made.slot());
            }));
            return;
        }
        console.line("%s  %s follows %s through the slot %s."
                .formatted(console.style().paint(Ink.GREEN, "STANDBY"), made.data(), primary, made.slot()));
        console.line("It listens on 127.0.0.1, port " + made.port() + ", and takes reads only.");
        tellHowToStop(console, made.server());
        console.line("When it is gone for good, drop its slot on the primary, which keeps the log for it:"
                + " SELECT pg_drop_replication_slot('%s');".formatted(made.slot()));
    }

    private static void tellHowToStop(Console console, RestoredServer server) {
        server.pid().ifPresent(pid -> console.line("To stop it: kill -INT " + pid));
    }

    private void table(Console console, Configuration configuration, PointInTime recovery, String name) {
        QualifiedName wanted = TableName.of(name);
        var settings = target.settings(console, configuration);
        TableAtTime.Request request = TableAtTime.Request.at(settings.database(), wanted, time());
        Path scratch = ServerOption.stateDirectory().resolve("drills");
        TableAtTime.Result result = BackupAction.shown(
                console, progress -> new TableAtTime(recovery, settings, scratch).restore(request, progress));
        if (BackupAction.wantsJson(this, configuration)) {
            console.text(
                    Json.object(root -> root.put("table", result.table().sql()).put("rows", result.rows())));
        } else {
            console.line(String.format(
                    Locale.ROOT,
                    "%,d rows of %s are in %s.",
                    result.rows(),
                    wanted,
                    result.table().sql()));
        }
    }

    private RecoveryTarget wanted() {
        if (to.time.isPresent()) {
            return new RecoveryTarget.Time(time());
        }
        return to.lsn
                .<RecoveryTarget>map(l -> new RecoveryTarget.Position(Lsn.parse(l)))
                .or(() -> to.name.map(RecoveryTarget.Named::new))
                .orElseGet(RecoveryTarget.Latest::new);
    }

    private Instant time() {
        String text = to.time.orElseThrow(() ->
                new Problem(Problem.Kind.USAGE, "No time was said.", "Say it with --to-time 2026-11-21T05:59:59Z."));
        try {
            return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        } catch (DateTimeException e) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "'%s' is no time with its zone.".formatted(text),
                    "Write it as 2026-11-21T05:59:59Z or 2026-11-21T06:59:59+01:00.",
                    e);
        }
    }
}
