package dev.pgsteady.backup.physical;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Host;
import dev.pgsteady.core.Keyword;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Says [ConnectionSettings] to a program of PostgreSQL: by environment variables, and the passwords by a
/// passfile that only its owner can read and that goes away with this. Nothing is on the command line,
/// which others can see.
final class LibpqEnvironment implements AutoCloseable {
    private static final Set<Keyword> ELSEWHERE = Set.of(
            Keyword.HOST,
            Keyword.HOSTADDR,
            Keyword.PORT,
            Keyword.PASSWORD,
            Keyword.PASSFILE,
            Keyword.SERVICE,
            Keyword.SERVICEFILE,
            Keyword.DBNAME,
            Keyword.OPTIONS);

    private static final Set<String> PASSED_ON = Set.of("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "SystemRoot");

    private final ConnectionSettings settings;
    private final Path passfile;

    LibpqEnvironment(ConnectionSettings settings) {
        if (settings.settings().containsKey(Keyword.SSLPASSWORD)) {
            throw new Problem(
                    Problem.Kind.CONFIGURATION,
                    "PostgreSQL's programs cannot be told the pass phrase of a client key without showing it.",
                    "Use a key without a pass phrase that only this user can read.");
        }
        this.settings = settings;
        try {
            passfile = Files.createTempFile("pgsteady-", ".pgpass");
            restrict(passfile);
            Files.write(passfile, lines(settings));
        } catch (IOException e) {
            throw FileTrouble.of("A passfile cannot be written", e);
        }
    }

    private static void restrict(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /// The lines of a passfile (manual, 34.16), for any database.
    static List<String> lines(ConnectionSettings settings) {
        List<String> lines = new ArrayList<>();
        for (Host host : settings.hosts()) {
            host.password()
                    .ifPresent(p -> lines.add(String.join(
                            ":",
                            escaped(host.name()),
                            Integer.toString(host.port()),
                            "*",
                            escaped(settings.user()),
                            escaped(p.secret().reveal()))));
        }
        return lines;
    }

    private static String escaped(String field) {
        return field.replace("\\", "\\\\").replace(":", "\\:");
    }

    /// What the program's environment shall be.
    Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        PASSED_ON.forEach(n -> Optional.ofNullable(System.getenv(n)).ifPresent(v -> variables.put(n, v)));
        variables.put("LC_ALL", "C");
        variables.put("PGPASSFILE", passfile.toString());
        for (Setting setting : settings.settings().values()) {
            if (!ELSEWHERE.contains(setting.keyword()) && !setting.value().isEmpty()) {
                setting.keyword().variable().ifPresent(v -> variables.put(v, setting.value()));
            }
        }
        List<Host> hosts = settings.hosts();
        variables.put("PGHOST", hosts.stream().map(Host::name).collect(Collectors.joining(",")));
        variables.put(
                "PGPORT", hosts.stream().map(h -> Integer.toString(h.port())).collect(Collectors.joining(",")));
        if (hosts.stream().anyMatch(h -> h.address().isPresent())) {
            variables.put(
                    "PGHOSTADDR",
                    hosts.stream().map(h -> h.address().orElse("")).collect(Collectors.joining(",")));
        }
        return variables;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(passfile);
        } catch (IOException e) {
            throw FileTrouble.of("The passfile " + passfile + " cannot be removed", e);
        }
    }
}
