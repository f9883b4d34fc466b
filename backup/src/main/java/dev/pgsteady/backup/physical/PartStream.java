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

    /// Where one part after the other is read into and compressed.
    private static final class Lane {
        private final byte[] buffer = TarCuts.buffer();
        private final PartWriter writer;

        Lane(PartFormat format) {
            writer = PartWriter.of(format);
        }
    }

    Stored store(InputStream stream) throws IOException {
        // One for each worker and one to read into: in this order they come back.
        List<Lane> lanes = Stream.generate(() -> new Lane(repository.format()))
                .limit(workers + 1L)
                .toList();
        try {
            return store(new TarCuts(stream), lanes);
        } finally {
            lanes.forEach(lane -> lane.writer.close());
        }
    }

    private Stored store(TarCuts cuts, List<Lane> lanes) throws IOException {
        Deque<Future<One>> open = new ArrayDeque<>();
        List<One> parts = new ArrayList<>();
        long bytes = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
            try {
                Lane lane = lanes.getFirst();
                int number = 0;
                for (int length = cuts.next(lane.buffer); length > 0; length = cuts.next(lane.buffer)) {
                    bytes += length;
                    done.accept(bytes);
                    open.add(given(pool, lane, length));
                    if (open.size() > workers) {
                        parts.add(PartChain.Waiting.on(open.removeFirst()));
                    }
                    lane = lanes.get(++number % lanes.size());
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

    private Future<One> given(ExecutorService pool, Lane lane, int length) {
        return pool.submit(() -> one(lane, length));
    }

    private One one(Lane lane, int length) {
        PartFormat.Encoded part = lane.writer.whole(lane.buffer, length);
        return new One(part.id(), part.bytes().length, repository.add(part));
    }
}
