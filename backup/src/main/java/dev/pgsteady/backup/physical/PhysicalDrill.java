package dev.pgsteady.backup.physical;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.DrillOptions.Level;
import dev.pgsteady.backup.DrillResult;
import dev.pgsteady.backup.Inspection;
import dev.pgsteady.backup.Lease;
import dev.pgsteady.backup.LogicalBackup;
import dev.pgsteady.backup.SetId;
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

/// Proves a physical backup: recovers it, with what is archived of the write-ahead log, into a scratch
/// server, and looks
/// at every index and table of every database in it with amcheck.
///
/// @param recovery where the backups are
/// @param scratch  a folder with room for the whole server; what is made in it is removed
public record PhysicalDrill(PointInTime recovery, Path scratch) {
    private static final int FIRST_PORT = 17_500;

    /// Drills a backup, and keeps what came of it beside it.
    ///
    /// @param queries the user's own, run in the database of that name
    /// @throws Problem when the drill itself could not be carried out
    public DrillResult run(BackupSet set, Map<String, List<String>> queries, WorkProgress progress) {
        Instant at = recovery.clock().instant();
        Findings findings = new Findings();
        Path data = scratch.resolve("pgsteady-drill-" + ProcessHandle.current().pid());
        try {
            drill(set, data, new Order(queries, progress), findings);
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
                Level.CHECK,
                recovery.repository().manifest(set).server().version(),
                0,
                findings.databases,
                findings.seconds,
                findings.seconds.getOrDefault("recovery", 0.0),
                findings.failures,
                findings.notes,
                LogicalBackup.version(),
                Lease.thisHost());
        recovery.repository().record(result);
        return result;
    }

    /// What has come out so far.
    private static final class Findings {
        private final List<String> failures = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final Map<String, Double> seconds = new LinkedHashMap<>();
        private long databases;
    }

    private record Order(Map<String, List<String>> queries, WorkProgress progress) {}

    private void drill(BackupSet set, Path data, Order order, Findings findings) {
        Recovered recovered = recovered(set.id(), data, order.progress());
        findings.seconds.put("recovery", recovered.took().toMillis() / 1000.0);
        findings.notes.addAll(recovered.notes());
        recovered.lastCommit().ifPresent(t -> findings.notes.add("The last commit in it is of " + t + "."));
        try {
            Instant begun = recovery.clock().instant();
            inspect(set, recovered, order, findings);
            findings.seconds.put(
                    "check", Duration.between(begun, recovery.clock().instant()).toMillis() / 1000.0);
        } finally {
            recovery.server(recovered).abandon();
        }
    }

    private Recovered recovered(SetId id, Path data, WorkProgress progress) {
        PointInTime.Plan plan = recovery.plan(new RecoveryTarget.Latest(), Optional.of(id));
        return recovery.restore(plan, RecoveryOptions.scratch(data, RestoredServer.freePort(FIRST_PORT)), progress);
    }

    private void inspect(BackupSet set, Recovered recovered, Order order, Findings findings) {
        String superuser =
                recovery.repository().manifest(set).physical().orElseThrow().superuser();
        ConnectionSettings server =
                ConnectionSettings.to(recovered.data().toString(), recovered.port(), "template1", superuser);
        for (String name : databases(server)) {
            Inspection inspection = new Inspection(server.withDatabase(name), order.progress());
            inspection.indexes(2);
            inspection.queries(order.queries().getOrDefault(name, List.of()));
            inspection.failures().forEach(f -> findings.failures.add(name + ": " + f));
            findings.databases++;
        }
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
