package dev.pgsteady.backup.physical;

import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Machine;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// PostgreSQL's programs for copying a server: those of the server's release or a newer one.
///
/// @param folder where they are
/// @param major  of which release
public record Tools(Path folder, int major) {
    private static final Pattern VERSION = Pattern.compile("\\) (\\d+)");
    private static final List<String> PLACES =
            List.of("/usr/lib/postgresql", "/usr", "/opt/homebrew/opt", "/usr/local/opt");

    /// The oldest that fit a server.
    ///
    /// @throws Problem CONFIGURATION when there are none
    public static Tools forServer(int major, Machine machine) {
        return find(major, machine)
                .orElseThrow(() -> new Problem(
                        Problem.Kind.CONFIGURATION,
                        "PG tools not found: a copy of a PostgreSQL %1$d server needs pg_basebackup and pg_receivewal of %1$d or newer."
                                .formatted(major),
                        "Install postgresql-client-%d (Debian) or postgresql%d (RPM), or take a logical backup, which needs no tools."
                                .formatted(major, major)));
    }

    /// The oldest that fit a server, when there are some: where PostgreSQL is usually installed, on the
    /// `PATH`, or in the folder that `PGSTEADY_POSTGRES` names.
    public static Optional<Tools> find(int major, Machine machine) {
        return folders(machine)
                .flatMap(f -> version(f).map(v -> new Tools(f, v)).stream())
                .filter(t -> t.major() >= major)
                .min(Comparator.comparingInt(Tools::major));
    }

    /// The path of a program.
    String program(String name) {
        Path plain = folder.resolve(name);
        return (Files.isExecutable(plain) ? plain : folder.resolve(name + ".exe")).toString();
    }

    private static Stream<Path> folders(Machine machine) {
        Stream<Path> named = Stream.of("PATH", "PGSTEADY_POSTGRES")
                .map(v -> machine.variables().getOrDefault(v, ""))
                .flatMap(v -> Stream.of(v.split(Pattern.quote(File.pathSeparator), -1)))
                .filter(f -> !f.isBlank())
                .map(Path::of);
        return Stream.concat(PLACES.stream().flatMap(p -> installed(Path.of(p)).stream()), named)
                .filter(Tools::complete);
    }

    private static List<Path> installed(Path place) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(place, "{[0-9]*,pgsql-*,postgresql@*}")) {
            entries.forEach(e -> found.add(e.resolve("bin")));
            return found;
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean complete(Path folder) {
        return Stream.of("pg_basebackup", "pg_receivewal")
                .allMatch(p -> Files.isExecutable(folder.resolve(p)) || Files.isExecutable(folder.resolve(p + ".exe")));
    }

    private static Optional<Integer> version(Path folder) {
        try {
            Process process = new ProcessBuilder(folder.resolve("pg_basebackup").toString(), "--version").start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher number = VERSION.matcher(said);
            return number.find() ? Optional.of(Integer.valueOf(number.group(1))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
