package dev.pgsteady.embedded;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Problem.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// One at a time, among threads and among processes. The operating system lets go of it when its holder dies, however
/// it
/// dies; the file itself stays, because removing it would let two holders in.
final class DirectoryLock implements AutoCloseable {
    /// Longer than unpacking, creating and starting a server take together.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// A lock of the operating system belongs to the process, so threads need one of their own.
    private static final Map<Path, Semaphore> THREADS = new ConcurrentHashMap<>();

    private final Semaphore threads;
    private final FileChannel channel;
    private final FileLock lock;

    private DirectoryLock(Semaphore threads, FileChannel channel, FileLock lock) {
        this.threads = threads;
        this.channel = channel;
        this.lock = lock;
    }

    /// Waits for the lock.
    ///
    /// @param file the file to lock; its folder must exist
    static DirectoryLock take(Path file) throws IOException {
        return take(file, PATIENCE);
    }

    static DirectoryLock take(Path file, Duration patience) throws IOException {
        Deadline deadline = Deadline.in(patience);
        Semaphore threads = THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), key -> new Semaphore(1));
        if (!acquire(threads, patience)) {
            throw busy(file);
        }
        Optional<DirectoryLock> taken = Optional.empty();
        try {
            taken = takeFromOtherProcesses(file, threads, deadline);
            return taken.orElseThrow(() -> busy(file));
        } finally {
            if (taken.isEmpty()) {
                threads.release();
            }
        }
    }

    private static Optional<DirectoryLock> takeFromOtherProcesses(Path file, Semaphore threads, Deadline deadline)
            throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            do {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    locked = true;
                    return Optional.of(new DirectoryLock(threads, channel, lock));
                }
            } while (deadline.pause(Duration.ofMillis(50)));
            return Optional.empty();
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    private static boolean acquire(Semaphore threads, Duration patience) {
        try {
            return threads.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Trouble.interrupted();
        }
    }

    private static Problem busy(Path file) {
        return new Problem(
                Kind.BUSY,
                "Another pgsteady has been working on the same embedded server for minutes; it holds " + file + ".",
                "Wait for it to end, or end it, and try again.");
    }

    /// Fails when the lock was lost, which would be a bug.
    void requireHeld() {
        if (!lock.isValid()) {
            throw new IllegalStateException("the lock was let go too early");
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            threads.release();
        }
    }
}
