package dev.pgsteady.backup.physical;

import dev.pgsteady.core.Problem;
import java.io.IOException;

/// What the file system refuses, in words.
final class FileTrouble {
    private FileTrouble() {}

    /// @param what could not be done, a sentence without its full stop
    static Problem of(String what, IOException cause) {
        boolean full = saysFull(String.valueOf(cause.getMessage()));
        return new Problem(
                full ? Problem.Kind.DISK_FULL : Problem.Kind.FILE,
                full ? what + ": no space is left." : what + ": " + cause + ".",
                full ? "Make room or name a folder on another disk." : "Look at that path and at the rights on it.",
                cause);
    }

    /// Whether a message says that the disk or the quota is full.
    static boolean saysFull(String text) {
        return text.contains("No space left") || text.contains("Disk quota exceeded");
    }
}
