package dev.pgsteady.backup.physical;

import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Host;
import dev.pgsteady.core.Keyword;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.StatementWords;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.OwnedFiles;
import dev.pgsteady.embedded.RestoredServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A standby of a primary: a copy that follows it through a slot of its own.
///
/// @param primary whom it follows; its role needs REPLICATION
/// @param data    its data directory
/// @param port    where it listens, on this machine only
/// @param slot    its slot on the primary, and its name there
/// @param machine where it runs
public record Standby(ConnectionSettings primary, Path data, int port, String slot, Machine machine) {
    private static final String PASSFILE = "pgsteady_passfile";
    private static final Pattern KILOBYTES = Pattern.compile("(\\d+)/(\\d+) kB \\(");

    private static final List<Keyword> KEPT =
            List.of(Keyword.SSLMODE, Keyword.SSLROOTCERT, Keyword.SSLCERT, Keyword.SSLKEY, Keyword.CHANNEL_BINDING);

    public Standby {
        data = data.toAbsolutePath().normalize();
    }

    /// How far a standby is behind.
    ///
    /// @param bytes of the log that it has not replayed
    /// @param time  since it was where the primary was; empty while nothing happens
    public record Lag(long bytes, Optional<Duration> time) {}

    /// Copies the primary and makes the slot.
    ///
    /// @throws Problem OCCUPIED when the folder is not empty; otherwise as a physical backup. A slot that was made
    ///         is dropped then, or the primary would keep its log for nobody
    public void build(WorkProgress progress) {
        PhysicalFacts facts = facts();
        facts.requireReady();
        Tools tools = Tools.forServer(facts.major(), machine);
        DataFolder folder = DataFolder.begin(data);
        List<String> command = ToolProcess.command(
                tools.program("pg_basebackup"),
                "--pgdata=" + folder.building(),
                "--format=plain",
                "--wal-method=stream",
                "--create-slot",
                "--slot=" + slot,
                "--checkpoint=fast",
                "--no-password",
                "--progress");
        boolean slotWasThere = slotIsThere();
        try (ToolProcess base = ToolProcess.start(primary, command, Map.of(), line -> hear(line, progress))) {
            base.requireSuccess();
            folder.write(PASSFILE, String.join("\n", LibpqEnvironment.lines(primary)) + "\n");
            folder.configure("Written by pgsteady: a standby of %s.".formatted(primary), settings(facts));
            folder.write("standby.signal", "");
            folder.complete();
        } catch (RuntimeException e) {
            undo(folder, slotWasThere, e);
            throw e;
        }
    }

    private void undo(DataFolder folder, boolean slotWasThere, RuntimeException why) {
        try {
            OwnedFiles.deleteTree(folder.building());
            if (!slotWasThere && slotIsThere()) {
                dropSlot();
            }
        } catch (IOException | Problem e) {
            why.addSuppressed(e);
        }
    }

    private static void hear(String line, WorkProgress progress) {
        Matcher kilobytes = KILOBYTES.matcher(line);
        if (kilobytes.find()) {
            progress.at(
                    "Copying the server",
                    Long.parseLong(kilobytes.group(1)) * 1024,
                    Long.parseLong(kilobytes.group(2)) * 1024);
        }
    }

    private Map<String, String> settings(PhysicalFacts facts) {
        Map<String, String> settings = new TreeMap<>(RecoverySettings.standing(port));
        Recovery.AT_LEAST.forEach(
                name -> Optional.ofNullable(facts.settings().get(name)).ifPresent(value -> settings.put(name, value)));
        settings.put("primary_conninfo", conninfo());
        settings.put("primary_slot_name", slot);
        settings.put("recovery_target_timeline", "latest");
        settings.put("hot_standby", "on");
        return settings;
    }

    /// The password is in a file beside, which only the server's user can read.
    private String conninfo() {
        Map<String, String> words = new TreeMap<>();
        words.put("host", joined(primary.hosts().stream().map(Host::name).toList()));
        words.put(
                "port",
                joined(primary.hosts().stream()
                        .map(h -> Integer.toString(h.port()))
                        .toList()));
        words.put("user", primary.user());
        words.put("passfile", data.resolve(PASSFILE).toString());
        words.put("application_name", slot);
        KEPT.forEach(k -> primary.value(k).ifPresent(v -> words.put(k.word(), v)));
        return words.entrySet().stream()
                .map(e -> e.getKey() + "='" + e.getValue().replace("\\", "\\\\").replace("'", "\\'") + "'")
                .collect(Collectors.joining(" "));
    }

    private static String joined(List<String> words) {
        return String.join(",", words);
    }

    /// Its server, to be started, promoted and stopped.
    public RestoredServer server() {
        return RestoredServer.of(data, machine);
    }

    /// How far it is behind, as the primary sees it; empty when it is not connected.
    public Optional<Lag> lag() {
        String query = """
                SELECT pg_wal_lsn_diff(pg_current_wal_flush_lsn(), replay_lsn)::bigint,
                       (extract(epoch FROM replay_lag) * 1000)::bigint
                  FROM pg_stat_replication WHERE replay_lsn IS NOT NULL AND application_name =\s""" + Sql.literal(slot);
        return ask(query, row -> {
            if (!row.next()) {
                return Optional.empty();
            }
            long bytes = row.getLong(1);
            long time = row.getLong(2);
            return Optional.of(new Lag(bytes, row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(time))));
        });
    }

    /// Drops its slot on the primary, when the standby is gone for good.
    public void dropSlot() {
        ask("SELECT pg_drop_replication_slot(%s)".formatted(Sql.literal(slot)), ResultSet::next);
    }

    private boolean slotIsThere() {
        return ask("SELECT FROM pg_replication_slots WHERE slot_name = " + Sql.literal(slot), ResultSet::next);
    }

    private PhysicalFacts facts() {
        try (Connection connection = Database.connect(primary)) {
            return PhysicalFacts.read(connection);
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }

    private <T> T ask(String query, Reading<T> reading) {
        try (Connection connection = Database.connect(primary);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return reading.of(rows);
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }
}
