package dev.pgsteady.embedded;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// Unpacks a `.txz` into a folder, with links and modes, never outside the folder.
final class TarXz {
    private static final int STEP = 256 * 1024;

    private TarXz() {}

    /// @param read hears how many bytes of the compressed archive have been read
    static void unpack(InputStream archive, Path folder, LongConsumer read) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new XZInputStream(new BufferedInputStream(new Counting(archive, read), STEP)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, folder);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path folder) throws IOException {
        Path target = inside(folder, folder.resolve(entry.getName()));
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            inside(folder, target.resolveSibling(entry.getLinkName()));
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, inside(folder, folder.resolve(entry.getLinkName())));
        } else {
            Files.copy(content, target);
            setMode(target, entry.getMode());
        }
    }

    private static Path inside(Path folder, Path path) throws IOException {
        if (!path.normalize().startsWith(folder)) {
            throw new IOException("the archive wants to write outside its folder: " + path);
        }
        return path.normalize();
    }

    private static void setMode(Path file, int mode) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            boolean runs = (mode & 0100) != 0;
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    /// Tells how far a stream has been read.
    private static final class Counting extends FilterInputStream {
        private final LongConsumer read;
        private long count;

        Counting(InputStream in, LongConsumer read) {
            super(in);
            this.read = read;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int some = super.read(bytes, offset, length);
            count += Math.max(some, 0);
            read.accept(count);
            return some;
        }
    }
}
