package dev.pgsteady.cli;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Host;
import dev.pgsteady.core.Keyword;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Setting;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// PostgreSQL's own prompt. Settings go to it by environment variables, the password by a passfile that is there only
/// while it runs: neither is visible to others.
record InstalledPsql(Path program) {
    static Optional<InstalledPsql> find() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(p -> !p.isBlank())
                .map(p -> Path.of(p, "psql"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(InstalledPsql::new);
    }

    int run(ConnectionSettings settings, Optional<String> command) {
        List<String> line = new ArrayList<>(List.of(program.toString(), "-X"));
        command.ifPresent(sql -> line.addAll(List.of("-v", "ON_ERROR_STOP=1", "-c", sql)));
        try {
            Path passwords = passfile(settings);
            try {
                ProcessBuilder process = new ProcessBuilder(line).inheritIO();
                fill(process.environment(), settings);
                process.environment().put("PGPASSFILE", passwords.toString());
                return process.start().waitFor();
            } finally {
                Files.deleteIfExists(passwords);
            }
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "psql could not be run: " + e.getMessage() + ".",
                    "Try 'pgsteady psql --own'.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.INTERRUPTED, "Interrupted.", "Run it again when you like.", e);
        }
    }

    private static void fill(Map<String, String> environment, ConnectionSettings settings) {
        for (Keyword keyword : Keyword.values()) {
            keyword.variable().ifPresent(environment::remove);
        }
        for (Setting setting : settings.table()) {
            boolean passedOtherwise = setting.keyword().secret()
                    || List.of(Keyword.HOST, Keyword.HOSTADDR, Keyword.PORT, Keyword.SERVICE, Keyword.SERVICEFILE)
                            .contains(setting.keyword());
            if (!passedOtherwise) {
                setting.keyword().variable().ifPresent(name -> environment.put(name, setting.value()));
            }
        }
        environment.put("PGHOST", join(settings, Host::name));
        environment.put("PGPORT", join(settings, host -> Integer.toString(host.port())));
        if (settings.hosts().stream().anyMatch(h -> h.address().isPresent())) {
            environment.put("PGHOSTADDR", join(settings, host -> host.address().orElse("")));
        }
    }

    private static String join(ConnectionSettings settings, java.util.function.Function<Host, String> part) {
        return settings.hosts().stream().map(part).collect(Collectors.joining(","));
    }

    /// A passfile with a line for each host (manual, 34.16).
    private static Path passfile(ConnectionSettings settings) throws IOException {
        boolean posix =
                Path.of(".").getFileSystem().supportedFileAttributeViews().contains("posix");
        Path file = posix
                ? Files.createTempFile(
                        "pgsteady",
                        ".pgpass",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile("pgsteady", ".pgpass");
        file.toFile().deleteOnExit();
        List<String> lines = settings.hosts().stream()
                .flatMap(host -> host.password().stream().map(password -> line(settings, host, password)))
                .toList();
        return Files.write(file, lines);
    }

    private static String line(ConnectionSettings settings, Host host, Host.Password password) {
        return List.of(
                        host.name(),
                        Integer.toString(host.port()),
                        settings.database(),
                        settings.user(),
                        password.secret().reveal())
                .stream()
                .map(part -> part.replace("\\", "\\\\").replace(":", "\\:"))
                .collect(Collectors.joining(":"));
    }
}
