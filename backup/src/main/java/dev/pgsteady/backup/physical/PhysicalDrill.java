package dev.pgsteady.backup.physical;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.DrillOptions.Level;
import dev.pgsteady.backup.DrillResult;
import dev.pgsteady.backup.DrillResult.Reached;
import dev.pgsteady.backup.Inspection;
import dev.pgsteady.backup.Lease;
import dev.pgsteady.backup.LogicalBackup;
import dev.pgsteady.backup.RunbookTrial;
import dev.pgsteady.backup.SetId;
import dev.pgsteady.backup.Verification;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.StatementWords;
import dev.pgsteady.embedded.OwnedFiles;
import dev.pgsteady.embedded.RestoredServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Proves a physical backup: recovers it, with what is archived of the write-ahead log, into a scratch server, and
/// looks at every index and table of every database in it with amcheck.
///
/// @param recovery where the backups are
/// @param scratch  a folder with room for the whole server; what is made in it is removed
public record PhysicalDrill(PointInTime recovery, Path scratch) {
    private static final int FIRST_PORT = 17_500;

    /// What is asked of a drill.
    ///
    /// @param level   [Level#RESTORE] leaves out amcheck and queries; [Level#POINT_IN_TIME] recovers a second time,
    ///                to half way between the backup and the last commit
    /// @param queries the user's own, by the database that they are run in
    /// @param runbook whose commands are carried out as well; empty for none
    public record Wanted(Level level, Map<String, List<String>> queries, Optional<RunbookTrial> runbook) {
        public Wanted {
            queries = Map.copyOf(queries);
        }
    }

    /// Drills a backup, and keeps what came of it beside it.
    ///
    /// @throws Problem when the drill itself could not be carried out
    public DrillResult run(BackupSet set, Wanted wanted, WorkProgress progress) {
        Instant at = recovery.clock().instant();
        Level level = wanted.level();
        Findings findings = new Findings();
        Path data = scratch.resolve("pgsteady-drill-" + ProcessHandle.current().pid());
        try {
            drill(set, data, new Order(wanted, progress), findings);
        } catch (Problem e) {
            if (e.kind() != Problem.Kind.DAMAGED && e.kind() != Problem.Kind.EMBEDDED) {
                throw e;
            }
            findings.failures.add(String.valueOf(e.getMessage()));
        } finally {
            remove(data);
        }
        DrillResult result = new DrillResult(
                set.id(),
                at,
                findings.failures.isEmpty(),
                level,
                level == Level.BYTES
                        ? 0
                        : recovery.repository().manifest(set).server().version(),
                0,
                findings.databases,
                findings.seconds,
                findings.seconds.getOrDefault(DrillResult.RECOVERY, 0.0),
                findings.failures,
                findings.notes,
                LogicalBackup.version(),
                Lease.thisHost(),
                findings.reached());
        recovery.repository().record(result);
        return result;
    }

    /// What has come out so far.
    private static final class Findings {
        private final List<String> failures = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final Map<String, Double> seconds = new LinkedHashMap<>();
        private Optional<Instant> lastCommit = Optional.empty();
        private Optional<Instant> between = Optional.empty();
        private List<String> commands = List.of();
        private long databases;

        Optional<Reached> reached() {
            return lastCommit.isEmpty() && commands.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Reached(lastCommit, between, Optional.empty(), commands));
        }
    }

    private record Order(Wanted wanted, WorkProgress progress) {}

    private void drill(BackupSet set, Path data, Order order, Findings findings) {
        if (order.wanted().level() == Level.BYTES) {
            findings.failures.addAll(new Verification(recovery.repository(), recovery.clock(), order.progress())
                    .of(List.of(set))
                    .getOrDefault(set.id(), List.of()));
            return;
        }
        Recovered recovered = recovered(set.id(), data, new RecoveryTarget.Latest(), order.progress());
        findings.seconds.put(DrillResult.RECOVERY, seconds(recovered));
        findings.notes.addAll(recovered.notes());
        findings.lastCommit = recovered.lastCommit();
        try {
            if (order.wanted().level() != Level.RESTORE) {
                Instant begun = recovery.clock().instant();
                inspect(set, recovered, order, findings);
                findings.seconds.put("check", secondsSince(begun));
            }
        } finally {
            recovery.server(recovered).abandon();
        }
        if (order.wanted().level() == Level.POINT_IN_TIME) {
            remove(data);
            between(set, data, order, findings);
        }
        if (order.wanted().runbook().isPresent()) {
            remove(data);
            runbook(set, order.wanted().runbook().get(), findings);
        }
    }

    private void runbook(BackupSet set, RunbookTrial trial, Findings findings) {
        Instant begun = recovery.clock().instant();
        Path folder =
                scratch.resolve("pgsteady-runbook-" + ProcessHandle.current().pid());
        RecoveryTrial.Outcome outcome = new RecoveryTrial(trial, folder.toAbsolutePath(), recovery.machine())
                .run(new RecoveryTrial.Reach(findings.lastCommit, half(set, findings)));
        findings.commands = outcome.done();
        findings.failures.addAll(outcome.failures());
        findings.notes.addAll(outcome.notes());
        findings.seconds.put("runbook", secondsSince(begun));
    }

    private double secondsSince(Instant begun) {
        return Duration.between(begun, recovery.clock().instant()).toMillis() / 1000.0;
    }

    private static double seconds(Recovered recovered) {
        return recovered.took().toMillis() / 1000.0;
    }

    /// A time between the backup and the last commit. Any will do; half way is the same for the same
    /// archive.
    private Optional<Instant> half(BackupSet set, Findings findings) {
        Instant since = new WalArchive(recovery.repository()).window(set).since();
        return findings.lastCommit
                .filter(t -> t.isAfter(since))
                .map(t -> since.plus(Duration.between(since, t).dividedBy(2)));
    }

    private void between(BackupSet set, Path data, Order order, Findings findings) {
        Optional<Instant> between = half(set, findings);
        if (between.isEmpty()) {
            findings.notes.add(
                    "Nothing was committed between the backup and the end of the archived log, so there is no"
                            + " time between to recover to.");
            return;
        }
        Instant half = between.get();
        Recovered recovered = recovered(set.id(), data, new RecoveryTarget.Time(half), order.progress());
        findings.seconds.put("point in time", seconds(recovered));
        recovery.server(recovered).abandon();
        if (recovered.lastCommit().filter(t -> t.isAfter(half)).isPresent()) {
            findings.failures.add("Recovered to %s, there is a commit of %s."
                    .formatted(half, recovered.lastCommit().get()));
        }
        findings.between = Optional.of(half);
    }

    private Recovered recovered(SetId id, Path data, RecoveryTarget target, WorkProgress progress) {
        PointInTime.Plan plan = recovery.plan(target, Optional.of(id));
        return recovery.restore(plan, RecoveryOptions.scratch(data, RestoredServer.freePort(FIRST_PORT)), progress);
    }

    private void inspect(BackupSet set, Recovered recovered, Order order, Findings findings) {
        String superuser =
                recovery.repository().manifest(set).physical().orElseThrow().superuser();
        ConnectionSettings server =
                ConnectionSettings.to(recovered.data().toString(), recovered.port(), "template1", superuser);
        List<String> all = databases(server);
        for (String name : all) {
            Inspection inspection = new Inspection(server.withDatabase(name), order.progress());
            inspection.indexes(2);
            inspection.queries(order.wanted().queries().getOrDefault(name, List.of()));
            inspection.failures().forEach(f -> findings.failures.add(name + ": " + f));
            inspection.notes().forEach(n -> findings.notes.add(name + ": " + n));
            findings.databases++;
        }
        order.wanted().queries().keySet().stream()
                .filter(name -> !all.contains(name))
                .forEach(name -> findings.failures.add("There is no database %s to run queries in.".formatted(name)));
    }

    private static List<String> databases(ConnectionSettings server) {
        List<String> names = new ArrayList<>();
        try (Connection connection = Database.connect(server);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT datname FROM pg_database WHERE datallowconn ORDER BY 1")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    private static void remove(Path data) {
        try {
            OwnedFiles.deleteTree(data);
        } catch (IOException e) {
            throw FileTrouble.of("The scratch server in %s cannot be removed".formatted(data), e);
        }
    }
}
