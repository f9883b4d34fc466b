package dev.pgsteady.embedded;

import java.nio.file.Path;
import java.util.Optional;

/// Where this platform wants a program to keep its things (XDG Base Directory Specification; on macOS and Windows their
/// own habits).
///
/// @param state what must not get lost: servers and their data. `PGSTEADY_STATE` overrides it
/// @param cache what can be made again: unpacked binaries
public record Directories(Path state, Path cache) {
    /// The directories of a user on a machine. Nothing is created.
    public static Directories of(Machine machine) {
        Directories usual = switch (machine.platform().system()) {
            case LINUX ->
                new Directories(
                        xdg(machine, "XDG_STATE_HOME", ".local/state"), xdg(machine, "XDG_CACHE_HOME", ".cache"));
            case DARWIN ->
                new Directories(
                        machine.home().resolve("Library/Application Support/pgsteady"),
                        machine.home().resolve("Library/Caches/pgsteady"));
            case WINDOWS -> windows(machine);
        };
        return machine.variable("PGSTEADY_STATE")
                .map(state -> new Directories(Path.of(state).toAbsolutePath(), usual.cache()))
                .orElse(usual);
    }

    /// A relative path in an XDG variable is to be ignored, says the specification.
    private static Path xdg(Machine machine, String variable, String otherwise) {
        return machine.variable(variable)
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(machine.home().resolve(otherwise))
                .resolve("pgsteady");
    }

    private static Directories windows(Machine machine) {
        Optional<Path> local = machine.variable("LOCALAPPDATA").map(Path::of);
        Path base =
                local.orElse(machine.home().resolve("AppData").resolve("Local")).resolve("pgsteady");
        return new Directories(base.resolve("state"), base.resolve("cache"));
    }
}
