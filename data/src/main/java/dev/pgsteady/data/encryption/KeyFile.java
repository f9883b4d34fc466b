package dev.pgsteady.data.encryption;

import dev.pgsteady.core.PrivateFiles;
import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;

/// Keys in a file that its owner alone can read, in the lines that [KeyRing#of(java.util.List)] reads. The
/// first use makes it. Several processes may share one.
public final class KeyFile implements Keys {
    private final Path file;
    private volatile KeyRing ring;

    private KeyFile(Path file) {
        this.file = file;
        this.ring = Files.exists(file) ? read() : changed(now -> now);
    }

    /// The keys of this file, which is made with new ones when it is not there.
    ///
    /// @throws Problem FILE when it cannot be read or written, or others may read it; KEY when it holds no keys
    public static KeyFile at(Path file) {
        return new KeyFile(file.toAbsolutePath());
    }

    @Override
    public KeyRing ring() {
        return ring;
    }

    @Override
    public KeyRing ringWith(String id) {
        if (!ring.has(id)) {
            ring = read();
        }
        return ring;
    }

    /// Makes a new key, which encrypts from now on; the others still decrypt. Other processes go on with the one
    /// that they have until they meet a value of the new one.
    ///
    /// @return its id
    public synchronized String renew() {
        ring = changed(KeyRing::renewed);
        return ring.active();
    }

    /// One process at a time, and one thread of it.
    private KeyRing changed(UnaryOperator<KeyRing> change) {
        synchronized (KeyFile.class) {
            return locked(change);
        }
    }

    private KeyRing locked(UnaryOperator<KeyRing> change) {
        try {
            PrivateFiles.createDirectories(file.resolveSibling(""));
            Path lock = file.resolveSibling(file.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                KeyRing next = change.apply(Files.exists(file) ? read() : KeyRing.fresh());
                if (held.isValid()) {
                    PrivateFiles.write(file, String.join("\n", next.lines()) + "\n");
                }
                return next;
            }
        } catch (IOException e) {
            throw trouble("cannot be written", e);
        }
    }

    private KeyRing read() {
        try {
            if (PrivateFiles.openToOthers(file)) {
                throw new Problem(
                        Problem.Kind.FILE,
                        "Others than its owner can read " + file + ", which holds keys of encrypted columns.",
                        "Run 'chmod 600 " + file + "', and make a new key if somebody may have read it.");
            }
            return KeyRing.of(Files.readAllLines(file));
        } catch (IOException e) {
            throw trouble("cannot be read", e);
        }
    }

    private Problem trouble(String what, IOException cause) {
        return new Problem(
                Problem.Kind.FILE,
                "The keys of encrypted columns, " + file + ", " + what + ".",
                "Let the application alone read and write its folder.",
                cause);
    }

    @Override
    public String toString() {
        return file + ": " + ring;
    }
}
