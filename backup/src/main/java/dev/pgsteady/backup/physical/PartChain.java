package dev.pgsteady.backup.physical;

import dev.pgsteady.backup.PartId;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.core.Problem;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The content of parts, one after the other; a few are fetched and checked ahead.
final class PartChain extends InputStream {
    private static final int AHEAD = 2;

    private final Repository repository;
    private final Iterator<PartId> left;
    private final ExecutorService workers =
            Executors.newFixedThreadPool(AHEAD, Thread.ofPlatform().daemon().factory());
    private final Deque<Future<byte[]>> coming = new ArrayDeque<>();
    private ByteArrayInputStream current = new ByteArrayInputStream(new byte[0]);

    PartChain(Repository repository, List<PartId> parts) {
        this.repository = repository;
        this.left = parts.iterator();
        fill();
    }

    private void fill() {
        while (coming.size() <= AHEAD && left.hasNext()) {
            PartId next = left.next();
            coming.add(workers.submit(() -> repository.format().content(repository.part(next))));
        }
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        while (current.available() == 0 && !coming.isEmpty()) {
            current = new ByteArrayInputStream(Waiting.on(coming.removeFirst()));
            fill();
        }
        return current.read(bytes, offset, length);
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }

    /// Waiting for what another thread does.
    static final class Waiting {
        private Waiting() {}

        static <T> T on(Future<T> work) {
            try {
                return work.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Problem(Problem.Kind.INTERRUPTED, "Interrupted.", "Run it again.", e);
            }
        }
    }
}
