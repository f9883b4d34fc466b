package dev.pgsteady.backup.physical;

import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.OwnedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// A data directory while it is made. It stands under another name until [#complete()], so that what is
/// left of a restore that was killed is never taken for a server.
final class DataFolder {
    static final String WAL = "pgsteady_wal";

    private static final String UNFINISHED = ".restoring";
    private static final String PIECES = ".pieces";

    /// Settings that would lead to the other server's files, or to a target of an earlier recovery.
    private static final Pattern OF_THE_OTHER =
            Pattern.compile("(?m)^([ \\t]*(?:data_directory|external_pid_file|recovery_target\\w*)\\b)");

    private final Path target;
    private final Path building;

    private DataFolder(Path target) {
        this.target = target;
        this.building = target.resolveSibling(target.getFileName() + UNFINISHED);
    }

    /// The backups that are put together are unpacked here.
    private Path pieces() {
        return target.resolveSibling(target.getFileName() + UNFINISHED + PIECES);
    }

    /// Begins a data directory; removes what an earlier attempt at the same one left.
    ///
    /// @throws Problem OCCUPIED when there is something
    static DataFolder begin(Path target) {
        DataFolder folder = new DataFolder(target);
        try {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !empty(target)) {
                throw new Problem(
                        Problem.Kind.OCCUPIED,
                        "There is something in %s already.".formatted(target),
                        "Name a folder that is not there or is empty; nothing was touched.");
            }
            folder.remove();
            Files.createDirectories(folder.building);
            setMode(folder.building, true);
            return folder;
        } catch (IOException e) {
            throw FileTrouble.of("The folder %s cannot be made".formatted(folder.building), e);
        }
    }

    private static boolean empty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    Path building() {
        return building;
    }

    /// One of several copies that this one is put together from.
    DataFolder piece(int number) {
        Path piece = pieces().resolve(String.valueOf(number));
        try {
            Files.createDirectories(pieces());
            setMode(pieces(), true);
        } catch (IOException e) {
            throw FileTrouble.of("The folder %s cannot be made".formatted(pieces()), e);
        }
        return begin(piece);
    }

    void removePieces() {
        try {
            OwnedFiles.deleteTree(pieces());
        } catch (IOException e) {
            throw FileTrouble.of("The folder %s cannot be removed".formatted(pieces()), e);
        }
    }

    /// Removes what was begun.
    void remove() throws IOException {
        OwnedFiles.deleteTree(pieces());
        OwnedFiles.deleteTree(building);
    }

    /// Where segments are put that the server is to fetch.
    Path wal() {
        return building.resolve(WAL);
    }

    /// Unpacks what pg_basebackup wrote.
    void unpack(InputStream stream) {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(stream)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar);
            }
            Files.createDirectories(building.resolve("pg_wal").resolve("archive_status"));
        } catch (IOException e) {
            throw FileTrouble.of("The backup cannot be unpacked into " + building, e);
        }
    }

    private void unpack(TarArchiveEntry entry, InputStream content) throws IOException {
        Path path = building.resolve(entry.getName()).normalize();
        if (!path.startsWith(building) || entry.isLink() || entry.isSymbolicLink()) {
            throw new Problem(
                    Problem.Kind.DAMAGED,
                    "The backup wants to write outside of its folder: " + entry.getName() + ".",
                    "Do not restore from it.");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            setMode(path, true);
        } else {
            Files.createDirectories(path.resolveSibling(""));
            Files.copy(content, path);
            setMode(path, false);
        }
    }

    private static void setMode(Path path, boolean directory) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(directory ? "rwx------" : "rw-------"));
        }
    }

    /// Writes settings that win over those which came with the copy, which may name folders of the other
    /// server.
    ///
    /// @param about what the settings are, for who reads the file
    void configure(String about, Map<String, String> settings) {
        try {
            if (!Files.exists(building.resolve("postgresql.conf"))) {
                write("postgresql.conf", "# The server that was copied kept its configuration elsewhere.\n");
            }
            if (!Files.exists(building.resolve("pg_hba.conf"))) {
                write("pg_hba.conf", "local all all peer\nhost all all 127.0.0.1/32 scram-sha-256\n");
            }
            for (String name : List.of("postgresql.conf", "postgresql.auto.conf")) {
                forget(building.resolve(name));
            }
            String block = settings.entrySet().stream()
                    .map(e -> e.getKey() + " = '"
                            + e.getValue().replace("\\", "\\\\").replace("'", "''") + "'\n")
                    .collect(Collectors.joining());
            Files.writeString(
                    building.resolve("postgresql.auto.conf"),
                    "\n# " + about + "\n" + block,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw FileTrouble.of("The configuration in " + building + " cannot be written", e);
        }
    }

    private static void forget(Path configuration) throws IOException {
        if (Files.exists(configuration)) {
            String text = Files.readString(configuration);
            Files.writeString(configuration, OF_THE_OTHER.matcher(text).replaceAll("#$1"));
        }
    }

    /// Writes a small file that only its owner can read.
    void write(String name, String text) {
        try {
            Path file = building.resolve(name);
            Files.writeString(file, "");
            setMode(file, false);
            Files.writeString(file, text);
        } catch (IOException e) {
            throw FileTrouble.of("The file %s in %s cannot be written".formatted(name, building), e);
        }
    }

    /// Gives it its name.
    Path complete() {
        try {
            Files.deleteIfExists(target);
            return Files.move(building, target);
        } catch (IOException e) {
            throw FileTrouble.of("%s cannot be renamed to %s".formatted(building, target), e);
        }
    }
}
