package dev.pgsteady.mavenplugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Looks for a Java that pgsteady runs on, as its launcher does.
final class InstalledJava {
    /// The oldest Java that pgsteady runs on.
    static final int OLDEST = 21;

    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");
    private static final List<String> PLACES = List.of(
            "/usr/lib/jvm",
            "/usr/java",
            "/opt/java",
            ".sdkman/candidates/java",
            ".jdks",
            ".local/share/mise/installs/java",
            ".asdf/installs/java");

    private InstalledJava() {}

    /// The program.
    ///
    /// @param chosen      the home of the one that the build has chosen
    /// @param environment where `PGSTEADY_JAVA_HOME` and `JAVA_HOME` are looked up
    static Optional<Path> find(Optional<Path> chosen, Map<String, String> environment) {
        Stream<Path> named = Stream.concat(
                chosen.stream(),
                Stream.of(
                                environment.get("PGSTEADY_JAVA_HOME"),
                                System.getProperty("java.home"),
                                environment.get("JAVA_HOME"))
                        .flatMap(Stream::ofNullable)
                        .map(Path::of));
        Path home = Path.of(System.getProperty("user.home", "/"));
        Stream<Path> installed = PLACES.stream()
                .flatMap(place -> entries(home.resolve(place)))
                .sorted(Comparator.comparingInt(InstalledJava::version).reversed());
        return Stream.concat(named, installed)
                .filter(java -> version(java) >= OLDEST)
                .map(java -> java.resolve("bin").resolve("java"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the `release` file of a JDK says; 0 when there is none.
    private static int version(Path home) {
        try {
            Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
