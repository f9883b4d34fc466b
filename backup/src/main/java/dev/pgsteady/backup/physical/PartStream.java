package dev.pgsteady.backup.physical;

import dev.pgsteady.backup.PartFormat;
import dev.pgsteady.backup.PartId;
import dev.pgsteady.backup.PartWriter;
import dev.pgsteady.backup.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/// Cuts a tar stream into parts and stores them, a few at a time; what is in memory does not grow with
/// the stream.
///
/// @param repository where the parts go
/// @param workers    how many are compressed at once
/// @param done       hears how many bytes have been read
record PartStream(Repository repository, int workers, LongConsumer done) {
    /// What was stored.
    ///
    /// @param parts  in the order of the stream
    /// @param bytes  of the stream
    /// @param stored of all parts
    /// @param added  of those that were not there before
    record Stored(List<PartId> parts, long bytes, long stored, long added) {
        Stored {
            parts = List.copyOf(parts);
        }
    }

    private record One(PartId id, long stored, boolean added) {}

    Stored store(InputStream stream) throws IOException {
        Queue<PartWriter> writers = new ConcurrentLinkedQueue<>();
        try {
            for (int i = 0; i < workers; i++) {
                writers.add(PartWriter.of(repository.format()));
            }
            return store(new TarCuts(stream), writers);
        } finally {
            writers.forEach(PartWriter::close);
        }
    }

    private Stored store(TarCuts cuts, Queue<PartWriter> writers) throws IOException {
        Deque<Future<One>> open = new ArrayDeque<>();
        List<One> parts = new ArrayList<>();
        long bytes = 0;
        // One for each worker and one to read into: in this order they come back.
        byte[][] buffers = Stream.generate(TarCuts::buffer).limit(workers + 1L).toArray(byte[][]::new);
        try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
            try {
                byte[] buffer = buffers[0];
                int number = 0;
                for (int length = cuts.next(buffer); length > 0; length = cuts.next(buffer)) {
                    bytes += length;
                    done.accept(bytes);
                    open.add(given(pool, writers, buffer, length));
                    if (open.size() > workers) {
                        parts.add(PartChain.Waiting.on(open.removeFirst()));
                    }
                    buffer = buffers[++number % buffers.length];
                }
                open.forEach(o -> parts.add(PartChain.Waiting.on(o)));
            } finally {
                pool.shutdownNow();
            }
        }
        return new Stored(
                parts.stream().map(One::id).toList(),
                bytes,
                parts.stream().mapToLong(One::stored).sum(),
                parts.stream().filter(One::added).mapToLong(One::stored).sum());
    }

    private Future<One> given(ExecutorService pool, Queue<PartWriter> writers, byte[] content, int length) {
        return pool.submit(() -> {
            PartWriter writer = writers.remove();
            try {
                return one(writer.whole(content, length));
            } finally {
                writers.add(writer);
            }
        });
    }

    private One one(PartFormat.Encoded part) {
        return new One(part.id(), part.bytes().length, repository.add(part));
    }
}
