package dev.pgsteady.embedded;

import dev.pgsteady.core.PrivateFiles;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/// The PostgreSQL servers that are installed on this machine, newest first. What `postgres --version` said is
/// remembered
/// by path and modification time, because a program costs more than a file to ask.
final class InstalledBinaries {
    private static final List<String> UNIX_FOLDERS = List.of(
            "/usr/lib/postgresql/*/bin",
            "/usr/pgsql-*/bin",
            "/usr/libexec/postgresql*",
            "/opt/homebrew/opt/postgresql@*/bin",
            "/usr/local/opt/postgresql@*/bin",
            "/Library/PostgreSQL/*/bin",
            "/Applications/Postgres.app/Contents/Versions/*/bin",
            "/usr/local/pgsql/bin");

    private final Machine machine;
    private final Processes processes;
    private final Path memory;

    /// @param memory the file that remembers versions
    InstalledBinaries(Machine machine, Processes processes, Path memory) {
        this.machine = machine;
        this.processes = processes;
        this.memory = memory;
    }

    /// Every complete installation of release 15 or newer, newest first.
    List<Binaries> newestFirst() {
        return candidates().stream()
                .flatMap(folder -> at(folder).stream())
                .filter(binaries -> binaries.version().major() >= Binaries.OLDEST_MAJOR)
                .sorted(Comparator.comparing(Binaries::version).reversed())
                .toList();
    }

    /// The installation in a folder, when it is complete and runs.
    Optional<Binaries> at(Path folder) {
        if (!Binaries.complete(folder, machine.platform())) {
            return Optional.empty();
        }
        try {
            Path postgres = folder.resolve(machine.platform().program("postgres"));
            String key = postgres + "|" + Files.getLastModifiedTime(postgres).toMillis();
            Properties known = remembered();
            Optional<PostgresVersion> version = PostgresVersion.parse(known.getProperty(key, ""));
            return version.or(() -> ask(postgres, key)).map(found -> new Binaries(folder, found));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<PostgresVersion> ask(Path postgres, String key) {
        Optional<PostgresVersion> version = PostgresVersion.fromBanner(processes
                .run(List.of(postgres.toString(), "--version"), Duration.ofSeconds(10))
                .output());
        version.ifPresent(found -> remember(key, found));
        return version;
    }

    private Set<Path> candidates() {
        Set<Path> folders = new LinkedHashSet<>();
        machine.variable("PATH").stream()
                .flatMap(path -> List.of(path.split(Pattern.quote(File.pathSeparator))).stream())
                .filter(entry -> !entry.isBlank())
                .forEach(entry -> addReal(folders, Path.of(entry)));
        processesBindir().ifPresent(folder -> addReal(folders, folder));
        if (machine.platform().windows()) {
            machine.variable("ProgramFiles").ifPresent(base -> addAll(folders, base + "/PostgreSQL/*/bin"));
        } else {
            UNIX_FOLDERS.forEach(pattern -> addAll(folders, pattern));
        }
        return folders;
    }

    /// Only asked where the fixed places may not be enough: it is another program to run.
    private Optional<Path> processesBindir() {
        boolean onPath = machine.variable("PATH").stream()
                .flatMap(path -> List.of(path.split(Pattern.quote(File.pathSeparator))).stream())
                .anyMatch(entry -> !entry.isBlank()
                        && Files.isExecutable(
                                Path.of(entry).resolve(machine.platform().program("pg_config"))));
        if (!onPath) {
            return Optional.empty();
        }
        Processes.Result result = processes.run(List.of("pg_config", "--bindir"), Duration.ofSeconds(5));
        return result.ok() ? Optional.of(Path.of(result.output())) : Optional.empty();
    }

    /// A link on the PATH leads to the folder where the other programs and the libraries are.
    private void addReal(Set<Path> folders, Path folder) {
        Path postgres = folder.resolve(machine.platform().program("postgres"));
        try {
            if (Files.isExecutable(postgres)) {
                folders.add(
                        Optional.ofNullable(postgres.toRealPath().getParent()).orElse(folder));
            }
        } catch (IOException e) {
            folders.remove(folder);
        }
    }

    /// Expands one `*` in a path.
    private void addAll(Set<Path> folders, String pattern) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            addReal(folders, Path.of(pattern));
            return;
        }
        int before = pattern.lastIndexOf('/', star);
        int after = pattern.indexOf('/', star);
        String glob = pattern.substring(before + 1, after < 0 ? pattern.length() : after);
        Path parent = Path.of(pattern.substring(0, before));
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, glob)) {
            List<Path> found = new ArrayList<>();
            entries.forEach(found::add);
            found.forEach(entry -> addReal(folders, after < 0 ? entry : entry.resolve(pattern.substring(after + 1))));
        } catch (IOException e) {
            folders.remove(parent);
        }
    }

    private Properties remembered() {
        Properties known = new Properties();
        try {
            known.load(new StringReader(Files.readString(memory)));
        } catch (IOException | IllegalArgumentException e) {
            known.clear();
        }
        return known;
    }

    /// Forgetting costs a few milliseconds only, so a failure to write is none.
    private void remember(String key, PostgresVersion version) {
        Properties known = remembered();
        known.setProperty(key, version.toString());
        try {
            PrivateFiles.createDirectories(memory.resolveSibling(""));
            PrivateFiles.write(memory, PropertiesText.of(known));
        } catch (IOException e) {
            known.remove(key);
        }
    }
}
