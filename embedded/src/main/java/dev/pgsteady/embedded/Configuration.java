package dev.pgsteady.embedded;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The text of the server's configuration files (manual, 20.1 Setting Parameters and 21.1 The pg_hba.conf File).
final class Configuration {
    /// Written at every start.
    static final String OURS = "pgsteady.conf";

    /// What the options say; included after ours, so it wins.
    static final String OPTIONS = "pgsteady-options.conf";

    private Configuration() {}

    /// What goes to the end of `postgresql.conf`, once.
    static String includes() {
        return "\n# Written by pgsteady. Your own settings: below these lines, or by ALTER SYSTEM.\ninclude '" + OURS
                + "'\ninclude '" + OPTIONS + "'\n";
    }

    /// What differs from one start to the next.
    ///
    /// @param name       the server's name, for the list of processes
    /// @param port       the TCP port
    /// @param socket     the folder of the Unix socket, where there is one
    /// @param log        the folder of the log
    /// @param statements whether `pg_stat_statements` can be loaded
    record Start(String name, int port, Optional<Path> socket, Path log, boolean statements) {}

    static String ours(Start start) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("cluster_name", "pgsteady-" + start.name());
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("port", Integer.toString(start.port()));
        settings.put(
                "unix_socket_directories", start.socket().map(Path::toString).orElse(""));
        settings.put("unix_socket_permissions", "0700");
        settings.put("max_connections", "100");
        settings.put("password_encryption", "scram-sha-256");
        settings.put("shared_preload_libraries", start.statements() ? "pg_stat_statements" : "");
        settings.put("fsync", "on");
        settings.put("min_wal_size", "80MB");
        settings.put("max_wal_size", "512MB");
        settings.put("lc_messages", "C");
        settings.put("logging_collector", "on");
        settings.put("log_directory", start.log().toString());
        // One file for each day of the week, begun anew when its day comes round.
        settings.put("log_filename", "postgresql-%a.log");
        settings.put("log_rotation_age", "1d");
        settings.put("log_rotation_size", "0");
        settings.put("log_truncate_on_rotation", "on");
        settings.put("log_file_mode", "0600");
        settings.put("log_line_prefix", "%m [%p] %q%u@%d ");
        settings.put("log_lock_waits", "on");
        settings.put("log_parameter_max_length", "0");
        settings.put("log_parameter_max_length_on_error", "0");
        return "# Written by pgsteady at every start: changes here are lost.\n" + lines(settings);
    }

    static String options(Map<String, String> settings) {
        return "# Written by pgsteady from its options.\n" + lines(settings);
    }

    /// The first line that fits decides, so the options' lines stand first.
    static String hba(List<String> optionLines) {
        return Stream.concat(
                        optionLines.stream(),
                        Stream.of("all", "replication").flatMap(Configuration::onlyHereWithPassword))
                .collect(
                        Collectors.joining("\n", "# Written by pgsteady: this machine only, with a password.\n", "\n"));
    }

    private static Stream<String> onlyHereWithPassword(String database) {
        return Stream.of(
                        "local %s all scram-sha-256",
                        "host %s all 127.0.0.1/32 scram-sha-256", "host %s all ::1/128 scram-sha-256")
                .map(line -> line.formatted(database));
    }

    private static String lines(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + quoted(entry.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    /// A value in single quotes: quotes are doubled and backslashes too, because the parser reads escapes.
    static String quoted(String value) {
        String escaped = value.replace("\\", "\\\\")
                .replace("'", "''")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
        return "'" + escaped + "'";
    }
}
