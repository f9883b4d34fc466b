package dev.pgsteady.backup.store;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// A folder of this machine or of a mounted file system. What is being written is called `.new-…` and
/// gets its name by a hard link or a rename once it is on the disk, so that a file of the right name is
/// whole.
public final class FolderStore implements Store {
    private static final int SLICE = 1 << 20;
    private static final String UNFINISHED = ".new-";

    /// Objects may come and go while a folder is listed.
    private static final int LISTINGS = 10;

    private final Path root;
    private final Set<Path> touched = ConcurrentHashMap.newKeySet();

    /// @param root made when it is not there, for its owner alone
    /// @throws Problem STORE when it cannot be made
    public FolderStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
        try {
            makeFolders(this.root);
        } catch (IOException e) {
            throw problem("made", e);
        }
    }

    @Override
    public String words() {
        return root.toString();
    }

    @Override
    public boolean create(ObjectName name, byte[] content) {
        Path file = path(name);
        try {
            if (Files.exists(file)) {
                return false;
            }
            makeFolders(folder(file));
            Path unfinished = Files.createTempFile(folder(file), UNFINISHED, "");
            try {
                write(unfinished, content);
                return appear(unfinished, file);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw problem("written", e);
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            // In slices: the channel copies what it is given into memory outside of the heap.
            for (int from = 0; from < content.length; from += SLICE) {
                ByteBuffer left = ByteBuffer.wrap(content, from, Math.min(SLICE, content.length - from));
                while (left.hasRemaining()) {
                    channel.write(left);
                }
            }
            channel.force(true);
        }
    }

    /// A link, unlike a rename, never takes the place of what is there. File systems without links get
    /// the rename.
    private boolean appear(Path unfinished, Path file) throws IOException {
        try {
            Files.createLink(file, unfinished);
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException | AtomicMoveNotSupportedException e) {
            Files.move(unfinished, file);
        } catch (IOException e) {
            if (Files.exists(file)) {
                return false;
            }
            Files.move(unfinished, file);
        }
        touched.add(folder(file));
        return true;
    }

    @Override
    public byte[] read(ObjectName name) {
        try {
            return Files.readAllBytes(path(name));
        } catch (NoSuchFileException e) {
            throw missing(this, name);
        } catch (IOException e) {
            throw problem("read", e);
        }
    }

    static Problem missing(Store store, ObjectName name) {
        return new Problem(
                Problem.Kind.DAMAGED,
                "There is no %s in %s.".formatted(name, store.words()),
                "If it was deleted by hand, restore it from a copy of the repository; 'pgsteady backup verify' lists"
                        + " what is damaged.");
    }

    @Override
    public List<StoredObject> list(String prefix) {
        Path folder = root.resolve(prefix);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        for (int attempt = 1; ; attempt++) {
            try (Stream<Path> files = Files.walk(folder)) {
                return files.filter(f -> !f.getFileName().toString().startsWith(UNFINISHED))
                        .filter(Files::isRegularFile)
                        .map(f -> new StoredObject(name(f), size(f)))
                        .sorted(Comparator.comparing(StoredObject::name))
                        .toList();
            } catch (UncheckedIOException e) {
                boolean goneMeanwhile = e.getCause() instanceof NoSuchFileException;
                if (!goneMeanwhile || attempt == LISTINGS) {
                    throw problem("listed", new IOException(e.getMessage(), e));
                }
            } catch (IOException e) {
                throw problem("listed", e);
            }
        }
    }

    private ObjectName name(Path file) {
        return new ObjectName(root.relativize(file).toString().replace('\\', '/'));
    }

    /// 0 for what was deleted since the folder was read.
    private static long size(Path file) {
        return file.toFile().length();
    }

    @Override
    public int sweep(Instant before) {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> old = files.filter(f -> f.getFileName().toString().startsWith(UNFINISHED))
                    .filter(f -> Instant.ofEpochMilli(f.toFile().lastModified()).isBefore(before))
                    .toList();
            for (Path file : old) {
                Files.deleteIfExists(file);
            }
            return old.size();
        } catch (UncheckedIOException e) {
            throw problem("swept", new IOException(e.getMessage(), e));
        } catch (IOException e) {
            throw problem("swept", e);
        }
    }

    @Override
    public void delete(ObjectName name) {
        Path file = path(name);
        try {
            if (Files.deleteIfExists(file)) {
                touched.add(folder(file));
            }
        } catch (IOException e) {
            throw problem("deleted", e);
        }
    }

    /// The files are on the disk already; this puts their names there.
    @Override
    public void flush() {
        for (Path folder : List.copyOf(touched)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
                touched.remove(folder);
            } catch (IOException e) {
                if (Files.isDirectory(folder)) {
                    throw problem("flushed", e);
                }
            }
        }
    }

    @Override
    public void close() {}

    private Path path(ObjectName name) {
        return root.resolve(name.text());
    }

    private Path folder(Path file) {
        Path parent = file.getParent();
        return parent == null ? root : parent;
    }

    private void makeFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
        for (Path above = folder.getParent(); above != null && above.startsWith(root); above = above.getParent()) {
            touched.add(above);
        }
    }

    private Problem problem(String done, IOException e) {
        boolean full = String.valueOf(e.getMessage()).contains("No space left")
                || String.valueOf(e.getMessage()).contains("Disk quota exceeded");
        return new Problem(
                full ? Problem.Kind.DISK_FULL : Problem.Kind.STORE,
                full
                        ? "There is no space left in " + root + "; nothing unfinished is listed."
                        : "%s could not be %s: %s.".formatted(root, done, e),
                full
                        ? "Make room or name another store, then run it again."
                        : "Look at the folder's rights and at the disk, then run it again.",
                e);
    }
}
