package dev.pgsteady.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Everything that the embedded server takes from its surroundings, as a value, so that a test can give another one.
///
/// @param variables       the environment variables
/// @param platform        operating system and processor
/// @param home            the user's home directory
/// @param temporary       the directory for temporary files
/// @param root            whether this process runs as root, which PostgreSQL refuses to do
/// @param bundleDirectory where to look for the bundle's jar besides the class path (`-Dpgsteady.postgres.dir`)
public record Machine(
        Map<String, String> variables,
        Platform platform,
        Path home,
        Path temporary,
        boolean root,
        Optional<Path> bundleDirectory) {
    public Machine {
        variables = Map.copyOf(variables);
    }

    /// The machine that this process runs on.
    public static Machine here() {
        return new Machine(
                System.getenv(),
                Platform.here(),
                Path.of(System.getProperty("user.home", ".")).toAbsolutePath(),
                Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toAbsolutePath(),
                runsAsRoot(),
                Optional.ofNullable(System.getProperty("pgsteady.postgres.dir")).map(Path::of));
    }

    /// The same machine with one variable set to another value.
    public Machine with(String variable, String value) {
        Map<String, String> changed = new HashMap<>(variables);
        changed.put(variable, value);
        return new Machine(changed, platform, home, temporary, root, bundleDirectory);
    }

    /// Whether things may be kept only to be fast: `PGSTEADY_FAST=0` says no, as for the launcher.
    public boolean fast() {
        return !"0".equals(variables.get("PGSTEADY_FAST"));
    }

    /// A variable's value, when it is set and not blank.
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(Predicate.not(String::isBlank));
    }

    /// The owner of `/proc/self` is the effective user; elsewhere the name has to do.
    private static boolean runsAsRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }
}
