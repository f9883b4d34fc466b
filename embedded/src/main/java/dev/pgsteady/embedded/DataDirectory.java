package dev.pgsteady.embedded;

import dev.pgsteady.core.PrivateFiles;
import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Programs.Sync;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The data directory: looked at before anything is done to it, and made under another name until it is complete.
final class DataDirectory {
    private final ServerFiles files;

    DataDirectory(ServerFiles files) {
        this.files = files;
    }

    /// The major version of the data that is there, or nothing when the place is free.
    ///
    /// @throws Problem when something is there that we did not make
    OptionalInt majorVersion() {
        Path data = files.data();
        requirePlainName(data);
        if (!Files.exists(data, LinkOption.NOFOLLOW_LINKS) || isEmptyDirectory(data)) {
            return OptionalInt.empty();
        }
        if (!Files.isDirectory(data)) {
            throw Trouble.embedded(
                    "The data directory " + data + " is a file, not a directory.",
                    "Remove that file, or choose another folder with --data.");
        }
        requireOurs(data);
        return OptionalInt.of(readMajor(data));
    }

    /// Who owns the data, when there is some.
    Optional<String> owner() {
        try {
            return Files.exists(files.data().resolve("PG_VERSION"))
                    ? Optional.of(Files.getOwner(files.data()).getName())
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /// Creates the data directory. Until the last step, a rename, nothing stands under its name; what a killed attempt
    /// leaves under the other name is removed by the next.
    void create(Programs programs, ServerOptions options) {
        Path staging = files.staging();
        try {
            OwnedFiles.deleteTree(staging);
            PrivateFiles.createDirectories(staging);
            Path password = staging.resolve("password");
            PrivateFiles.write(password, Files.readString(files.password()));
            giveToServer(programs, staging);
            Path data = staging.resolve("data");
            fill(programs, data, password, options);
            Files.writeString(data.resolve("postgresql.conf"), Configuration.includes(), StandardOpenOption.APPEND);
            PrivateFiles.write(data.resolve(Configuration.OURS), "");
            writeOptions(data, options);
            PrivateFiles.write(data.resolve(ServerFiles.MARKER), markerText());
            giveToServer(programs, data);
            Files.move(data, files.data(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Trouble.file("The data directory " + files.data() + " cannot be created", e);
        } finally {
            removeIfPossible(staging);
        }
    }

    /// Copies a seed where there may be some and they are ours to read; else `initdb` makes the data.
    private void fill(Programs programs, Path data, Path password, ServerOptions options) throws IOException {
        Optional<Seeds> seeds =
                options.seeds().filter(s -> programs.runAs().owner().isEmpty());
        if (seeds.isEmpty()) {
            initdb(programs, data, password, sync(options));
            return;
        }
        seeds.get().plant(programs.binaries(), data, files.password(), (d, p) -> initdb(programs, d, p, Sync.FLUSHED));
    }

    /// The files that say what the options say.
    static void writeOptions(Path data, ServerOptions options) throws IOException {
        PrivateFiles.write(data.resolve(Configuration.OPTIONS), Configuration.options(options.settings()));
        PrivateFiles.write(data.resolve("pg_hba.conf"), Configuration.hba(options.hbaLines()));
    }

    /// What cannot be removed now is removed by the next attempt; the reason for failing is the one to tell.
    private static boolean removeIfPossible(Path staging) {
        try {
            OwnedFiles.deleteTree(staging);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Who turns flushing off for the server does not wait for it here either.
    private static Sync sync(ServerOptions options) {
        return "off".equals(options.settings().get("fsync")) ? Sync.SKIPPED : Sync.FLUSHED;
    }

    static String markerText() {
        return "pgsteady made this directory and may remove it.\n";
    }

    private static void giveToServer(Programs programs, Path directory) throws IOException {
        Optional<String> owner = programs.runAs().owner();
        if (owner.isEmpty()) {
            return;
        }
        OwnedFiles.giveTree(directory, owner.get());
        if (!programs.mayWrite(directory)) {
            throw Trouble.embedded(
                    "PostgreSQL does not run as root, so it runs as " + owner.get() + " here, who has no way into "
                            + directory.getParent() + ".",
                    "Choose a folder that everybody may enter with --data, such as one below /var/lib.");
        }
    }

    /// `C.UTF-8` sorts by code point everywhere; where the system does not know it, `C` sorts the same.
    private void initdb(Programs programs, Path data, Path password, Sync sync) {
        Processes.Result result = programs.initdb(data, password, "C.UTF-8", sync);
        if (!result.ok() && result.output().contains("invalid locale")) {
            result = programs.initdb(data, password, "C", sync);
        }
        if (result.ok()) {
            return;
        }
        if (Trouble.saysDiskFull(result.output())) {
            throw new Problem(
                    Problem.Kind.DISK_FULL,
                    "The data directory " + files.data() + " cannot be created: no space is left on the device.",
                    "Free some space, or choose a folder on another disk with --data.");
        }
        throw Trouble.embedded(
                "initdb could not create the data directory " + files.data() + ". It said: "
                        + LogTail.lastLines(result.output(), 10),
                "Put right what it says, or choose another folder with --data.");
    }

    private void requireOurs(Path data) {
        if (!Files.exists(files.dataMarker())) {
            throw Trouble.embedded(
                    "The folder " + data + " is in use, and not by an embedded server of pgsteady.",
                    "Choose an empty folder or a new one with --data; nothing in that folder was touched.");
        }
        if (!Files.exists(files.password())) {
            throw Trouble.embedded(
                    "The data directory " + data + " is there, but the file with its password is gone: "
                            + files.password() + ".",
                    "Put that file back from a backup, or choose another folder with --data.");
        }
    }

    private static int readMajor(Path data) {
        try {
            return Integer.parseInt(Files.readString(data.resolve("PG_VERSION")).strip());
        } catch (NumberFormatException e) {
            throw Trouble.embedded(
                    "The data directory " + data + " is damaged: its file PG_VERSION does not hold a version.",
                    "Restore it from a backup.");
        } catch (IOException e) {
            throw Trouble.file("The data directory " + data + " cannot be read", e);
        }
    }

    private static boolean isEmptyDirectory(Path path) {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            return !entries.iterator().hasNext();
        } catch (IOException e) {
            throw Trouble.file("The data directory " + path + " cannot be read", e);
        }
    }

    /// `pg_ctl` starts the server through a shell and quotes the path with double quotes only.
    private static void requirePlainName(Path data) {
        List<String> special = List.of("\"", "$", "`", "\n", "\r", "'");
        boolean backslash = data.getFileSystem().getSeparator().equals("/")
                && data.toString().contains("\\");
        if (backslash || special.stream().anyMatch(data.toString()::contains)) {
            throw Trouble.embedded(
                    "PostgreSQL cannot be started in a folder with a quote, a dollar, a backquote or a line break in "
                            + "its path: " + data,
                    "Choose another folder with --data.");
        }
    }
}
