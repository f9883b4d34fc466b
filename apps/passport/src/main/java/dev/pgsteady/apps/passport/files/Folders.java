package dev.pgsteady.apps.passport.files;

import dev.pgsteady.embedded.Directories;
import dev.pgsteady.embedded.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Where files are: the pictures and photos of each user in a folder of his, and the archive of audits.
/// The database keeps paths within the first.
@Component
public class Folders {
    private final Path photos;
    private final Path archive;

    Folders(
            @Value("${passport.folder:}") String given,
            @Value("${spring.application.name:passport}") String application) {
        Path root = given.isBlank()
                ? Directories.of(Machine.here()).state().resolve("apps").resolve(application)
                : Path.of(given);
        this.photos = root.resolve("photos");
        this.archive = root.resolve("archive");
    }

    /// The folder of archived audits.
    public Path archive() {
        return archive;
    }

    /// Keeps a file; it is whole or not there.
    ///
    /// @return where it is
    public String keep(UUID user, String ending, byte[] content) {
        String path = user + "/" + UUID.randomUUID() + ending;
        Path file = photos.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            Path unfinished = Files.createTempFile(file.getParent(), "new", ".part");
            Files.write(unfinished, content);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + file + " could not be written", e);
        }
    }

    /// The whole of a file.
    public byte[] read(String path) {
        try {
            return Files.readAllBytes(photos.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + path + " could not be read", e);
        }
    }

    /// Removes a file, if it is there.
    public void remove(String path) {
        try {
            Files.deleteIfExists(photos.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + path + " could not be removed", e);
        }
    }

    /// Removes all files of a user.
    public void removeAll(UUID user) {
        Path folder = photos.resolve(user.toString());
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the files of " + user + " could not be removed", e);
        }
    }
}
