package dev.pgsteady.jpa;

import dev.pgsteady.jpa.extract.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What is kept of earlier readings, so that the next one is faster: what the same classes said, and what Java
/// recorded of a process with the same jars. It may go at any time; what does not fit is made again.
///
/// @param folder where it is kept, for nobody else to write to
record Kept(Path folder) {
    private static final int ANSWERS = 16;
    private static final int RECORDINGS = 3;
    private static final int DIGEST = 32;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /// What was answered to the same question; empty when it was not kept, or was damaged.
    Optional<Answer> answer(String print) {
        Path file = file(print);
        try {
            byte[] all = Files.readAllBytes(file);
            byte[] bytes = Arrays.copyOfRange(all, Math.min(DIGEST, all.length), all.length);
            if (!Arrays.equals(Arrays.copyOf(all, DIGEST), Print.of(bytes))) {
                return Optional.empty();
            }
            used(file);
            return Optional.of(Answer.read(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Keeps an answer. That it cannot be kept is no reason to fail.
    void keep(String print, Path answered) {
        try {
            byte[] bytes = Files.readAllBytes(answered);
            byte[] all = Arrays.copyOf(Print.of(bytes), DIGEST + bytes.length);
            System.arraycopy(bytes, 0, all, DIGEST, bytes.length);
            Path file = file(print);
            make(file.resolveSibling(""));
            Path unfinished = Files.createTempFile(file.resolveSibling(""), "", ".new");
            Files.write(unfinished, all);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            prune(file.resolveSibling(""), ANSWERS);
        } catch (IOException | UncheckedIOException e) {
            unkept(e);
        }
    }

    /// What Java recorded of processes with the same jars.
    Recording recording(String print) {
        Path place = folder.resolve("recordings").resolve(print);
        try {
            make(place);
            used(place);
            prune(place.resolveSibling(""), RECORDINGS);
        } catch (IOException | UncheckedIOException e) {
            unkept(e);
        }
        return new Recording(place);
    }

    private Path file(String print) {
        return folder.resolve("answers").resolve(print);
    }

    /// With all its parents; those that are new are for the owner only.
    private static void make(Path directory) throws IOException {
        boolean modes = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        Files.createDirectories(directory, modes ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0]);
    }

    private static void used(Path path) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(InstantSource.system().instant()));
    }

    /// Leaves only what was used last.
    private static void prune(Path folder, int most) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> old = entries.sorted(Comparator.comparing(Kept::age).reversed())
                    .skip(most)
                    .toList();
            for (Path entry : old) {
                remove(entry);
            }
        }
    }

    private static FileTime age(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private static void remove(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (Stream<Path> files = Files.list(path)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
        Files.deleteIfExists(path);
    }

    private static void unkept(Exception e) {
        System.getLogger(Kept.class.getName()).log(System.Logger.Level.DEBUG, "what was read is not kept", e);
    }
}
