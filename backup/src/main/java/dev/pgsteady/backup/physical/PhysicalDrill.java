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
        List<String> failures = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Map<String, Double> seconds = new LinkedHashMap<>();
        Path data = scratch.resolve("pgsteady-drill-" + ProcessHandle.current().pid());
        int version = recovery.repository().manifest(set).server().version();
        long databases = 0;
        double took = 0;
        try {
            Recovered recovered = recovered(set.id(), data, progress);
            took = recovered.took().toMillis() / 1000.0;
            seconds.put("recovery", took);
            notes.addAll(recovered.notes());
            recovered.lastCommit().ifPresent(t -> notes.add("The last commit in it is of " + t + "."));
            try {
                Instant begun = recovery.clock().instant();
                databases = inspect(set, recovered, queries, failures, progress);
                seconds.put(
                        "check",
                        Duration.between(begun, recovery.clock().instant()).toMillis() / 1000.0);
            } finally {
                recovery.server(recovered).abandon();
            }
        } catch (Problem e) {
            if (e.kind() != Problem.Kind.DAMAGED && e.kind() != Problem.Kind.EMBEDDED) {
                throw e;
            }
            failures.add(String.valueOf(e.getMessage()));
        } finally {
            remove(data);
        }
        DrillResult result = new DrillResult(
                set.id(),
                at,
                failures.isEmpty(),
                Level.CHECK,
                version,
                0,
                databases,
                seconds,
                took,
                failures,
                notes,
                LogicalBackup.version(),
                Lease.thisHost());
        recovery.repository().record(result);
        return result;
    }

    private Recovered recovered(SetId id, Path data, WorkProgress progress) {
        PointInTime.Plan plan = recovery.plan(new RecoveryTarget.Latest(), Optional.of(id));
        return recovery.restore(plan, RecoveryOptions.scratch(data, RestoredServer.freePort(FIRST_PORT)), progress);
    }

    /// @return how many databases were looked at
    private long inspect(
            BackupSet set,
            Recovered recovered,
            Map<String, List<String>> queries,
            List<String> failures,
            WorkProgress progress) {
        String superuser =
                recovery.repository().manifest(set).physical().orElseThrow().superuser();
        ConnectionSettings server =
                ConnectionSettings.to(recovered.data().toString(), recovered.port(), "template1", superuser);
        List<String> names = databases(server);
        for (String name : names) {
            Inspection inspection = new Inspection(server.withDatabase(name), progress);
            inspection.indexes(2);
            inspection.queries(queries.getOrDefault(name, List.of()));
            inspection.failures().forEach(f -> failures.add(name + ": " + f));
        }
        return names.size();
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
            DataFolder.deleteTree(data);
        } catch (IOException e) {
            throw FileTrouble.of("The scratch server in %s cannot be removed".formatted(data), e);
        }
    }
}
