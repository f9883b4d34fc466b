package dev.pgsteady.cli;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Objects;

/// A file that is replaced as a whole or not at all: written beside its place, flushed, then renamed over it.
final class WrittenFile {
    private WrittenFile() {}

    /// Writes the text to the file.
    ///
    /// @throws Problem of kind DISK_FULL or FILE; what was there before is untouched then
    static void replace(Path file, String text) {
        Path target = file.toAbsolutePath().normalize();
        if (Files.isDirectory(target)) {
            throw new Problem(Problem.Kind.FILE, file + " is a folder.", "Name a file to write to.");
        }
        Path beside = target.resolveSibling("." + target.getFileName() + ".writing-"
                + ProcessHandle.current().pid());
        try {
            try {
                Files.writeString(beside, text, StandardCharsets.UTF_8);
                try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                move(beside, target);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw problem(file, e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Problem problem(Path file, IOException e) {
        String reason = e instanceof FileSystemException known
                ? Objects.requireNonNullElse(known.getReason(), "")
                : Objects.requireNonNullElse(e.getMessage(), "");
        String words = reason.toLowerCase(Locale.ROOT);
        if (words.contains("no space") || words.contains("quota") || words.contains("not enough space")) {
            return new Problem(
                    Problem.Kind.DISK_FULL,
                    file + " could not be written: no space is left on the disk. What was there before is untouched.",
                    "Make room, or write to another disk.",
                    e);
        }
        String why = switch (e) {
            case AccessDeniedException ignored -> "no permission";
            case NoSuchFileException ignored -> "its folder does not exist";
            case NotDirectoryException ignored -> "its folder is a file";
            default -> reason.isEmpty() ? e.getClass().getSimpleName() : reason;
        };
        return new Problem(
                Problem.Kind.FILE, file + " could not be written: " + why + ".", "Name a file that can be written.", e);
    }
}
