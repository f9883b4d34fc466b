package dev.pgsteady.backup.physical;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The settings of a server that came out of a copy. They win over its own.
final class RecoverySettings {
    /// The server calls a shell in its data directory, so that no path has to be quoted.
    private static final String FETCH = "test -f \"%1$s/%%f\" && cp \"%1$s/%%f\" \"%%p\"".formatted(DataFolder.WAL);

    private static final String FETCH_ON_WINDOWS = "copy \"%s\\%%f\" \"%%p\"".formatted(DataFolder.WAL);

    private RecoverySettings() {}

    /// What a copy must not do as long as nobody has said that it takes the place of the original: archive
    /// into the original's archive, replicate, run jobs, be reached from elsewhere.
    static Map<String, String> neutral(int port) {
        Map<String, String> settings = standing(port);
        settings.put("archive_mode", "off");
        settings.put("archive_cleanup_command", "");
        settings.put("recovery_end_command", "");
        settings.put("primary_conninfo", "");
        settings.put("primary_slot_name", "");
        settings.put("synchronous_standby_names", "");
        settings.put("max_logical_replication_workers", "0");
        settings.put("shared_preload_libraries", "");
        settings.put("cron.launch_active_jobs", "off");
        settings.put("ssl", "off");
        return settings;
    }

    /// Where a server stands that may be on the same machine as the one that it is a copy of: its own port,
    /// its own log.
    static Map<String, String> standing(int port) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("port", Integer.toString(port));
        settings.put("lc_messages", "C");
        settings.put("log_min_messages", "warning");
        settings.put("log_destination", "stderr");
        settings.put("logging_collector", "off");
        settings.put("log_line_prefix", "%m [%p] ");
        return settings;
    }

    /// For a server that replays the log up to a target and then goes its own way.
    static Map<String, String> recovering(RecoveryTarget target, int timeline, RecoveryOptions options) {
        Map<String, String> settings = neutral(options.port());
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        settings.put("restore_command", windows ? FETCH_ON_WINDOWS : FETCH);
        settings.putAll(target.settings());
        settings.put("recovery_target_inclusive", "on");
        settings.put("recovery_target_timeline", Integer.toString(timeline));
        settings.put("recovery_min_apply_delay", "0");
        boolean pause = options.end() == RecoveryOptions.End.PAUSE;
        settings.put("recovery_target_action", pause ? "pause" : "promote");
        // Without it the server need not have as much of everything as the original had.
        settings.put("hot_standby", pause ? "on" : "off");
        return settings;
    }

    /// For a server that is thrown away.
    static Map<String, String> scratch(Path data) {
        return Map.of(
                "listen_addresses", "",
                "unix_socket_directories", data.toString(),
                "unix_socket_permissions", "0700",
                "hba_file", data.resolve("pgsteady_hba.conf").toString(),
                "fsync", "off",
                "full_page_writes", "off",
                "synchronous_commit", "off",
                "autovacuum", "off");
    }
}
