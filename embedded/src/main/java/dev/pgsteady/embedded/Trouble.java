package dev.pgsteady.embedded;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Problem.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Optional;

/// Turns what the operating system says into a [Problem] with words for a person.
final class Trouble {
    private Trouble() {}

    /// @param what what could not be done, a sentence without its full stop
    static Problem file(String what, IOException cause) {
        if (saysDiskFull(String.valueOf(cause.getMessage()))) {
            return new Problem(
                    Kind.DISK_FULL,
                    what + ": no space is left on the device.",
                    "Free some space, or choose a folder on another disk with --data, and start again.",
                    cause);
        }
        return new Problem(Kind.FILE, what + ": " + reason(cause) + ".", nextFor(cause), cause);
    }

    static Problem embedded(String what, String next) {
        return new Problem(Kind.EMBEDDED, what, next);
    }

    static Problem interrupted() {
        return new Problem(
                Kind.INTERRUPTED,
                "Interrupted while working on the embedded server.",
                "Run the command again; it goes on from where it was.");
    }

    /// Whether a message of the operating system or of PostgreSQL says that the disk or the quota is full.
    static boolean saysDiskFull(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("no space left on device")
                || lower.contains("disk quota exceeded")
                || lower.contains("not enough space on the disk");
    }

    private static String nextFor(IOException cause) {
        return cause instanceof AccessDeniedException
                ? "Give this user the right to write there, or choose another folder with --data."
                : "Look at that path, or choose another folder with --data.";
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case AccessDeniedException denied -> "permission denied for " + denied.getFile();
            case NotDirectoryException other -> other.getFile() + " is not a directory";
            case FileSystemException other ->
                (Optional.ofNullable(other.getReason()).orElse(other.getClass().getSimpleName()) + " ("
                        + other.getFile() + ")");
            case IOException other ->
                Optional.ofNullable(other.getMessage()).orElse(other.getClass().getSimpleName());
        };
    }
}
