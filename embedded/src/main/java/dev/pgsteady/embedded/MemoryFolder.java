package dev.pgsteady.embedded;

import dev.pgsteady.core.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A folder whose files are in memory (`tmpfs(5)`), for data that nobody will miss: making a thousand files there
/// waits for no journal. It has a name that nobody can guess, and is for its owner only.
///
/// @param path the folder
record MemoryFolder(Path path) {
    private static final Path SHARED = Path.of("/dev/shm");
    private static final String PREFIX = "pgsteady-";
    private static final long ENOUGH = 2L << 30;
    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable: +(\\d+) kB$");

    /// Makes one where there is memory to spare; empty elsewhere.
    ///
    /// @param note a file that comes to say where it is, for the one who removes it
    static Optional<MemoryFolder> make(Machine machine, Path note) throws IOException {
        if (machine.platform().system() != Platform.Os.LINUX || !spare()) {
            return Optional.empty();
        }
        Path path = Files.createTempDirectory(SHARED, PREFIX);
        PrivateFiles.createDirectories(note.resolveSibling(""));
        PrivateFiles.write(note, path.toString());
        return Optional.of(new MemoryFolder(path));
    }

    /// The one that a file tells of, when it is still there.
    static Optional<MemoryFolder> noted(Path note) {
        try {
            Path path = Path.of(Files.readString(note));
            boolean ours = SHARED.equals(path.getParent())
                    && path.getFileName().toString().startsWith(PREFIX)
                    && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
            return ours ? Optional.of(new MemoryFolder(path)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void remove() throws IOException {
        OwnedFiles.deleteTree(path);
    }

    /// Whether there is room, there is memory behind it, and no container allows less.
    private static boolean spare() {
        try {
            return Files.isWritable(SHARED)
                    && Files.getFileStore(SHARED).type().equals("tmpfs")
                    && Files.getFileStore(SHARED).getUsableSpace() >= ENOUGH
                    && available() >= ENOUGH
                    && allowed() >= ENOUGH;
        } catch (IOException e) {
            return false;
        }
    }

    /// See `proc_meminfo(5)`.
    private static long available() throws IOException {
        Matcher line = AVAILABLE.matcher(Files.readString(Path.of("/proc/meminfo")));
        return line.find() ? Long.parseLong(line.group(1)) << 10 : 0;
    }

    /// What the control group of a container leaves, where there is one.
    private static long allowed() throws IOException {
        Path group = Path.of("/sys/fs/cgroup");
        Path most = group.resolve("memory.max");
        if (!Files.isReadable(most)) {
            return Long.MAX_VALUE;
        }
        String limit = Files.readString(most).strip();
        long used =
                Long.parseLong(Files.readString(group.resolve("memory.current")).strip());
        return limit.equals("max") ? Long.MAX_VALUE : Long.parseLong(limit) - used;
    }
}
