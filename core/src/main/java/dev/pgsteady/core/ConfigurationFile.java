package dev.pgsteady.core;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Where `pgsteady.toml` is. Knows nothing of what is in it, so that a run without one loads no parser.
final class ConfigurationFile {
    private static final String NAME = "pgsteady.toml";

    private ConfigurationFile() {}

    static Optional<Path> find(Path workingDirectory, Environment environment) {
        return project(workingDirectory.toAbsolutePath().normalize())
                .or(() -> Optional.of(directory(environment).resolve(NAME)).filter(Files::isRegularFile));
    }

    private static Optional<Path> project(Path start) {
        Path at = start;
        while (at != null) {
            if (Files.isRegularFile(at.resolve(NAME))) {
                return Optional.of(at.resolve(NAME));
            }
            at = Files.exists(at.resolve(".git")) ? null : at.getParent();
        }
        return Optional.empty();
    }

    private static Path directory(Environment environment) {
        return Stream.of("XDG_CONFIG_HOME", "APPDATA")
                .flatMap(name -> environment.variable(name).stream())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .findFirst()
                .orElse(environment.home().resolve(".config"))
                .resolve("pgsteady");
    }
}
