package dev.pgsteady.core;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a program can see of the machine and the person that runs it, as a value.
///
/// @param variables         the environment variables
/// @param home              the home directory, in which `.pgpass`, `.pg_service.conf` and `.postgresql` are looked for
/// @param userName          the operating system's name for the user: the role that libpq falls back on
/// @param socketDirectories where servers of this machine may keep their sockets, the likeliest first; none on Windows
public record Environment(Map<String, String> variables, Path home, String userName, List<Path> socketDirectories) {
    public Environment {
        variables = Map.copyOf(variables);
        socketDirectories = List.copyOf(socketDirectories);
    }

    /// The environment of this process.
    public static Environment system() {
        Map<String, String> variables = System.getenv();
        String home = variables.getOrDefault("HOME", System.getProperty("user.home", "/"));
        return new Environment(
                variables,
                Path.of(home.isBlank() ? "/" : home),
                System.getProperty("user.name", "postgres"),
                windows() ? List.of() : List.of(Path.of("/var/run/postgresql"), Path.of("/tmp")));
    }

    /// The variable's value; empty when it is not set, or set to nothing.
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    /// libpq's directory for the user's own files: `~/.postgresql`, or `%APPDATA%\postgresql`.
    Path libpqDirectory() {
        return variable("APPDATA")
                .filter(any -> windows())
                .map(appData -> Path.of(appData, "postgresql"))
                .orElse(home.resolve(".postgresql"));
    }

    /// Where the passfile is when nothing names another one (manual, 34.16).
    Path passwordFile() {
        return windows() ? libpqDirectory().resolve("pgpass.conf") : home.resolve(".pgpass");
    }

    /// Where the user's service file is when nothing names another one (manual, 34.17).
    Path serviceFile() {
        return windows() ? libpqDirectory().resolve(".pg_service.conf") : home.resolve(".pg_service.conf");
    }

    /// `~` put back for the home directory, as a person writes the path.
    String shortened(Path path) {
        return path.startsWith(home) && !home.equals(home.getRoot()) ? "~/" + home.relativize(path) : path.toString();
    }

    private static boolean windows() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }
}
