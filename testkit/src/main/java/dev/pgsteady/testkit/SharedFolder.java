package dev.pgsteady.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;

/// A folder of material that some tests read and that is not part of the project: `PGSTEADY_SHARED`, or `shared` beside
/// the project's root.
public final class SharedFolder {
    private SharedFolder() {}

    /// The folder, when it is there.
    public static Optional<Path> find() {
        return find(Optional.ofNullable(System.getenv("PGSTEADY_SHARED")), projectRoot());
    }

    /// The folder; a test that asks for it is skipped when it is not there.
    public static Path require() {
        Optional<Path> folder = find();
        Assumptions.assumeTrue(
                folder.isPresent(),
                "skipped: the shared folder is not here; set PGSTEADY_SHARED to it to run this test");
        return folder.orElseThrow();
    }

    /// A file or folder in it; a test that asks for it is skipped when it is not there.
    public static Path require(String path) {
        Path wanted = require().resolve(path);
        Assumptions.assumeTrue(Files.exists(wanted), () -> "skipped: " + path + " is not in the shared folder");
        return wanted;
    }

    static Optional<Path> find(Optional<String> variable, Optional<Path> root) {
        Optional<Path> named =
                variable.filter(Predicate.not(String::isBlank)).map(Path::of).map(Path::toAbsolutePath);
        return named.or(() -> root.map(folder -> folder.resolveSibling("shared")))
                .filter(Files::isDirectory);
    }

    /// The root of the build, which the build passes on.
    static Optional<Path> projectRoot() {
        return Optional.ofNullable(System.getProperty("pgsteady.root"))
                .filter(Predicate.not(String::isBlank))
                .map(root -> Path.of(root).toAbsolutePath().normalize());
    }
}
