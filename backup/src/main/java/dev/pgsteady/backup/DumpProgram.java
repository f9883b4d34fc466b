package dev.pgsteady.backup;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Address;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// An installed pg_dump.
///
/// @param major of which release; it reads servers up to that one
record DumpProgram(Path path, int major) {
    private static final Pattern VERSION = Pattern.compile("\\) (\\d+)");
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    /// @throws Problem FILE when there is something already
    static void requireNew(Path folder) {
        if (Files.exists(folder)) {
            throw new Problem(Problem.Kind.FILE, folder + " is there already.", "Name a folder that is not there yet.");
        }
    }

    /// The oldest that reads a server.
    ///
    /// @throws Problem CONFIGURATION when there is none
    static DumpProgram fitting(ConnectionSettings server) throws SQLException {
        int wanted;
        try (Connection connection = Database.connect(server)) {
            wanted = connection.getMetaData().getDatabaseMajorVersion();
        }
        return all().filter(p -> p.major() >= wanted)
                .min(Comparator.comparingInt(DumpProgram::major))
                .orElseThrow(() -> new Problem(
                        Problem.Kind.CONFIGURATION,
                        "There is no pg_dump of PostgreSQL %d or newer, which writes such a directory."
                                .formatted(wanted),
                        "Install postgresql-client-%d, or export as SQL, which needs no other program."
                                .formatted(wanted)));
    }

    private static Stream<DumpProgram> all() {
        List<Path> folders = new ArrayList<>();
        Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(Pattern.quote(File.pathSeparator), -1))
                .filter(f -> !f.isBlank())
                .map(Path::of)
                .forEach(folders::add);
        if (Files.isDirectory(DEBIAN)) {
            try (DirectoryStream<Path> releases = Files.newDirectoryStream(DEBIAN)) {
                releases.forEach(r -> folders.add(r.resolve("bin")));
            } catch (IOException e) {
                // Then those on the path are all there are.
            }
        }
        return folders.stream()
                .map(f -> f.resolve("pg_dump"))
                .filter(Files::isExecutable)
                .flatMap(p -> version(p).map(v -> new DumpProgram(p, v)).stream());
    }

    private static Optional<Integer> version(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version").start();
            Matcher said = VERSION.matcher(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return said.find() ? Optional.of(Integer.valueOf(said.group(1))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Writes a database into a new folder.
    void write(Address server, String database, Path folder) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                path.toString(),
                "--format=directory",
                "--jobs=2",
                "--no-password",
                "--file=" + folder.toAbsolutePath());
        builder.environment()
                .putAll(Map.of(
                        "PGHOST", server.host(),
                        "PGPORT", Integer.toString(server.port()),
                        "PGUSER", server.user(),
                        "PGPASSWORD", server.readPassword(),
                        "PGDATABASE", database));
        Process process = builder.redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("pg_dump said: " + said.strip());
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.INTERRUPTED, "Interrupted.", "Remove " + folder + " and run it again.", e);
        }
    }
}
