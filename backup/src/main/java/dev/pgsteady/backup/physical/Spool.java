package dev.pgsteady.backup.physical;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folder that pg_receivewal writes into, of one receiver at a time.
final class Spool implements AutoCloseable {
    private static final Pattern PARTIAL = Pattern.compile("[0-9A-F]{24}\\.partial");
    private static final Pattern HISTORY = Pattern.compile("[0-9A-F]{8}\\.history");
    private static final String PID = "receiver.pid";

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private Spool(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /// @throws Problem BUSY when another receiver uses it
    static Spool open(Path folder) {
        try {
            Files.createDirectories(folder);
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            FileChannel channel = FileChannel.open(
                    folder.resolve("receiver.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Optional<FileLock> lock = tryLock(channel);
            if (lock.isEmpty()) {
                channel.close();
                throw new Problem(
                        Problem.Kind.BUSY,
                        "Another receiver uses the spool %s.".formatted(folder),
                        "Stop it, or give this one a folder and a slot of its own.");
            }
            Spool spool = new Spool(folder, channel, lock.get());
            spool.endOrphan();
            return spool;
        } catch (IOException e) {
            throw FileTrouble.of("The spool %s cannot be used".formatted(folder), e);
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    /// A pg_receivewal whose supervisor was killed goes on by itself and holds the slot.
    private void endOrphan() throws IOException {
        Path file = folder.resolve(PID);
        if (Files.exists(file)) {
            String text = Files.readString(file).strip();
            Optional<ProcessHandle> orphan =
                    text.matches("\\d{1,10}") ? ProcessHandle.of(Long.parseLong(text)) : Optional.empty();
            orphan.filter(p -> p.info().command().orElse("").contains("pg_receivewal"))
                    .ifPresent(p -> {
                        p.destroyForcibly();
                        p.onExit().join();
                    });
            Files.deleteIfExists(file);
        }
    }

    /// Notes which process writes here.
    void owned(long pid) {
        try {
            Files.writeString(folder.resolve(PID), Long.toString(pid));
        } catch (IOException e) {
            throw FileTrouble.of("The spool %s cannot be written".formatted(folder), e);
        }
    }

    Path folder() {
        return folder;
    }

    /// The segments that are complete, oldest first.
    List<Path> complete() {
        return files(WalSegment.FILE);
    }

    /// The segments in work.
    List<Path> partial() {
        return files(PARTIAL);
    }

    List<Path> histories() {
        return files(HISTORY);
    }

    /// A pg_receivewal that was killed while it made room for a segment leaves a file of another length,
    /// and the next one refuses that file for ever. Nothing had been received into it yet.
    void mend(int segmentBytes) {
        for (Path file : partial()) {
            long length = file.toFile().length();
            if (length != 0 && length != segmentBytes) {
                remove(file);
            }
        }
    }

    private List<Path> files(Pattern names) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> names.matcher(f.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw FileTrouble.of("The spool %s cannot be read".formatted(folder), e);
        }
    }

    /// How much is in it.
    long bytes() {
        return Stream.concat(complete().stream(), partial().stream())
                .mapToLong(f -> f.toFile().length())
                .sum();
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw FileTrouble.of("The segment %s cannot be read".formatted(file), e);
        }
    }

    static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw FileTrouble.of("The segment %s cannot be removed".formatted(file), e);
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw FileTrouble.of("The spool %s cannot be closed".formatted(folder), e);
        }
    }
}
